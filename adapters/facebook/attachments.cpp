// message.attachments[] = {type, payload}: {"type":"image","payload":{"url":"https://…"}}. The payload may be missing, null
// or a string; older shapes carry title and url beside it. A sticker has come as an image, as an image and a sticker, and as
// a sticker: its sticker_id tells.
#include <algorithm>
#include <array>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

struct Known { std::string_view type; const char* kind; };

constexpr auto kinds = std::to_array<Known>({
    {"image", "image"},
    {"gif", "image"},
    {"audio", "audio"},
    {"video", "video"},
    {"file", "file"},
    {"location", "location"},
    {"sticker", "sticker"},
});
constexpr auto links = std::to_array<std::string_view>({"fallback", "template", "post", "ig_post", "reel", "ig_reel", "link"});
constexpr auto likes = std::to_array<std::string_view>({"369239263222822", "369239343222814", "369239383222810"});

template <class Table, class Wanted>
bool holds(const Table& table, const Wanted& wanted) {
  return std::find(table.begin(), table.end(), wanted) != table.end();
}

std::string kind_of(std::string_view type, bool has_url) {
  if (holds(links, type)) return has_url ? "link" : "other";
  const auto* known = std::find_if(kinds.begin(), kinds.end(), [type](const Known& row) { return row.type == type; });
  return known == kinds.end() ? "other" : known->kind;
}

std::string url_of(const Json& item, const Json& payload) {
  auto url = text_of(payload, "url");
  if (url.empty()) url = text_of(item, "url");
  if (url.empty() && payload.is_string() && payload.get_ref<const std::string&>().starts_with("http")) url = id_of(payload);
  return url;
}

Attachment attachment(const Json& item) {
  const Json& payload = at(item, "payload");
  const Json& coordinates = at(payload, "coordinates");
  Attachment result;
  result.url = url_of(item, payload);
  result.kind = kind_of(text_of(item, "type"), !result.url.empty());
  for (const Json* place : {&payload, &item})
    for (const auto* key : {"name", "title"})
      if (result.name.empty()) result.name = text_of(*place, key);
  result.size = integer_of(payload, "size");
  result.latitude = decimal_of(coordinates, "lat");
  result.longitude = decimal_of(coordinates, "long");
  return result;
}

class Collector {
 public:
  explicit Collector(const Json& message) : message_sticker_(id_of(message, "sticker_id")) {
    const Json& items = at(message, "attachments");
    if (items.is_array()) found_.attachments.reserve(items.size());
    if (items.is_array())
      for (const auto& item : items)
        if (item.is_object()) add(item);
    if (!message_sticker_.empty() && !sticker_) add_sticker({"sticker", {}, {}, {}, {}, {}}, message_sticker_);
  }

  Contents take() { return std::move(found_); }

 private:
  void add(const Json& item) {
    auto one = attachment(item);
    auto sticker = id_of(at(item, "payload"), "sticker_id");
    if (sticker.empty() && one.kind == "image") sticker = message_sticker_;
    if (!sticker.empty() || one.kind == "sticker") return add_sticker(std::move(one), sticker);
    if (!sticker_ || !repeats(one, found_.attachments[*sticker_])) found_.attachments.push_back(std::move(one));
  }

  // A message holds one sticker; what else is told of it only completes it.
  void add_sticker(Attachment one, const std::string& id) {
    found_.like = found_.like || holds(likes, std::string_view(id));
    one.kind = "sticker";
    if (sticker_) {
      auto& first = found_.attachments[*sticker_];
      if (first.url.empty()) first.url = one.url;
      return;
    }
    std::erase_if(found_.attachments, [&one](const Attachment& other) { return repeats(other, one); });
    sticker_ = found_.attachments.size();
    found_.attachments.push_back(std::move(one));
  }

  // The image that repeats a sticker.
  static bool repeats(const Attachment& one, const Attachment& sticker) {
    return one.kind == "image" && !one.url.empty() && one.url == sticker.url;
  }

  std::string message_sticker_;
  std::optional<std::size_t> sticker_;
  Contents found_;
};

}  // namespace

Contents contents(const Json& message) { return Collector(message).take(); }

}  // namespace adapters::facebook
