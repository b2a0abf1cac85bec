#include "adapters/sandbox/zalo_message.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/wire.hpp"
#include "adapters/sandbox/zalo_answers.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t text_limit = 2'000, buttons_limit = 5, elements_limit = 5, title_limit = 100, subtitle_limit = 500,
                      payload_limit = 1'000, sms_limit = 160;                     // characters, pieces
constexpr std::int64_t kept_for = 7 * 24 * 3'600'000LL;                           // of an upload

void within(const std::string& text, std::size_t limit, const char* what) {
  if (characters(text) > limit) throw ZaloRefused{-210, std::string(what) + " exceeds the limit"};
}

// ---- Buttons ----

ButtonKind kind_of(const std::string& type) {
  static const std::map<std::string, ButtonKind> kinds{{"oa.query.show", ButtonKind::show},
                                                       {"oa.query.hide", ButtonKind::hide},
                                                       {"oa.open.url", ButtonKind::link},
                                                       {"oa.open.sms", ButtonKind::sms},
                                                       {"oa.open.phone", ButtonKind::phone}};
  const auto found = kinds.find(type);
  if (found == kinds.end()) throw ZaloRefused{-201, "button type is invalid"};
  return found->second;
}

Button button(const json& value) {
  Button made{kind_of(string_of(value, "type")), string_of(value, "title"), {}};
  const json& payload = member(value, "payload");
  if (made.kind == ButtonKind::link) made.payload = string_of(payload, "url");
  else if (made.kind == ButtonKind::phone || made.kind == ButtonKind::sms) made.payload = string_of(payload, "phone_code");
  else made.payload = string_of(value, "payload");
  if (made.title.empty() || made.payload.empty()) throw ZaloRefused{-201, "button title or payload is invalid"};
  if (made.kind == ButtonKind::sms) within(string_of(payload, "content"), sms_limit, "sms content");
  within(made.title, title_limit, "button title");
  within(made.payload, payload_limit, "button payload");
  return made;
}

std::vector<Button> buttons(const json& list) {
  if (!list.is_array() || list.empty()) throw ZaloRefused{-201, "buttons is invalid"};
  if (list.size() > buttons_limit) throw ZaloRefused{-210, "buttons exceeds the limit"};
  std::vector<Button> made;
  std::transform(list.begin(), list.end(), std::back_inserter(made), button);
  return made;
}

// ---- Lists ----

Element element(const json& value) {
  Element made{string_of(value, "title"), string_of(value, "subtitle"), string_of(value, "image_url"), {}, {}, {}};
  if (made.title.empty()) throw ZaloRefused{-201, "element title is invalid"};
  within(made.title, title_limit, "element title");
  within(made.subtitle, subtitle_limit, "element subtitle");
  const json& action = member(value, "default_action");
  const std::string type = string_of(action, "type");
  if (type == "oa.open.url") made.url = string_of(action, "url");              // the address sits directly in the action
  else if (type == "oa.query.show" || type == "oa.query.hide") made.payload = string_of(action, "payload");
  else if (!action.is_null()) throw ZaloRefused{-201, "default_action is invalid"};
  if (!action.is_null() && made.url.empty() && made.payload.empty()) throw ZaloRefused{-201, "default_action is invalid"};
  within(made.payload, payload_limit, "element payload");
  return made;
}

void read_list(const json& elements, ZaloMessage& message) {
  if (!elements.is_array() || elements.empty()) throw ZaloRefused{-201, "elements is invalid"};
  if (elements.size() > elements_limit) throw ZaloRefused{-210, "elements exceeds the limit"};
  std::transform(elements.begin(), elements.end(), std::back_inserter(message.line.elements), element);
  if (message.line.elements[0].subtitle.empty()) throw ZaloRefused{-201, "subtitle of the first element is invalid"};
  message.what = "list";
}

