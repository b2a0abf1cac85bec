#include "adapters/sandbox/zalo_events.hpp"

#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

using nlohmann::json;

Webhook webhook(const Chat& chat, json body, std::int64_t at) {
  const std::string timestamp = std::to_string(at);
  body["timestamp"] = timestamp;
  return {Platform::zalo, chat.id, body.dump(-1, ' ', false, json::error_handler_t::replace), timestamp};
}

json message_event(const ZaloAccount& account, const char* event, const std::string& sender,
                   const std::string& recipient, json message) {
  return {{"app_id", account.app_id},
          {"event_name", event},
          {"sender", {{"id", sender}}},
          {"recipient", {{"id", recipient}}},
          {"message", std::move(message)}};
}

json text_message(const Line& line) { return {{"text", line.text}, {"msg_id", line.id}}; }

}  // namespace

// {"app_id":"459…","sender":{"id":"771…"},"recipient":{"id":"607…"},"event_name":"user_send_text",
//  "message":{"text":"…","msg_id":"96…"},"timestamp":"1751100041636"}
// In a group the recipient is the group, and oa_id says whose.
Webhook zalo_person_text(const ZaloAccount& account, const Chat& chat, const Person& from, const Line& line) {
  const std::string& recipient = chat.group ? chat.id : account.oa_id;
  const char* event = chat.group ? "user_send_group_text" : "user_send_text";
  json body = message_event(account, event, from.zalo_user_id, recipient, text_message(line));
  if (chat.group) body["oa_id"] = account.oa_id;
  return webhook(chat, std::move(body), line.at);
}

Webhook zalo_echo(const ZaloAccount& account, const Chat& chat, const Line& line) {
  const char* event = chat.group ? "oa_send_group_text" : "oa_send_text";
  json body = message_event(account, event, account.oa_id, chat.id, text_message(line));
  if (chat.group) body["oa_id"] = account.oa_id;
  return webhook(chat, std::move(body), line.at);
}

// In receipts the sender is the OA, although the person acts.
Webhook zalo_received(const ZaloAccount& account, const Chat& chat, const std::string& message_id, std::int64_t at) {
  return webhook(chat,
                 message_event(account, "user_received_message", account.oa_id, chat.id, {{"msg_id", message_id}}), at);
}

Webhook zalo_seen(const ZaloAccount& account, const Chat& chat, const std::vector<std::string>& message_ids,
                  std::int64_t at) {
  return webhook(chat, message_event(account, "user_seen_message", account.oa_id, chat.id, {{"msg_ids", message_ids}}),
                 at);
}

Webhook zalo_follow(const ZaloAccount& account, const Chat& chat, bool follows, std::int64_t at) {
  return webhook(chat,
                 {{"app_id", account.app_id},
                  {"oa_id", account.oa_id},
                  {"event_name", follows ? "follow" : "unfollow"},
                  {"follower", {{"id", chat.id}}},
                  {"source", "oa_profile"}},
                 at);
}

Webhook zalo_membership(const ZaloAccount& account, const Chat& group, const Person& who, bool joins, std::int64_t at) {
  return webhook(group, {{"app_id", account.app_id}, {"oa_id", account.oa_id}, {"group_id", group.id},
                         {"event_name", joins ? "user_join_group" : "user_out_group"},
                         {"users", json::array({{{"id", who.zalo_user_id}}})}}, at);
}

}  // namespace adapters::sandbox
