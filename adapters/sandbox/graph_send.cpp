#include "adapters/sandbox/graph_send.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/messenger_events.hpp"
#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t text_limit = 2'000, template_text_limit = 640;                              // characters
constexpr std::size_t quick_replies_limit = 13, buttons_limit = 3, title_limit = 20, payload_limit = 1'000,
                      metadata_limit = 1'000;
constexpr std::int64_t window = 24 * 3'600'000LL;  // since the last interaction

const json& member(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string string_of(const json& object, const char* key) {
  const json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

Button checked(Button button) {
  const bool sizes = characters(button.title) <= title_limit && characters(button.payload) <= payload_limit;
  if (button.title.empty() || button.payload.empty() || !sizes) throw bad_message;
  return button;
}

Button quick_reply(const json& value) {
  if (string_of(value, "content_type") != "text") throw bad_message;
  return checked({ButtonKind::quick_reply, string_of(value, "title"), string_of(value, "payload")});
}

Button template_button(const json& value) {
  const std::string type = string_of(value, "type");
  if (type == "web_url") return checked({ButtonKind::link, string_of(value, "title"), string_of(value, "url")});
  if (type == "phone_number")
    return checked({ButtonKind::phone, string_of(value, "title"), string_of(value, "payload")});
  if (type == "postback")
    return checked({ButtonKind::postback, string_of(value, "title"), string_of(value, "payload")});
  throw bad_message;
}

std::vector<Button> buttons(const json& list, std::size_t limit, Button (*read)(const json&)) {
  if (list.is_null()) return {};
  if (!list.is_array() || list.size() > limit) throw bad_message;
  std::vector<Button> made;
  std::transform(list.begin(), list.end(), std::back_inserter(made), read);
  return made;
}

Line read_template(const json& attachment) {
  const json& payload = member(attachment, "payload");
  if (string_of(attachment, "type") != "template" || string_of(payload, "template_type") != "button") throw bad_message;
  Line line;
  line.text = string_of(payload, "text");
  line.buttons = buttons(member(payload, "buttons"), buttons_limit, template_button);
  if (line.buttons.empty() || characters(line.text) > template_text_limit) throw bad_message;
  return line;
}

Line read_message(const json& message) {
  if (!member(message, "attachment").is_null()) return read_template(message["attachment"]);
  Line line;
  line.text = string_of(message, "text");
  if (characters(line.text) > text_limit) throw too_long;
  if (line.text.empty() || characters(string_of(message, "metadata")) >= metadata_limit) throw bad_message;
  line.buttons = buttons(member(message, "quick_replies"), quick_replies_limit, quick_reply);
  return line;
}

void check_type(const json& body) {
  const std::string type = string_of(body, "messaging_type");
  if (type != "RESPONSE" && type != "UPDATE") throw bad_message;   // the tags are dead since April 2026
}

Line& keep(Stage& stage, Chat& chat, Line line, const std::string& metadata, std::string request_id) {
  line.id = stage.message_id(Platform::facebook);
  line.at = stage.moment();
  Line& kept = stage.append(chat, std::move(line));
  if (!metadata.empty()) request_id = metadata;
  stage.record.add({0, Platform::facebook, false, chat.id, kept.text, kept.buttons, kept.at, kept.id, request_id});
  if (stage.echoes) stage.post(messenger_echo(stage.world.facebook, chat, kept, metadata));
  return kept;
}

http::Response answer(const json& body) {
  http::Response response;
  response.body = body.dump();
  return response;
}

}  // namespace

// {"recipient":{"id":"7001"},"messaging_type":"RESPONSE",
//  "message":{"text":"…","metadata":"job-42","quick_replies":[…]}}
http::Response graph_send(Stage& stage, const http::Request& request, const json& body) try {
  Chat* chat = stage.chats.direct(Platform::facebook, string_of(member(body, "recipient"), "id"));
  if (!chat) throw no_user;
  if (!string_of(body, "sender_action").empty()) return answer({{"recipient_id", chat->id}});
  check_type(body);
  Line message = read_message(member(body, "message"));
  if (chat->last_interaction == 0 || stage.now() - chat->last_interaction > window) throw window_closed;
  const Line& line = keep(stage, *chat, std::move(message), string_of(member(body, "message"), "metadata"),
                          std::string(http::find_header(request.headers, "X-Request-Id")));
  return answer({{"recipient_id", chat->id}, {"message_id", line.id}});
} catch (const GraphError& error) {
  return graph_error(error);
}

}  // namespace adapters::sandbox
