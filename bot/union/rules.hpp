// The rules: given a Session, a clock value and what somebody did, change rows and say what to reply. Synchronous, no I/O of its
// own; runs on a storage thread inside the turn's transaction. The engine feeds it events and carries its messages out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace language {
class Grammar;
}

namespace trade_union {

class KnownNames;

// Where a message goes: a person or a group on one account of one channel.
struct Address {
  std::string channel, account;
  bool group = false;
  std::string id;
};

// What arrived, as far as the rules care.
struct Incoming {
  enum class Kind { message, button, opened, follow, unfollow, group_join, group_leave, group_created, group_deleted, delivered, seen, profile, comment, erase_request, other };
  Kind kind = Kind::other;
  Address from;                          // the conversation; from.id is the sender in a direct chat
  std::string sender_id, sender_name;
  std::string message_id;                // of message and comment, as the platform knows it
  std::map<std::string, std::string> profile;  // what the person handed over: name, phone (E.164) …
  std::string text, payload, ref, reply_to;
  std::vector<std::string> message_ids;  // of receipts
  std::optional<std::int64_t> watermark;
  std::vector<std::string> persons;      // external ids, of group changes
  std::int64_t at = 0;                   // when it happened; the receipt time where the platform does not say
  std::int64_t received_at = 0;          // when it was safe with us; 0: now
};

struct Choice { std::string title, payload; };
// Another way of speaking than a message into the conversation `to`. private_reply: one message to the writer of the comment `target`;
// comment: publicly below the post or comment to.id; contact: asks for name and phone by the platform's own form, `text` says why.
enum class Manner { message, private_reply, comment, contact };
enum class Priority { reply = 0, bulk = 1 };
struct Outgoing {
  Address to;
  std::string text;                      // any length: the engine cuts it at paragraph ends
  std::vector<Choice> choices{};
  Priority priority = Priority::reply;
  std::int64_t due_at = 0;               // UTC ms; 0: now
  std::string coalesce_key{};            // a queued message with this key takes the newer text instead of a second one going out
  std::optional<std::int64_t> delivery_id{};  // of a campaign
  std::int64_t media = 0;                // storage/media.hpp: a picture or file that goes along; 0: none
  std::string quote{};                   // id of the message this one answers, where the platform can show it
  Manner manner = Manner::message;
  std::string target{};
  std::vector<std::string> mentions{};   // ids of persons called by name before the text, in groups that can
};

struct Turn {
  std::vector<Outgoing> out;
  std::string intent;                    // for the metrics
  bool questions_changed = false;        // a poll or meeting opened or closed: groups_with_open_question() gives a new answer
  bool work_waiting = false;             // plan_slice has something to do
};

// Something is wrong with a channel or one of its accounts, or right again (over).
// kind: silent (nothing came in for long), stopped (the platform refuses us until a human acts), webhook (our address was forgotten),
// token_old (the pair was not renewed for 75 days), consent_lost. detail: the platform's reason, no secret in it.
struct Alarm { std::string channel, account, kind, detail; bool over = false; };

// How a delivery ended, as the sender tells it.
enum class Settled { sent, held, failed, unsure };

// How a channel presents itself to people, for the preview of a sending.
struct ChannelNote {
  std::string label;
  bool group_buttons = false, direct_buttons = false;
  // A link that opens a chat with the account and brings the code along where the platform can; "": there is none.
  std::function<std::string(const std::string& account, const std::string& code)> chat_link{};
};
struct Settings {
  std::string responsible;               // who answers for the data, said in the first answer
  std::string contact;                   // how to reach them
  std::map<std::string, ChannelNote> channels;  // by configured name
  std::string public_url{};              // as people reach the server, without a slash at the end; "": not known
  std::shared_ptr<const language::Grammar> grammar{};  // with the deployment's own words; the program's if none
  std::shared_ptr<KnownNames> names{};   // of units and people, to read lines with; none: they stand as written
};

class Rules {
 public:
  Rules(const templates::Catalog& catalog, Settings settings);

  // One event. Throws storage::Unavailable only; anything else is a bug and makes the event dead after some tries.
  Turn handle(storage::Session& session, const Incoming& incoming, std::int64_t now) const;

  // One slice (≤ ~50 ms) of planning a confirmed campaign: freezes the roster, queues deliveries. work_waiting: call again.
  Turn plan_slice(storage::Session& session, std::int64_t now) const;

  // What comes due: polls to close. questions_changed as above.
  Turn due(storage::Session& session, std::int64_t now) const;
  // The transaction of due() was undone by an error that is not the storage being away: if it was a decision's turn, that one is set aside and
  // the officers are told. work_waiting: something was set aside, and due() can go on.
  Turn due_broke(storage::Session& session, std::int64_t now) const;

  // The sender settled the message of this delivery: moves the persons it reaches forward and the counters with them.
  void delivery_settled(storage::Session& session, std::int64_t delivery_id, Settled how, const std::string& reason, std::int64_t now) const;

  // Tells the officers: their board group, else each officer of the top in private.
  Turn alarm(storage::Session& session, const Alarm& alarm, std::int64_t now) const;

  // Looks at the names of units and people again; as KnownNames::refresh.
  void read_names(storage::Session& session, std::int64_t now, bool changed) const;

  // The person may be written to again: one message in the place of those deliveries (0: no campaign's) that waited beyond the first few.
  Outgoing digest(storage::Session& session, const Address& to, const std::vector<std::int64_t>& deliveries, std::int64_t now) const;

  // A delivery to a person is held until the person writes: the message to a group of theirs instead, if the campaign allows that.
  std::optional<Outgoing> instead(storage::Session& session, std::int64_t delivery_id, std::int64_t now) const;

 private:
  const templates::Catalog& catalog_;
  Settings settings_;
};

// Conversation keys ("zalo|607…|g|f40…") of groups with an open poll or meeting: there short answers count.
std::vector<std::string> groups_with_open_question(storage::Session& session, std::int64_t now);
std::string conversation_key(const Address& address);

}  // namespace trade_union
