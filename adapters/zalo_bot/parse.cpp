// Webhook bodies of Zalo Bot → events. Live bodies are flat, documented ones wrapped; lists of either are taken too:
//   {"event_name":"message.text.received","message":{"date":1776919152762,"chat":{"chat_type":"PRIVATE","id":"a00…"},
//    "message_id":"940…","from":{"id":"a00…","is_bot":false,"display_name":"Nguyen Van A"},"text":"chào"}}
//   {"ok":true,"result":{"event_name":…,"message":{…}}}
#include <algorithm>
#include <array>
#include <set>

#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {
namespace {

enum class What { text, image, sticker, voice, link, unsupported, reaction, follow, unfollow, added, removed, test };

struct Named { std::string_view event_name; What what; };

// Below the line: seen in other code, not documented.
constexpr auto events = std::to_array<Named>({
    {"message.text.received", What::text},
    {"message.image.received", What::image},
    {"message.sticker.received", What::sticker},
    {"message.voice.received", What::voice},
    {"message.unsupported.received", What::unsupported},
    {"webhook.test", What::test},
    // ----
    {"message.link.received", What::link},
    {"message.reaction.received", What::reaction},
    {"user.follow", What::follow},
    {"user.unfollow", What::unfollow},
    {"group.bot.add", What::added},
    {"group.bot.remove", What::removed},
});

std::string first_of(std::string first, std::string second) { return first.empty() ? std::move(second) : std::move(first); }

const Json& first_object(const Json& first, const Json& second) { return first.is_object() ? first : second; }

bool is_group(std::string type) {
  for (char& c : type) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return type.find("GROUP") != std::string::npos;
}

class Reader {
 public:
  explicit Reader(const Json& body)
      : body_(body), message_(at(body, "message")), from_(first_object(at(message_, "from"), at(body, "from"))),
        chat_(first_object(at(message_, "chat"), at(body, "chat"))) {}

  Event run() {
    read_time();
    read_sides();
    recognise();
    if (event_.id.empty()) event_.id = event_key(name(event_.type), {}, body_);
    return std::move(event_);
  }

 private:
  void read_time() {
    for (const Json* place : {&message_, &body_})
      for (const auto* key : {"date", "timestamp"})
        if (!event_.at) event_.at = time_of(*place, key);
  }

  // In a private chat the chat has the person's id.
  void read_sides() {
    event_.sender_id = id_of(from_, "id");
    event_.sender_name = nfc(first_of(text_of(from_, "display_name"), text_of(from_, "name")));
    const bool group = is_group(text_of(chat_, "chat_type"));
    auto id = first_of(id_of(chat_, "id"), group ? std::string() : event_.sender_id);
    if (!id.empty()) event_.conversation = {group ? ConversationKind::group : ConversationKind::direct, std::move(id)};
  }

  void recognise() {
    const auto event_name = text_of(body_, "event_name");
    if (event_name.empty()) return ignore("empty");
    const auto* row = std::find_if(events.begin(), events.end(), [&](const Named& one) { return one.event_name == event_name; });
    if (row != events.end() && row->what == What::test) return ignore("test");
    if (is_true(from_, "is_bot")) return ignore("echo");
    if (row == events.end()) return ignore("unsupported");
    if (row->what <= What::unsupported) return message(row->what);
    if (row->what == What::reaction) return reaction();
    happening(row->what);
  }

  void message(What what) {
    const bool hidden = what == What::unsupported;
    if (hidden && event_.sender_id.empty()) return ignore("unsupported");
    if (!message_.is_object() && !hidden) return ignore("empty");
    event_.type = EventType::message;
    event_.id = id_of(message_, "message_id");
    event_.text = nfc_of(message_, "text");
    if (!event_.text) event_.text = nfc_of(message_, "caption");
    attach(what);
  }

  void attach(What what) {
    if (what == What::image) return images();
    if (what == What::sticker) return add("sticker", text_of(message_, "url"));
    if (what == What::voice) return add("audio", first_of(text_of(message_, "voice_url"), text_of(message_, "url")));
    if (what == What::link) return add("link", first_of(text_of(message_, "url"), text_of(message_, "link")));
    if (what == What::unsupported) add("other", {});
  }

  // photo_url live, photo in the documents, photos[] in samples: of one picture they name the same address.
  void images() {
    image(at(message_, "photo_url"));
    image(at(message_, "photo"));
    const Json& several = at(message_, "photos");
    if (several.is_array())
      for (const auto& one : several) image(one);
    if (event_.attachments.empty()) add("image", text_of(message_, "url"));
  }

  void image(const Json& photo) {
    auto url = photo.is_object() ? first_of(text_of(photo, "url"), text_of(photo, "photo_url")) : photo.is_string() ? id_of(photo) : std::string();
    if (!url.empty() && urls_.insert(url).second) add("image", std::move(url));
  }

  void add(const char* kind, std::string url) { event_.attachments.push_back({kind, std::move(url), {}, {}, {}, {}}); }

  // message_id is the message the sign was given to.
  void reaction() {
    event_.type = EventType::reaction;
    auto target = id_of(message_, "message_id");
    if (!target.empty()) event_.message_ids.push_back(std::move(target));
    for (const auto* key : {"reaction", "react_icon", "emoji"}) event_.reaction = first_of(std::move(event_.reaction), text_of(message_, key));
    event_.undone = event_.reaction.empty() || event_.reaction == "/-remove";
    if (event_.undone) event_.reaction.clear();
  }

  void happening(What what) {
    switch (what) {
      case What::follow: event_.type = EventType::follow; break;
      case What::unfollow: event_.type = EventType::unfollow; break;
      case What::added: return group(EventType::group_created);
      case What::removed: return group(EventType::group_deleted);
      default: ignore("unsupported");
    }
  }

  // No single person acts here.
  void group(EventType type) {
    event_.type = type;
    event_.sender_id.clear();
    event_.sender_name.clear();
    if (event_.conversation) event_.conversation->kind = ConversationKind::group;
  }

  void ignore(std::string_view reason) {
    event_.type = EventType::ignored;
    event_.reason = reason;
  }

  const Json& body_;
  const Json& message_;
  const Json& from_;
  const Json& chat_;
  std::set<std::string> urls_;
  Event event_;
};

void read(const Json& body, std::vector<Event>& events_found) {
  if (body.is_array()) {
    for (const auto& item : body)
      if (item.is_structured()) read(item, events_found);
    return;
  }
  const Json& wrapped = at(body, "result");
  if (at(body, "event_name").is_null() && wrapped.is_structured()) return read(wrapped, events_found);
  events_found.push_back(Reader(body).run());
}

}  // namespace

std::vector<Event> parse(std::string_view raw) {
  std::vector<Event> found;
  read(parse_body(raw), found);
  if (found.empty()) found.push_back(Reader(Json::object()).run());
  return found;
}

}  // namespace adapters::zalo_bot
