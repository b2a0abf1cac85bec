// The rules: given a Session, a clock value and what somebody did, change rows and say what to reply. Synchronous, no I/O of its
// own; runs on a storage thread inside the turn's transaction. The engine feeds it events and carries its messages out.
#pragma once

#include <cstdint>
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

// Where a message goes: a person or a group on one account of one channel.
struct Address {
  std::string channel, account;
  bool group = false;
  std::string id;
};

// What arrived, as far as the rules care.
struct Incoming {
  enum class Kind { message, button, opened, follow, unfollow, group_join, group_leave, group_created, group_deleted, delivered, seen, other };
  Kind kind = Kind::other;
  Address from;                          // the conversation; from.id is the sender in a direct chat
  std::string sender_id, sender_name;
  std::string text, payload, ref, reply_to;
  std::vector<std::string> message_ids;  // of receipts
  std::optional<std::int64_t> watermark;
  std::vector<std::string> persons;      // external ids, of group changes
  std::int64_t at = 0;                   // when it happened; the receipt time where the platform does not say
  std::int64_t received_at = 0;          // when it was safe with us; 0: now
};

struct Choice { std::string title, payload; };
enum class Priority { reply = 0, bulk = 1 };
struct Outgoing {
  Address to;
  std::string text;                      // any length: the engine cuts it at paragraph ends
  std::vector<Choice> choices;
  Priority priority = Priority::reply;
  std::int64_t due_at = 0;               // UTC ms; 0: now
  std::string coalesce_key;              // a queued message with this key takes the newer text instead of a second one going out
  std::optional<std::int64_t> delivery_id;  // of a campaign
};

struct Turn {
  std::vector<Outgoing> out;
  std::string intent;                    // for the metrics
  bool questions_changed = false;        // a poll or meeting opened or closed: groups_with_open_question() gives a new answer
  bool work_waiting = false;             // plan_slice has something to do
};

// How a delivery ended, as the sender tells it.
enum class Settled { sent, held, failed, unsure };

// How a channel presents itself to people, for the preview of a sending.
struct ChannelNote { std::string label; bool group_buttons = false, direct_buttons = false; };
struct Settings {
  std::string responsible;               // who answers for the data, said in the first answer
  std::string contact;                   // how to reach them
  std::map<std::string, ChannelNote> channels;  // by configured name
  std::shared_ptr<const language::Grammar> grammar = nullptr;  // with the deployment's own words; the program's if none
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

  // The sender settled the message of this delivery: moves the persons it reaches forward and the counters with them.
  void delivery_settled(storage::Session& session, std::int64_t delivery_id, Settled how, const std::string& reason, std::int64_t now) const;

 private:
  const templates::Catalog& catalog_;
  Settings settings_;
};

// Conversation keys ("zalo|607…|g|f40…") of groups with an open poll or meeting: there short answers count.
std::vector<std::string> groups_with_open_question(storage::Session& session, std::int64_t now);
std::string conversation_key(const Address& address);

}  // namespace trade_union
