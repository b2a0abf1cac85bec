#include "adapters/sandbox/messenger_events.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

// {"object":"page","entry":[{"id":PAGE,"time":MS,"messaging":[{"sender":…,"recipient":…,"timestamp":MS,…}]}]}
Webhook webhook(const FacebookAccount& account, const Chat& chat, std::int64_t at, json item, bool by_page = false) {
  const std::string& sender = by_page ? account.page_id : chat.id;
  item["sender"] = {{"id", sender}};
  item["recipient"] = {{"id", by_page ? chat.id : account.page_id}};
  item["timestamp"] = at;
  const json entry{{"id", account.page_id}, {"time", at}, {"messaging", json::array({std::move(item)})}};
  const json body{{"object", "page"}, {"entry", json::array({entry})}};
  return {Platform::facebook, chat.id, facebook_body(body), std::to_string(at)};
}

// App ids are numbers on the wire, those of tests may not be.
json app_id(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? json(number) : json(text);
}

}  // namespace

Webhook messenger_person_text(const FacebookAccount& account, const Chat& chat, const Line& line,
                              const std::string& payload) {
  json message{{"mid", line.id}, {"text", line.text}};
  if (!payload.empty()) message["quick_reply"] = {{"payload", payload}};
  return webhook(account, chat, line.at, {{"message", std::move(message)}});
}

Webhook messenger_postback(const FacebookAccount& account, const Chat& chat, const Line& line,
                           const std::string& payload) {
  return webhook(account, chat, line.at,
                 {{"postback", {{"mid", line.id}, {"title", line.text}, {"payload", payload}}}});
}

Webhook messenger_echo(const FacebookAccount& account, const Chat& chat, const Line& line,
                       const std::string& metadata) {
  json message{{"mid", line.id}, {"is_echo", true}, {"app_id", app_id(account.app_id)}, {"text", line.text}};
  if (!metadata.empty()) message["metadata"] = metadata;
  return webhook(account, chat, line.at, {{"message", std::move(message)}}, true);
}

Webhook messenger_delivery(const FacebookAccount& account, const Chat& chat, const std::vector<std::string>& mids,
                           std::int64_t watermark, std::int64_t at) {
  return webhook(account, chat, at, {{"delivery", {{"mids", mids}, {"watermark", watermark}}}});
}

Webhook messenger_read(const FacebookAccount& account, const Chat& chat, std::int64_t watermark, std::int64_t at) {
  return webhook(account, chat, at, {{"read", {{"watermark", watermark}}}});
}

}  // namespace adapters::sandbox
