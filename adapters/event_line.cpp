// Events as JSON lines, in the form of docs/contracts.md. Written straight into one text: every event that arrives
// passes here.
#include <nlohmann/json.hpp>

#include "adapters/channel.hpp"

namespace adapters {
namespace {

bool carries_text(EventType type) {
  return type == EventType::message || type == EventType::comment || type == EventType::edited ||
         type == EventType::button;
}
// What a person wrote or posted.
bool is_post(EventType type) { return type == EventType::message || type == EventType::comment; }
bool names_messages(EventType type) {
  return type == EventType::delivered || type == EventType::seen || type == EventType::reaction ||
         type == EventType::edited || type == EventType::deleted;
}
bool carries_ref(EventType type) {
  return type == EventType::referral || type == EventType::button || type == EventType::follow;
}
bool carries_watermark(EventType type) { return type == EventType::delivered || type == EventType::seen; }
bool names_persons(EventType type) {
  return type == EventType::group_join || type == EventType::group_leave || type == EventType::group_request;
}

// Appends JSON. Texts are valid UTF-8: they came out of a parser.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void open(char bracket) {
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void key(std::string_view name) {
    comma();
    quote(name);
    out_ += ':';
  }
  void text(std::string_view key_name, std::string_view value) {
    key(key_name);
    quote(value);
  }
  void text_unless_empty(std::string_view key_name, std::string_view value) {
    if (!value.empty()) text(key_name, value);
  }
  template <class Number>
  void number(std::string_view key_name, const std::optional<Number>& value) {
    if (!value) return;
    key(key_name);
    if constexpr (std::is_integral_v<Number>) out_ += std::to_string(*value);
    else out_ += nlohmann::json(*value).dump();
  }
  void flag(std::string_view key_name, bool value) {
    key(key_name);
    out_ += value ? "true" : "false";
  }
  void texts(std::string_view key_name, const std::vector<std::string>& values) {
    key(key_name);
    open('[');
    for (const auto& value : values) {
      comma();
      quote(value);
    }
    close(']');
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }

 private:
  void quote(std::string_view value) {
    out_ += '"';
    for (std::size_t from = 0; from < value.size();) {
      auto end = from;
      while (end < value.size() && !must_escape(value[end])) ++end;
      out_.append(value, from, end - from);
      if (end < value.size()) escape(value[end]);
      from = end + 1;
    }
    out_ += '"';
  }
  static bool must_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }
  void escape(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (c == '"' || c == '\\') {
      out_.append({'\\', c});
    } else {
      const auto code = static_cast<unsigned char>(c);
      out_.append("\\u00").append({digits[code >> 4], digits[code & 15]});
    }
  }

  std::string& out_;
  bool first_ = true;
};

void write_attachments(Writer& line, const std::vector<Attachment>& attachments) {
  line.key("attachments");
  line.open('[');
  for (const auto& attachment : attachments) {
    line.comma();
    line.open('{');
    line.text("kind", attachment.kind);
    line.text_unless_empty("url", attachment.url);
    line.text_unless_empty("name", attachment.name);
    line.number("size", attachment.size);
    line.number("latitude", attachment.latitude);
    line.number("longitude", attachment.longitude);
    line.close('}');
  }
  line.close(']');
}

void write_who(Writer& line, const Event& event) {
  if (event.conversation) {
    line.key("conversation");
    line.open('{');
    line.text("kind", name(event.conversation->kind));
    line.text("id", event.conversation->id);
    line.close('}');
  }
  if (event.sender_id.empty()) return;
  line.key("sender");
  line.open('{');
  line.text("id", event.sender_id);
  line.text_unless_empty("name", event.sender_name);
  line.close('}');
}

void write_profile(Writer& line, const std::map<std::string, std::string>& profile) {
  line.key("profile");
  line.open('{');
  for (const auto& [key, value] : profile) line.text(key, value);
  line.close('}');
}

void write_what(Writer& line, const Event& event) {
  if (carries_text(event.type) && event.text) line.text("text", *event.text);
  if (event.type == EventType::button) line.text("payload", event.payload);
  if (carries_ref(event.type)) line.text_unless_empty("ref", event.ref);
  if (is_post(event.type)) line.text_unless_empty("reply_to", event.reply_to);
  if (names_messages(event.type)) line.texts("message_ids", event.message_ids);
  if (carries_watermark(event.type)) line.number("watermark", event.watermark);
  if (event.type == EventType::reaction) {
    line.text("reaction", event.reaction);
    line.flag("undone", event.undone);
  }
  if (is_post(event.type) && !event.attachments.empty()) write_attachments(line, event.attachments);
  if (names_persons(event.type)) line.texts("persons", event.persons);
  if (event.type == EventType::profile) write_profile(line, event.profile);
  if (event.type == EventType::ignored) line.text("reason", event.reason);
}

}  // namespace

std::string to_line(const Event& event) {
  constexpr std::size_t usual_length = 512;
  std::string out;
  out.reserve(usual_length);
  Writer line(out);
  line.open('{');
  line.text("type", name(event.type));
  line.text("id", event.id);
  line.text("account", event.account);
  line.key("at");
  out += event.at ? std::to_string(*event.at) : "null";
  write_who(line, event);
  write_what(line, event);
  line.close('}');
  return out;
}

nlohmann::json to_json(const Event& event) { return nlohmann::json::parse(to_line(event)); }

}  // namespace adapters