void read_contact_form(const json& elements, ZaloMessage& message) {
  if (!elements.is_array() || elements.size() != 1) throw ZaloRefused{-201, "elements is invalid"};
  message.line.elements.push_back(element(elements[0]));
  message.line.asks_contact = true;
  message.what = "contact";
}

// ---- Pictures and files ----

const StoredFile& stored(const Stage& stage, const std::string& id) {
  const StoredFile* file = stage.media.find(id);
  if (!file || file->on != Platform::zalo) throw ZaloRefused{-201, "attachment_id is invalid"};
  if (stage.now() - file->at > kept_for) throw ZaloRefused{-100};
  return *file;
}

void check_gif_size(const json& element) {
  if (!member(element, "width").is_number_integer() || !member(element, "height").is_number_integer())
    throw ZaloRefused{-201, "width and height of a gif are invalid"};
}

void read_media(const Stage& stage, const json& elements, ZaloMessage& message) {
  if (!elements.is_array() || elements.size() != 1) throw ZaloRefused{-201, "elements is invalid"};
  const std::string type = string_of(elements[0], "media_type"), url = string_of(elements[0], "url");
  const std::string id = string_of(elements[0], "attachment_id");
  if (type != "image" && type != "gif" && type != "sticker") throw ZaloRefused{-201, "media_type is invalid"};
  if (url.empty() == id.empty()) throw ZaloRefused{-201, "url or attachment_id is invalid"};
  if (type == "gif") check_gif_size(elements[0]);
  message.what = type;
  if (type == "sticker") message.line.media.push_back({type, "", id, 0});         // of the platform's own collection
  else if (!url.empty()) message.line.media.push_back({type, url, "", 0});
  else {
    const StoredFile& file = stored(stage, id);
    if (file.kind != type) throw ZaloRefused{-201, "attachment_id is invalid"};
    message.line.media.push_back({type, media_path(id), file.name, file.bytes.size()});
  }
}

void read_file(const Stage& stage, const json& payload, ZaloMessage& message) {
  const std::string token = string_of(payload, "token");
  const StoredFile& file = stored(stage, token);
  if (file.kind != "file") throw ZaloRefused{-201, "token is invalid"};
  message.line.media.push_back({"file", media_path(token), file.name, file.bytes.size()});
  message.what = "file";
}

void read_template(const Stage& stage, const json& payload, bool group, ZaloMessage& message) {
  const std::string type = string_of(payload, "template_type");
  const json& elements = member(payload, "elements");
  if (type == "media") return read_media(stage, elements, message);
  if (group || stage.accounts[static_cast<int>(Platform::zalo)].plain_only) throw ZaloRefused{-233};
  if (type == "list") return read_list(elements, message);
  if (type == "request_user_info") return read_contact_form(elements, message);
  if (!type.empty() || !payload.contains("buttons")) throw ZaloRefused{-233};
  message.line.buttons = buttons(payload["buttons"]);
}

}  // namespace

ZaloMessage zalo_message(const Stage& stage, const json& message, bool group) {
  if (!message.is_object()) throw ZaloRefused{-201, "message is invalid"};
  ZaloMessage read;
  read.line.text = string_of(message, "text");
  if (characters(read.line.text) > text_limit) throw ZaloRefused{-210, "text exceeds the limit 2000 characters"};
  const json& attachment = member(message, "attachment");
  const std::string type = string_of(attachment, "type");
  if (type == "template" && member(attachment, "payload").is_object()) read_template(stage, attachment["payload"], group, read);
  else if (type == "file") read_file(stage, member(attachment, "payload"), read);
  else if (!attachment.is_null()) throw ZaloRefused{-233};
  const bool wordless = !read.line.media.empty() || !read.line.elements.empty();
  if (read.line.text.empty() && !wordless) throw ZaloRefused{-201, "text is invalid"};
  read.line.answers = string_of(message, "quote_message_id");
  return read;
}

}  // namespace adapters::sandbox
