#include "adapters/sandbox/bot_events.hpp"

#include <unicode/unistr.h>

#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

using nlohmann::json;

json chat_of(const Chat& chat) { return {{"chat_type", chat.group ? "GROUP" : "PRIVATE"}, {"id", chat.id}}; }

json from_of(const Person& who) { return {{"id", who.bot_user_id}, {"is_bot", false}, {"display_name", who.name}}; }

// Adds what this kind of message has; gives the event's name.
const char* describe(const Line& line, json& message) {
  if (line.media.empty()) {
    message["text"] = line.text;
    return "message.text.received";
  }
  const Medium& medium = line.media[0];
  if (medium.kind == "image") {
    message["photo_url"] = medium.url;
    message["caption"] = line.text;
    message["message_type"] = "CHAT_PHOTO";
    return "message.image.received";
  }
  if (medium.kind == "sticker") {
    message["sticker"] = medium.name;
    message["url"] = medium.url;
    message["message_type"] = "CHAT_STICKER";
    return "message.sticker.received";
  }
  if (medium.kind != "voice") return "message.unsupported.received";
  message["voice_url"] = medium.url;
  message["message_type"] = "CHAT_VOICE";
  return "message.voice.received";
}

bool holds(const std::string& text, const std::string& wanted) {
  const auto folded = [](const std::string& value) { return icu::UnicodeString::fromUTF8(value).foldCase(); };
  return folded(text).indexOf(folded(wanted)) >= 0;
}

std::string dumped(const json& body) { return body.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

Webhook bot_person_message(const Chat& chat, const Person& from, const Line& line) {
  json message{{"date", line.at}, {"chat", chat_of(chat)}, {"message_id", line.id}, {"from", from_of(from)}};
  const char* event = describe(line, message);
  return {Platform::zalo_bot, chat.id, dumped({{"event_name", event}, {"message", std::move(message)}}), std::to_string(line.at)};
}

std::string bot_test_body(std::int64_t now) {
  return dumped({{"event_name", "webhook.test"}, {"message", {{"date", now / 1'000}, {"text", "This is a test webhook"}}}});
}

bool bot_hears(const ZaloBotAccount& account, Chat& chat, const Line& line) {
  if (!chat.group) return true;
  const Line* answered = line.answers.empty() ? nullptr : chat.find(line.answers);
  return (answered && !answered->from) || holds(line.text, "@" + account.name);
}

}  // namespace adapters::sandbox
