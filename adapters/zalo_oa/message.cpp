// What a message says and carries. One attachment goes with a text: a picture, sticker or file first, else the form that asks for
// contact details, else buttons, else a list; what finds no place stays away or becomes numbered lines.
#include <algorithm>

#include "adapters/lines.hpp"
#include "adapters/split.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::size_t button_limit = 5, row_limit = 5;
constexpr std::size_t title_limit = 100, subtitle_limit = 500;

bool is_direct(const Outgoing& outgoing) { return outgoing.to.kind == ConversationKind::direct; }

// ---- What goes along ----
enum class Form { text, media, contact, buttons, list };

struct Heading { std::string title, subtitle; };

// A text as a title of one line and what is left of it.
Heading heading_of(const std::string& text) {
  const auto parts = split(text, title_limit);
  if (parts.empty()) return {};
  Heading heading{parts.front(), {}};
  for (std::size_t n = 1; n < parts.size(); ++n) heading.subtitle.append(n == 1 ? "" : " ").append(parts[n]);
  return heading;
}

// A list has no text beside it: the text is its first row.
bool fits_list(const Message& message) {
  const auto heading = heading_of(message.text);
  const std::size_t rows = message.items.size() + (heading.title.empty() ? 0 : 1);
  return rows <= row_limit && code_points(heading.subtitle) <= subtitle_limit;
}

Form form_of(const ZaloOaSettings& settings, const Outgoing& outgoing) {
  const Message& message = outgoing.message;
  if (message.media) return Form::media;
  if (message.plain || !is_direct(outgoing)) return Form::text;
  if (message.asks_contact) return Form::contact;
  if (settings.buttons && !message.choices.empty()) return Form::buttons;
  return settings.lists && !message.items.empty() && fits_list(message) ? Form::list : Form::text;
}

// ---- Attachments ----
Json attachment_of(Json payload) { return {{"type", "template"}, {"payload", std::move(payload)}}; }

// A tap on oa.query.hide comes back as a text message that the chat does not show.
Json buttons(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const auto& choice : choices) {
    if (list.size() == button_limit) break;
    list.push_back({{"title", clip(without_mentions(choice.title), title_limit)}, {"type", "oa.query.hide"}, {"payload", choice.payload}});
  }
  return attachment_of({{"buttons", std::move(list)}});
}

Json row(const ListItem& item) {
  Json element = {{"title", clip(without_mentions(item.title), title_limit)}};
  if (!item.subtitle.empty()) element["subtitle"] = clip(without_mentions(item.subtitle), subtitle_limit);
  if (!item.image_url.empty()) element["image_url"] = item.image_url;
  if (!item.url.empty()) element["default_action"] = {{"type", "oa.open.url"}, {"url", item.url}};
  else if (!item.payload.empty()) element["default_action"] = {{"type", "oa.query.show"}, {"payload", item.payload}};
  return element;
}

// The first row is the banner: it must have a subtitle.
Json list(const Message& message) {
  auto items = message.items;
  const auto heading = heading_of(message.text);
  if (!heading.title.empty()) items.insert(items.begin(), ListItem{heading.title, heading.subtitle, {}, {}, {}});
  if (items.front().subtitle.empty()) items.front().subtitle = items.front().title;
  Json elements = Json::array();
  for (const auto& item : items) elements.push_back(row(item));
  return attachment_of({{"template_type", "list"}, {"elements", std::move(elements)}});
}

Json contact_form(const ZaloOaSettings& settings, const std::string& text) {
  const auto heading = heading_of(text);
  Json element = {{"title", heading.title}};
  if (!heading.subtitle.empty()) element["subtitle"] = clip(heading.subtitle, subtitle_limit);
  if (!settings.contact_image.empty()) element["image_url"] = settings.contact_image;
  return attachment_of({{"template_type", "request_user_info"}, {"elements", Json::array({std::move(element)})}});
}

Json medium(const Media& media) {
  if (media.kind == MediaKind::file) return {{"type", "file"}, {"payload", {{"token", media.upload_id}}}};
  Json element = {{"media_type", media.kind == MediaKind::sticker ? "sticker" : "image"}};
  if (const auto gif = gif_of(media.upload_id)) {
    element = {{"media_type", "gif"}, {"attachment_id", gif->id}, {"width", gif->width}, {"height", gif->height}};
  } else if (!media.upload_id.empty()) {
    element["attachment_id"] = media.upload_id;
  } else {
    element["url"] = media.url;
  }
  return attachment_of({{"template_type", "media"}, {"elements", Json::array({std::move(element)})}});
}

Json attachment(const ZaloOaSettings& settings, const Message& message, const std::string& text, Form form) {
  switch (form) {
    case Form::media: return medium(*message.media);
    case Form::contact: return contact_form(settings, text);
    case Form::buttons: return buttons(message.choices);
    case Form::list: return list(message);
    case Form::text: break;
  }
  return nullptr;
}

// ---- Text ----
bool is_id(const std::string& text) {
  const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

// As many as the text leaves room for.
std::string mentions(const Outgoing& outgoing, const std::string& text) {
  std::string marks;
  if (is_direct(outgoing) || outgoing.message.plain) return marks;
  std::size_t room = text_limit - std::min(text_limit, code_points(text));
  for (const auto& id : outgoing.message.mentions) {
    const auto mark = "[@" + id + "] ";
    if (!is_id(id) || mark.size() > room) continue;
    marks += mark;
    room -= mark.size();
  }
  return marks;
}

bool quotes(const ZaloOaSettings& settings, const Outgoing& outgoing) {
  const Message& message = outgoing.message;
  return !message.plain && !message.quote.empty() && (is_direct(outgoing) || settings.group_quotes);
}

}  // namespace

// The full-width sign keeps look and length; nothing invisible that the platform might take out again.
std::string without_mentions(std::string text) {
  constexpr std::string_view mention = "[@", broken = "[＠";
  for (auto found = text.find(mention); found != std::string::npos; found = text.find(mention, found + broken.size()))
    text.replace(found, mention.size(), broken);
  return text;
}

bool is_fancy(const ZaloOaSettings& settings, const Outgoing& outgoing) {
  const auto form = form_of(settings, outgoing);
  if (form == Form::media) return false;                     // what carries it is what it is about
  return form != Form::text || quotes(settings, outgoing) || !mentions(outgoing, outgoing.message.text).empty();
}

Json message_of(const ZaloOaSettings& settings, const Outgoing& outgoing) {
  const Message& message = outgoing.message;
  const auto form = form_of(settings, outgoing);
  const auto& items = form == Form::list ? std::vector<ListItem>{} : message.items;
  const auto text = without_mentions(with_lines(message.text, items, text_limit));
  Json body = Json::object();
  if (!text.empty() && form != Form::list && form != Form::contact) body["text"] = mentions(outgoing, text) + text;
  if (quotes(settings, outgoing)) body["quote_message_id"] = message.quote;
  if (auto extra = attachment(settings, message, text, form); !extra.is_null()) body["attachment"] = std::move(extra);
  return body;
}

}  // namespace adapters::zalo_oa
