// What a platform tells us, in one form for all of them: the normalised events of docs/contracts.md ("nhipcau parse").
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace adapters {

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

}  // namespace adapters
