#include "adapters/sandbox/graph_message.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t text_limit = 2'000, template_text_limit = 640, quick_replies_limit = 13, buttons_limit = 3,
                      title_limit = 20, payload_limit = 1'000, metadata_limit = 1'000, cards_limit = 10,
                      card_title_limit = 80;                                       // characters, pieces
constexpr std::int64_t kept_for = 90 * 24 * 3'600'000LL;                           // of an uploaded attachment

// ---- Buttons ----

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

// ---- Templates ----

void read_button_template(const json& payload, GraphMessage& message) {
  message.line.text = string_of(payload, "text");
  message.line.buttons = buttons(member(payload, "buttons"), buttons_limit, template_button);
  if (message.line.text.empty() || message.line.buttons.empty()) throw bad_message;
  if (characters(message.line.text) > template_text_limit) throw bad_message;
}

Element card(const json& value) {
  Element made{string_of(value, "title"), string_of(value, "subtitle"), string_of(value, "image_url"), {}, {},
               buttons(member(value, "buttons"), buttons_limit, template_button)};
  made.url = string_of(member(value, "default_action"), "url");
  if (made.title.empty() || characters(made.title) > card_title_limit || characters(made.subtitle) > card_title_limit) throw bad_message;
  if (made.subtitle.empty() && made.image.empty() && made.buttons.empty() && made.url.empty()) throw bad_message;
  return made;
}

void read_cards(const json& elements, GraphMessage& message) {
  if (!elements.is_array() || elements.empty() || elements.size() > cards_limit) throw bad_message;
  std::transform(elements.begin(), elements.end(), std::back_inserter(message.line.elements), card);
  message.what = "list";
}

void read_template(const Stage& stage, const json& payload, GraphMessage& message) {
  if (stage.accounts[static_cast<int>(Platform::facebook)].plain_only) throw bad_message;
  const std::string type = string_of(payload, "template_type");
  if (type == "button") read_button_template(payload, message);
  else if (type == "generic") read_cards(member(payload, "elements"), message);
  else throw bad_message;
}

// ---- Pictures and files ----

const StoredFile& stored(const Stage& stage, const std::string& id, const std::string& kind) {
  const StoredFile* file = stage.media.find(id);
  if (!file || file->on != Platform::facebook || file->kind != kind || stage.now() - file->at > kept_for) throw no_attachment;
  return *file;
}

void read_medium(Stage& stage, const json& attachment, GraphMessage& message) {
  const json& payload = member(attachment, "payload");
  const std::string kind = string_of(attachment, "type"), id = id_of(payload, "attachment_id"), url = string_of(payload, "url");
  if (id.empty() == url.empty()) throw bad_message;
  const bool again = member(payload, "is_reusable") == json(true);
  if (id.empty() && again) message.attachment_id = graph_keep_by_url(stage, attachment).id;
  if (id.empty()) message.line.media.push_back({kind, url, url.substr(url.rfind('/') + 1), 0});
  else {
    const StoredFile& file = stored(stage, id, kind);
    message.line.media.push_back({kind, file.url.empty() ? media_path(id) : file.url, file.name, file.bytes.size()});
  }
  message.what = kind;
}

void read_attachment(Stage& stage, const json& attachment, GraphMessage& message) {
  const std::string type = string_of(attachment, "type");
  if (type == "template") return read_template(stage, member(attachment, "payload"), message);
  if (type != "image" && type != "file" && type != "video" && type != "audio") throw bad_message;
  read_medium(stage, attachment, message);
}

// ---- Approved templates ----

std::string parameter_text(const json& value) { return string_of(value, "text"); }

// Fills {{1}} or {{name}} of the approved body.
std::string filled(std::string text, const json& components) {
  std::size_t position = 0;
  for (const json& component : components.is_array() ? components : json::array()) {
    if (string_of(component, "type") != "body") continue;
    for (const json& value : member(component, "parameters")) {
      const std::string name = string_of(value, "parameter_name");
      const std::string mark = "{{" + (name.empty() ? std::to_string(++position) : name) + "}}";
      const auto at = text.find(mark);
      if (at == std::string::npos) throw bad_message;
      text.replace(at, mark.size(), parameter_text(value));
    }
  }
  if (text.find("{{") != std::string::npos) throw bad_message;      // a parameter is missing
  return text;
}

void read_utility(const Stage& stage, const json& wanted, GraphMessage& message) {
  const auto found = stage.page.templates.find(string_of(wanted, "name"));
  if (found == stage.page.templates.end()) throw bad_message;
  std::string body;
  for (const json& component : member(found->second, "components")) {
    if (string_of(component, "type") == "BODY") body = string_of(component, "text");
  }
  message.line.text = filled(std::move(body), member(wanted, "components"));
  message.what = "template";
}

}  // namespace

const StoredFile& graph_keep_by_url(Stage& stage, const json& attachment) {
  const std::string url = string_of(member(attachment, "payload"), "url");
  const std::string name = url.substr(url.rfind('/') + 1);
  return stage.media.add({stage.object_id(), Platform::facebook, string_of(attachment, "type"), name, "", "", url, stage.now()});
}

GraphMessage graph_message(Stage& stage, const json& given) {
  if (!given.is_object()) throw bad_message;
  GraphMessage message;
  message.metadata = string_of(given, "metadata");
  if (characters(message.metadata) >= metadata_limit) throw bad_message;
  message.line.text = string_of(given, "text");
  if (characters(message.line.text) > text_limit) throw too_long;
  message.line.buttons = buttons(member(given, "quick_replies"), quick_replies_limit, quick_reply);
  const bool attached = !member(given, "attachment").is_null();
  if (attached && !message.line.text.empty()) throw bad_message;      // one or the other
  if (attached) read_attachment(stage, given["attachment"], message);
  if (!member(given, "template").is_null()) read_utility(stage, given["template"], message);
  if (message.line.text.empty() && message.line.media.empty() && message.line.elements.empty()) throw bad_message;
  message.line.answers = string_of(member(given, "reply_to"), "mid");
  return message;
}

}  // namespace adapters::sandbox
