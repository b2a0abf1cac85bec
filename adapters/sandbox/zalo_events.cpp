#include "adapters/sandbox/zalo_events.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

using nlohmann::json;

Webhook webhook(const std::string& conversation, json body, std::int64_t at) {
  const std::string timestamp = std::to_string(at);
  body["timestamp"] = timestamp;
  return {Platform::zalo, conversation, body.dump(-1, ' ', false, json::error_handler_t::replace), timestamp};
}

json message_event(const ZaloAccount& account, const std::string& event, const std::string& sender,
                   const std::string& recipient, json message) {
  return {{"app_id", account.app_id},
          {"event_name", event},
          {"sender", {{"id", sender}}},
          {"recipient", {{"id", recipient}}},
          {"message", std::move(message)}};
}

json payload_of(const Medium& medium) {
  if (medium.kind == "sticker") return {{"id", medium.name}, {"url", medium.url}};
  if (medium.kind == "file") {
    return {{"url", medium.url}, {"name", medium.name}, {"size", std::to_string(medium.size)}, {"type", extension(medium.name)}};
  }
  return {{"thumbnail", medium.url}, {"url", medium.url}};
}

// "text", "image", "sticker", …: the last word of the event's name.
std::string kind_of(const Line& line) {
  if (!line.media.empty()) return line.media[0].kind == "voice" ? "audio" : line.media[0].kind;
  if (!line.elements.empty()) return line.asks_contact ? "template" : "list";
  return "text";
}

json message_of(const Line& line) {
  json message{{"text", line.text}, {"msg_id", line.id}};
  if (!line.answers.empty()) message["quote_msg_id"] = line.answers;
  for (const Medium& medium : line.media)
    message["attachments"].push_back({{"type", medium.kind == "voice" ? "audio" : medium.kind}, {"payload", payload_of(medium)}});
  return message;
}

}  // namespace

// {"app_id":"459…","sender":{"id":"771…"},"recipient":{"id":"607…"},"event_name":"user_send_text",
//  "message":{"text":"…","msg_id":"96…"},"timestamp":"1751100041636"}
// In a group the recipient is the group, and oa_id says whose.
Webhook zalo_person_message(const ZaloAccount& account, const Chat& chat, const Person& from, const Line& line) {
  const std::string& recipient = chat.group ? chat.id : account.oa_id;
  const std::string event = (chat.group ? "user_send_group_" : "user_send_") + kind_of(line);
  json body = message_event(account, event, from.zalo_user_id, recipient, message_of(line));
  if (chat.group) body["oa_id"] = account.oa_id;
  return webhook(chat.id, std::move(body), line.at);
}

Webhook zalo_echo(const ZaloAccount& account, const Chat& chat, const Line& line, const std::string& admin_id) {
  const std::string event = (chat.group ? "oa_send_group_" : "oa_send_") + kind_of(line);
  json body = message_event(account, event, account.oa_id, chat.id, message_of(line));
  if (chat.group) body["oa_id"] = account.oa_id;
  if (!admin_id.empty()) body["sender"]["admin_id"] = admin_id;
  return webhook(chat.id, std::move(body), line.at);
}

// In receipts the sender is the OA, although the person acts.
Webhook zalo_received(const ZaloAccount& account, const Chat& chat, const std::string& message_id, std::int64_t at) {
  return webhook(chat.id,
                 message_event(account, "user_received_message", account.oa_id, chat.id, {{"msg_id", message_id}}), at);
}

Webhook zalo_seen(const ZaloAccount& account, const Chat& chat, const std::vector<std::string>& message_ids,
                  std::int64_t at) {
  return webhook(chat.id,
                 message_event(account, "user_seen_message", account.oa_id, chat.id, {{"msg_ids", message_ids}}), at);
}

Webhook zalo_reaction(const ZaloAccount& account, const Chat& chat, const std::string& message_id, const std::string& icon,
                      bool by_oa, std::int64_t at) {
  const json message{{"msg_id", message_id}, {"react_icon", icon}};
  return webhook(chat.id,
                 by_oa ? message_event(account, "oa_reacted_message", account.oa_id, chat.id, message)
                       : message_event(account, "user_reacted_message", chat.id, account.oa_id, message),
                 at);
}

Webhook zalo_follow(const ZaloAccount& account, const Chat& chat, bool follows, std::int64_t at) {
  return webhook(chat.id,
                 {{"app_id", account.app_id},
                  {"oa_id", account.oa_id},
                  {"event_name", follows ? "follow" : "unfollow"},
                  {"follower", {{"id", chat.id}}},
                  {"source", "oa_profile"}},
                 at);
}

Webhook zalo_clicked_chat(const ZaloAccount& account, const Chat& chat, std::int64_t at) {
  return webhook(chat.id,
                 {{"app_id", account.app_id}, {"oa_id", account.oa_id}, {"event_name", "user_click_chatnow"}, {"user_id", chat.id}},
                 at);
}

Webhook zalo_submitted_info(const ZaloAccount& account, const Chat& chat, const std::string& name,
                            const std::string& phone, std::int64_t at) {
  std::int64_t digits = 0;
  const bool all = std::from_chars(phone.data(), phone.data() + phone.size(), digits).ptr == phone.data() + phone.size();
  json body = message_event(account, "user_submit_info", chat.id, account.oa_id, json());
  body.erase("message");
  body["info"] = {{"name", name}, {"phone", all ? json(digits) : json(phone)}, {"address", ""}, {"city", ""}, {"district", ""}, {"ward", ""}};
  return webhook(chat.id, std::move(body), at);
}

Webhook zalo_withdraw(const ZaloAccount& account, const Chat& chat, std::int64_t at) {
  return webhook(chat.id, {{"app_id", account.app_id}, {"oa_id", account.oa_id}, {"event_name", "user_withdraw"}, {"user_id", chat.id}}, at);
}

Webhook zalo_permission_revoked(const ZaloAccount& account, std::int64_t at) {
  return webhook(account.oa_id, {{"app_id", account.app_id}, {"oa_id", account.oa_id}, {"event_name", "permission_revoked"}}, at);
}

Webhook zalo_group_event(const ZaloAccount& account, const Chat& group, const std::string& event,
                         const std::vector<std::string>& users, std::int64_t at) {
  json body{{"app_id", account.app_id}, {"oa_id", account.oa_id}, {"group_id", group.id}, {"event_name", event}};
  for (const std::string& user : users) body["users"].push_back({{"id", user}});
  return webhook(group.id, std::move(body), at);
}

}  // namespace adapters::sandbox
