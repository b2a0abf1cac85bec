// `message` of the Send API, in the richest form that loses nothing of what is said:
//   {"text":"Họp?","quick_replies":[{"content_type":"text","title":"Có","payload":"v1:yes"}]}
//   {"attachment":{"type":"template","payload":{"template_type":"button","text":"Họp?","buttons":[…]}}}
//   {"attachment":{"type":"template","payload":{"template_type":"generic","elements":[…]}}}
//   {"attachment":{"type":"image","payload":{"attachment_id":"1854626884821032"}}}
// Quick replies vanish with the next message of either side: they suit answers to what was just written. What we ask on our own
// initiative may be answered a day later, so up to three choices become buttons, which stay.
#include <algorithm>

#include "adapters/facebook/parts.hpp"
#include "adapters/lines.hpp"
#include "adapters/split.hpp"

namespace adapters::facebook {
namespace {

constexpr std::size_t choice_limit = 13;
constexpr std::size_t title_limit = 20;
constexpr std::size_t button_limit = 3;
constexpr std::size_t template_text_limit = 640;
constexpr std::size_t card_limit = 10;
constexpr std::size_t card_text_limit = 80;

Json quick_replies(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const auto& choice : choices) {
    if (list.size() == choice_limit) break;
    list.push_back({{"content_type", "text"}, {"title", clip(choice.title, title_limit)}, {"payload", choice.payload}});
  }
  return list;
}

Json template_attachment(Json payload) { return {{"attachment", {{"type", "template"}, {"payload", std::move(payload)}}}}; }

Json button(const std::string& title, const std::string& payload) {
  return {{"type", "postback"}, {"title", clip(title, title_limit)}, {"payload", payload}};
}

bool fits_buttons(const Outgoing& outgoing) {
  const auto& [text, choices] = std::tie(outgoing.message.text, outgoing.message.choices);
  return !outgoing.reply && !choices.empty() && choices.size() <= button_limit && code_points(text) <= template_text_limit;
}

Json with_buttons(const Message& message) {
  Json buttons = Json::array();
  for (const auto& choice : message.choices) buttons.push_back(button(choice.title, choice.payload));
  return template_attachment({{"template_type", "button"}, {"text", message.text}, {"buttons", std::move(buttons)}});
}

// A card needs something beside its title.
bool is_card(const ListItem& item) {
  const bool more = !item.subtitle.empty() || !item.image_url.empty() || !item.url.empty() || !item.payload.empty();
  return more && !item.title.empty() && code_points(item.title) <= card_text_limit && code_points(item.subtitle) <= card_text_limit;
}

Json card(const ListItem& item) {
  Json element = {{"title", item.title}};
  if (!item.subtitle.empty()) element["subtitle"] = item.subtitle;
  if (!item.image_url.empty()) element["image_url"] = item.image_url;
  if (!item.url.empty()) element["default_action"] = {{"type", "web_url"}, {"url", item.url}};
  if (!item.payload.empty()) element["buttons"] = Json::array({button(item.title, item.payload)});
  return element;
}

// Cards hold no text of their own: with a text, or where one would be cut, the rows are lines and what can be tapped quick replies.
bool fits_cards(const Message& message) {
  const auto& items = message.items;
  return message.text.empty() && !items.empty() && items.size() <= card_limit && std::all_of(items.begin(), items.end(), is_card);
}

Json with_cards(const Message& message) {
  Json elements = Json::array();
  for (const auto& item : message.items) elements.push_back(card(item));
  return template_attachment({{"template_type", "generic"}, {"elements", std::move(elements)}});
}

bool is_media(const Message& message) {
  const bool carried = message.media && (message.media->kind == MediaKind::image || message.media->kind == MediaKind::file);
  return carried && message.text.empty();
}

Json with_media(const Media& media) {
  const Json payload = media.upload_id.empty() ? Json{{"url", media.url}} : Json{{"attachment_id", media.upload_id}};
  return {{"attachment", {{"type", name(media.kind)}, {"payload", payload}}}};
}

std::vector<Choice> choices_of(const Message& message) {
  auto choices = message.choices;
  for (const auto& item : message.items)
    if (!item.payload.empty()) choices.push_back({item.title, item.payload});
  return choices;
}

Json plain(const Message& message) { return {{"text", with_lines(message.text, message.items, text_limit)}}; }

Json utility(const UtilityTemplate& approved) {
  Json parameters = Json::array();
  for (const auto& text : approved.parameters) parameters.push_back({{"type", "text"}, {"text", text}});
  Json components = Json::array();
  if (!parameters.empty()) components.push_back({{"type", "body"}, {"parameters", std::move(parameters)}});
  return {{"template", {{"name", approved.name}, {"language", {{"code", approved.language}}}, {"components", std::move(components)}}}};
}

Json body_of(const FacebookSettings& settings, const Outgoing& outgoing) {
  const auto& message = outgoing.message;
  if (settings.utility_templates && message.utility && !message.plain) return utility(*message.utility);
  if (message.plain || outgoing.act == Act::private_reply) return plain(message);
  if (fits_buttons(outgoing) && message.items.empty() && !message.media) return with_buttons(message);
  if (fits_cards(message)) return with_cards(message);
  Json body = is_media(message) ? with_media(*message.media) : plain(message);
  const auto choices = choices_of(message);
  if (!choices.empty()) body["quick_replies"] = quick_replies(choices);
  return body;
}

}  // namespace

Json message_of(const FacebookSettings& settings, const Outgoing& outgoing) {
  Json body = body_of(settings, outgoing);
  if (!outgoing.job_id.empty()) body["metadata"] = outgoing.job_id;
  return body;
}

bool is_fancy(const FacebookSettings& settings, const Outgoing& outgoing) {
  const auto& message = outgoing.message;
  if (message.plain || outgoing.act != Act::message || outgoing.to.kind != ConversationKind::direct) return false;
  if (is_media(message) && message.choices.empty()) return false;   // without its picture nothing is left to say
  const Json body = body_of(settings, outgoing);
  return !message.quote.empty() || body.size() > 1 || at(body, "text").is_null();
}

}  // namespace adapters::facebook
