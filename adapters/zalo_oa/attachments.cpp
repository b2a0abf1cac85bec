// message.attachments[] = {type, payload}: {"type":"image","payload":{"thumbnail":"https://…","url":"https://…"}}, the same in
// direct chats and groups. A business card is a link whose description is JSON in a string.
#include <algorithm>
#include <array>

#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

bool is_business_card(const Json& payload) {
  const Json card = parse_or_null(text_of(payload, "description"));
  return !at(card, "phone").is_null() || !at(card, "qrCodeUrl").is_null();
}

std::string kind_of(const std::string& type, const Json& payload, const std::string& url) {
  if (type == "link") return is_business_card(payload) ? "contact" : "link";
  if (type == "gif") return "image";
  if (type == "template") return url.empty() ? "other" : "link";
  constexpr auto same = std::to_array<std::string_view>({"image", "audio", "video", "sticker", "location", "file"});
  return std::find(same.begin(), same.end(), type) != same.end() ? type : "other";
}

std::string url_of(const Json& payload) {
  for (const auto* key : {"url", "link_url", "thumbnail"}) {
    auto url = text_of(payload, key);
    if (!url.empty()) return url;
  }
  return {};
}

Attachment attachment(const Json& item) {
  const Json& payload = at(item, "payload");
  const Json& coordinates = at(payload, "coordinates");
  Attachment result;
  result.url = url_of(payload);
  result.kind = kind_of(text_of(item, "type"), payload, result.url);
  result.name = text_of(payload, "name");
  if (result.name.empty()) result.name = text_of(payload, "title");
  result.size = integer_of(payload, "size");
  result.latitude = decimal_of(coordinates, "latitude");
  result.longitude = decimal_of(coordinates, "longitude");
  return result;
}

}  // namespace

std::vector<Attachment> attachments(const Json& message) {
  std::vector<Attachment> list;
  const Json& items = at(message, "attachments");
  if (!items.is_array()) return list;
  const auto tells = [](const Json& item) { return item.is_object() && !item.empty(); };
  list.reserve(static_cast<std::size_t>(std::count_if(items.begin(), items.end(), tells)));
  for (const auto& item : items)
    if (tells(item)) list.push_back(attachment(item));
  return list;
}

}  // namespace adapters::zalo_oa
