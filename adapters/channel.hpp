// The contract between the bot and a messenger platform. Everything here is pure: raw bytes in, values out; values in, requests
// out. I/O, pacing and storage are the engine's. A new platform is one folder beside this file and one line in bot/platforms.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/message.hpp"

namespace adapters {

// ---- In: what a webhook body says (docs/contracts.md, "nhipcau parse") ----

enum class EventType {
  message, opened, button, follow, unfollow, group_created, group_deleted, group_changed, group_join, group_leave, group_request,
  delivered, seen, reaction, edited, deleted, referral, comment, profile, erase_request, staff_spoke, ignored
};
std::string_view name(EventType type);                       // as in contracts.md: "group_join"
std::optional<EventType> event_type(std::string_view name);

enum class ConversationKind { direct, group, comments };
std::string_view name(ConversationKind kind);
std::optional<ConversationKind> conversation_kind(std::string_view name);
struct ConversationId { ConversationKind kind = ConversationKind::direct; std::string id; };

struct Attachment {
  std::string kind;                                          // image audio video file sticker location link contact other
  std::string url, name;
  std::optional<std::int64_t> size;                          // bytes
  std::optional<double> latitude, longitude;
};

struct Event {
  EventType type = EventType::ignored;
  std::string id;                                            // key for de-duplication, the same when parsed again
  std::string account;                                       // our side: OA id, Page id
  std::optional<ConversationId> conversation;
  std::string sender_id, sender_name;                        // "" where no single person acts
  std::optional<std::int64_t> at;                            // UTC milliseconds
  std::optional<std::string> text;                           // NFC, not trimmed
  std::string payload, ref, reply_to;
  std::vector<std::string> message_ids;
  std::optional<std::int64_t> watermark;
  std::string reaction;
  bool undone = false;
  std::vector<Attachment> attachments;
  std::vector<std::string> persons;
  std::map<std::string, std::string> profile;
  std::string reason;                                        // of ignored
  std::string job_id;                                        // of an echo of ours: the job id we sent with the message; not printed
};
nlohmann::json to_json(const Event& event);                  // the form of contracts.md
std::string to_line(const Event& event);                     // the same as text, without building a value
Event event_from_json(const nlohmann::json& json);           // its inverse

// The body is not JSON, no object or array, nested deeper than 256, or holds a number that fits no double.
struct BadBody : std::runtime_error { using runtime_error::runtime_error; };

// ---- Out: what is to be sent ----

struct Choice { std::string title, payload; };               // payload comes back when it is tapped: at most 200 bytes
struct Message {
  std::string text;                                          // NFC; no longer than Capabilities::text_limit
  std::vector<Choice> choices;                               // dropped where the platform shows none: the text must stand alone
};
struct Outgoing {
  std::string job_id;                                        // ours; comes back in the echo where the platform allows it
  std::string account;
  ConversationId to;
  Message message;
  bool reply = true;                                         // false: on our own initiative (Messenger's messaging_type)
};

struct Capabilities {
  std::size_t text_limit = 2000;                             // Unicode code points of NFC text
  std::size_t max_choices = 0;                               // 0: none are shown
  std::size_t choice_title_limit = 0;                        // code points
  std::optional<std::int64_t> window_ms;                     // may write first only so long after the person's last interaction
  bool quotes = false;                                       // can reply to one message
};

// What became of one send. A closed set: every answer of a platform is mapped to one of these, in one place per platform.
struct Sent { std::string message_id; };
struct RetryAt { std::int64_t at = 0; std::string reason; bool refresh_token = false; };  // at: UTC ms, 0: the sender's own back-off decides
enum class HoldUntil { person_writes, quota_renews, human_acts };
struct Hold { HoldUntil until = HoldUntil::human_acts; std::string reason; bool stop_account = false; };
struct Rejected { std::string reason; };
struct Unsure { std::string reason; };                       // written, then no usable answer: never blindly sent again
using Outcome = std::variant<Sent, RetryAt, Hold, Rejected, Unsure>;
std::string_view name(const Outcome& outcome);               // "sent", "retry_at", "hold", "rejected", "unsure"

// What an account needs to speak: tokens change while running (kept sealed in the database), the rest is configuration.
struct Credentials {
  std::string access_token, refresh_token;
  std::int64_t expires_at = 0;                               // UTC ms; 0: does not expire
};

class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view kind() const = 0;                 // "zalo_oa", "facebook"

  // The platform's set-up probe (GET handshake, empty body): its answer, or nothing if the request is an ordinary webhook.
  virtual std::optional<http::Response> handshake(const http::Request& request) const = 0;
  // Is the body signed by the platform? Constant time, over the raw bytes, before any parsing.
  virtual bool verify(const http::Request& request) const = 0;
  // All events of a body, in order; at least one (ignored/empty). Throws BadBody.
  virtual std::vector<Event> parse(std::string_view body) const = 0;

  virtual Capabilities capabilities(ConversationKind kind) const = 0;
  virtual http::ClientRequest compose(const Outgoing& outgoing, const Credentials& credentials) const = 0;
  virtual Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) const = 0;

  // Token refresh. No request: this platform has none. The answer: new credentials, or nothing if it was refused.
  virtual std::optional<http::ClientRequest> refresh_request(const Credentials& credentials) const = 0;
  virtual std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now) const = 0;
};

}  // namespace adapters
