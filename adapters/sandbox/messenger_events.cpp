#include "adapters/sandbox/messenger_events.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

// {"object":"page","entry":[{"id":PAGE,"time":MS,"messaging":[{"sender":…,"recipient":…,"timestamp":MS,…}]}]}
Webhook webhook(const FacebookAccount& account, const Chat& chat, std::int64_t at, const char* field, json item,
                bool by_page = false) {
  const std::string& sender = by_page ? account.page_id : chat.id;
  item["sender"] = {{"id", sender}};
  item["recipient"] = {{"id", by_page ? chat.id : account.page_id}};
  item["timestamp"] = at;
  const json entry{{"id", account.page_id}, {"time", at}, {"messaging", json::array({std::move(item)})}};
  const json body{{"object", "page"}, {"entry", json::array({entry})}};
  return {Platform::facebook, chat.id, facebook_body(body), std::to_string(at), field};
}

// {"object":"page","entry":[{"id":PAGE,"time":S,"changes":[{"field":"feed","value":{…}}]}]}
Webhook feed(const FacebookAccount& account, const std::string& post_id, std::int64_t at, const json& value) {
  const json change{{"field", "feed"}, {"value", value}};
  const json entry{{"id", account.page_id}, {"time", at / 1'000}, {"changes", json::array({change})}};
  const json body{{"object", "page"}, {"entry", json::array({entry})}};
  return {Platform::facebook, post_id, facebook_body(body), std::to_string(at), "feed"};
}

// App ids are numbers on the wire, those of tests may not be.
json app_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? json(number) : json(text);
}

void add_content(const Line& line, json& message) {
  if (!line.text.empty() || line.media.empty()) message["text"] = line.text;
  if (line.answers.rfind("m_", 0) == 0) message["reply_to"] = {{"mid", line.answers}, {"is_self_reply", false}};
  for (const Medium& medium : line.media) {
    json payload{{"url", medium.url}};
    if (medium.kind == "sticker") payload["sticker_id"] = app_number(medium.name);
    message["attachments"].push_back({{"type", medium.kind == "voice" ? "audio" : medium.kind}, {"payload", payload}});
  }
}

json author(const FacebookAccount& account, const Line& line) {
  if (!line.from) return {{"id", account.page_id}, {"name", account.page_name}};
  return {{"id", account.commenter_prefix + line.from->facebook_psid}, {"name", line.from->name}};
}

}  // namespace

Webhook messenger_person_message(const FacebookAccount& account, const Chat& chat, const Line& line,
                                 const std::string& payload) {
  json message{{"mid", line.id}};
  add_content(line, message);
  if (!payload.empty()) message["quick_reply"] = {{"payload", payload}};
  return webhook(account, chat, line.at, "messages", {{"message", std::move(message)}});
}

Webhook messenger_postback(const FacebookAccount& account, const Chat& chat, const Line& line,
                           const std::string& payload, const std::string& ref) {
  json postback{{"mid", line.id}, {"title", line.text}, {"payload", payload}};
  if (!ref.empty()) postback["referral"] = {{"ref", ref}, {"source", "SHORTLINK"}, {"type", "OPEN_THREAD"}};
  return webhook(account, chat, line.at, "messaging_postbacks", {{"postback", std::move(postback)}});
}

Webhook messenger_referral(const FacebookAccount& account, const Chat& chat, const std::string& ref, std::int64_t at) {
  return webhook(account, chat, at, "messaging_referrals",
                 {{"referral", {{"ref", ref}, {"source", "SHORTLINK"}, {"type", "OPEN_THREAD"}}}});
}

Webhook messenger_echo(const FacebookAccount& account, const Chat& chat, const Line& line, const std::string& metadata,
                       const std::string& app_id) {
  json message{{"mid", line.id}, {"is_echo", true}, {"app_id", app_number(app_id)}};
  add_content(line, message);
  if (!metadata.empty()) message["metadata"] = metadata;
  return webhook(account, chat, line.at, "message_echoes", {{"message", std::move(message)}}, true);
}

Webhook messenger_delivery(const FacebookAccount& account, const Chat& chat, const std::vector<std::string>& mids,
                           std::int64_t watermark, std::int64_t at) {
  return webhook(account, chat, at, "message_deliveries", {{"delivery", {{"mids", mids}, {"watermark", watermark}}}});
}

Webhook messenger_read(const FacebookAccount& account, const Chat& chat, std::int64_t watermark, std::int64_t at) {
  return webhook(account, chat, at, "message_reads", {{"read", {{"watermark", watermark}}}});
}

Webhook messenger_reaction(const FacebookAccount& account, const Chat& chat, const std::string& mid, const std::string& emoji,
                           std::int64_t at) {
  json reaction{{"action", emoji.empty() ? "unreact" : "react"}, {"mid", mid}};
  if (!emoji.empty()) {
    reaction["emoji"] = emoji;
    reaction["reaction"] = "other";
  }
  return webhook(account, chat, at, "message_reactions", {{"reaction", std::move(reaction)}});
}

Webhook messenger_edit(const FacebookAccount& account, const Chat& chat, const Line& line, std::int64_t at) {
  return webhook(account, chat, at, "message_edits", {{"message_edit", {{"mid", line.id}, {"text", line.text}, {"num_edit", 1}}}});
}

Webhook messenger_unsent(const FacebookAccount& account, const Chat& chat, const std::string& mid, std::int64_t at) {
  return webhook(account, chat, at, "messages", {{"message", {{"mid", mid}, {"is_deleted", true}}}});
}

Webhook page_comment(const FacebookAccount& account, const Chat& post, const Line& comment, const std::string& verb, std::int64_t at) {
  json value{{"item", "comment"}, {"verb", verb}, {"post_id", post.id}, {"comment_id", comment.id},
             {"parent_id", comment.answers.empty() ? post.id : comment.answers}, {"from", author(account, comment)}};
  if (verb != "remove") {
    value["message"] = comment.text;
    value["created_time"] = comment.at / 1'000;
  }
  return feed(account, post.id, at, value);
}

Webhook page_post(const FacebookAccount& account, const PagePost& post, const std::string& verb, std::int64_t at) {
  return feed(account, post.id, at,
              {{"item", "status"}, {"verb", verb}, {"post_id", post.id}, {"published", 1}, {"message", post.text},
               {"from", {{"id", account.page_id}, {"name", account.page_name}}}, {"created_time", post.at / 1'000}});
}

}  // namespace adapters::sandbox
