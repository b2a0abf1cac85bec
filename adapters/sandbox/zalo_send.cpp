#include "adapters/sandbox/zalo_send.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_events.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t text_limit = 2'000, buttons_limit = 5, title_limit = 100,
                      payload_limit = 1'000;           // characters, pieces
constexpr std::int64_t window = 7 * 24 * 3'600'000LL;  // since the last interaction

// A refusal, thrown and answered in one place.
struct Refused { int code; std::string sentence; };

const json& member(const json& object, const char* key) {
  static const json none;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}

std::string string_of(const json& object, const char* key) {
  const json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

ButtonKind kind_of(const std::string& type) {
  static const std::map<std::string, ButtonKind> kinds{{"oa.query.show", ButtonKind::show},
                                                       {"oa.query.hide", ButtonKind::hide},
                                                       {"oa.open.url", ButtonKind::link},
                                                       {"oa.open.phone", ButtonKind::phone}};
  const auto found = kinds.find(type);
  if (found == kinds.end()) throw Refused{-201, "button type is invalid"};
  return found->second;
}

Button button(const json& value) {
  Button made{kind_of(string_of(value, "type")), string_of(value, "title"), {}};
  const json& payload = member(value, "payload");
  if (made.kind == ButtonKind::link) made.payload = string_of(payload, "url");
  else if (made.kind == ButtonKind::phone) made.payload = string_of(payload, "phone_code");
  else made.payload = string_of(value, "payload");
  if (made.title.empty() || made.payload.empty()) throw Refused{-201, "button title or payload is invalid"};
  if (characters(made.title) > title_limit || characters(made.payload) > payload_limit)
    throw Refused{-210, "button title or payload exceeds the limit"};
  return made;
}

std::vector<Button> buttons(const json& list) {
  if (!list.is_array() || list.size() > buttons_limit) throw Refused{-210, "buttons exceeds the limit"};
  std::vector<Button> made;
  std::transform(list.begin(), list.end(), std::back_inserter(made), button);
  return made;
}

// What the reader sees of a template or file: its buttons, else the address or token of the medium under the text.
void read_attachment(const json& attachment, bool group, Line& line) {
  const json& payload = member(attachment, "payload");
  const json& elements = member(payload, "elements");
  if (payload.contains("buttons")) {
    if (group) throw Refused{-233, ""};
    line.buttons = buttons(payload["buttons"]);
  } else if (string_of(payload, "template_type") == "media" && elements.is_array() && elements.size() == 1) {
    const std::string url = string_of(elements[0], "url");
    line.text += (line.text.empty() ? "" : "\n") + (url.empty() ? string_of(elements[0], "attachment_id") : url);
  } else if (string_of(attachment, "type") == "file") {
    line.text = string_of(payload, "token");
  } else {
    throw Refused{-233, ""};
  }
}

Line read_message(const json& message, bool group) {
  if (!message.is_object()) throw Refused{-201, "message is invalid"};
  Line line;
  line.text = string_of(message, "text");
  if (characters(line.text) > text_limit) throw Refused{-210, "text exceeds the limit 2000 characters"};
  if (message.contains("attachment")) read_attachment(message["attachment"], group, line);
  if (line.text.empty()) throw Refused{-201, "text is invalid"};
  return line;
}

Line& keep(Stage& stage, Chat& chat, Line line, const http::Request& request) {
  line.id = stage.message_id(Platform::zalo);
  line.at = stage.moment();
  Line& kept = stage.append(chat, std::move(line));
  const std::string request_id(http::find_header(request.headers, "X-Request-Id"));
  stage.record.add(
      {0, Platform::zalo, chat.group != nullptr, chat.id, kept.text, kept.buttons, kept.at, kept.id, request_id});
  if (stage.echoes) stage.post(zalo_echo(stage.world.zalo, chat, kept));
  return kept;
}

Chat& user_chat(Stage& stage, const json& recipient) {
  const std::string id = string_of(recipient, "user_id");
  const bool digits = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) throw Refused{-201, "user_id is invalid"};
  Chat* chat = stage.chats.direct(Platform::zalo, id);
  if (!chat) throw Refused{-213, ""};
  if (chat->last_interaction == 0) throw Refused{-232, ""};
  if (stage.now() - chat->last_interaction > window) throw Refused{-230, ""};
  return *chat;
}

Chat& group_chat(Stage& stage, const json& recipient) {
  const std::string id = string_of(recipient, "group_id");
  if (id.empty()) throw Refused{-201, "group_id is invalid"};
  Chat* chat = stage.chats.group(id);
  if (!chat) throw Refused{-403, ""};
  if (chat->group->lapsed) throw Refused{-237, ""};
  return *chat;
}

http::Response refusal(const Refused& refused) {
  return refused.sentence.empty() ? zalo_error(refused.code) : zalo_error(refused.code, refused.sentence);
}

}  // namespace

// {"recipient":{"user_id":"771…"},"message":{"text":"…","attachment":{"type":"template","payload":{"buttons":[…]}}}}
http::Response zalo_send_to_user(Stage& stage, const http::Request& request) try {
  const json body = json::parse(request.body, nullptr, false);
  Chat& chat = user_chat(stage, member(body, "recipient"));
  const Line& line = keep(stage, chat, read_message(member(body, "message"), false), request);
  return zalo_ok({{"message_id", line.id}, {"user_id", chat.id}, {"sent_time", std::to_string(line.at)},
                  {"quota", {{"quota_type", "reply"}, {"remain", "8"}, {"total", "8"}}}});
} catch (const Refused& refused) {
  return refusal(refused);
}

// {"recipient":{"group_id":"f40…"},"message":{"text":"Chào [@771…], …"}}
http::Response zalo_send_to_group(Stage& stage, const http::Request& request) try {
  const json body = json::parse(request.body, nullptr, false);
  Chat& chat = group_chat(stage, member(body, "recipient"));
  const Line& line = keep(stage, chat, read_message(member(body, "message"), true), request);
  return zalo_ok({{"message_id", line.id}, {"group_id", chat.id}});
} catch (const Refused& refused) {
  return refusal(refused);
}

}  // namespace adapters::sandbox
