// Items of entry.messaging[] and entry.standby[]:
//   {"sender":{"id":"7001"},"recipient":{"id":"<page>"},"timestamp":1790000000100,"message":{"mid":"m_1","text":"xin chào"}}
// What it is shows by the member beside sender, recipient and timestamp.
#include <array>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

class Reader {
 public:
  Reader(const Place& place, const Json& item)
      : place_(place), item_(item), message_(at(item, "message")), sender_(id_of(at(item, "sender"), "id")),
        recipient_(id_of(at(item, "recipient"), "id")) {}

  Event run(bool standby) {
    from_page_ = is_true(message_, "is_echo") || (!sender_.empty() && sender_ == place_.page && recipient_ != place_.page);
    const auto& page = from_page_ ? sender_ : recipient_;
    const auto& person = from_page_ ? recipient_ : sender_;
    event_.account = page.empty() ? place_.page : page;
    event_.at = time_of(item_, "timestamp");
    if (!event_.at) event_.at = place_.time;
    if (!person.empty()) event_.conversation = {ConversationKind::direct, person};
    if (!from_page_) event_.sender_id = person;
    recognise();
    if (standby) ignore(event_, "standby");
    finish(event_, place_, item_);
    return std::move(event_);
  }

 private:
  using Read = void (Reader::*)();
  struct Member { const char* key; Read read; };

  // The first member that is there decides.
  void recognise() {
    static constexpr auto members = std::to_array<Member>({
        {"message", &Reader::message},
        {"postback", &Reader::postback},
        {"message_edit", &Reader::edit},
        {"reaction", &Reader::reaction},
        {"delivery", &Reader::delivery},
        {"read", &Reader::read},
        {"referral", &Reader::referral},
        {"optin", &Reader::optin},
    });
    for (const auto& member : members) {
      if (!at(item_, member.key).is_object()) continue;
      (this->*member.read)();
      if (from_page_ && event_.type != EventType::staff_spoke) ignore(event_, "echo");
      return;
    }
    ignore(event_, "unsupported");
  }

  void message() {
    const auto mid = id_of(message_, "mid");
    if (from_page_) return echo(mid);
    if (is_true(message_, "is_deleted")) return concerning(EventType::deleted, mid);
    event_.id = mid;
    event_.text = nfc_of(message_, "text");
    const Json& payload = at(at(message_, "quick_reply"), "payload");
    if (payload.is_string()) {
      event_.type = EventType::button;
      event_.payload = id_of(payload);
      return;
    }
    if (message_.empty()) return ignore(event_, "empty");
    event_.type = EventType::message;
    event_.reply_to = id_of(at(message_, "reply_to"), "mid");
    read_contents();
  }

  void read_contents() {
    if (is_true(message_, "is_unsupported")) {
      event_.attachments = {{"other", {}, {}, {}, {}, {}}};
      return;
    }
    auto [attachments, like] = contents(message_);
    event_.attachments = std::move(attachments);
    if (like && !event_.text) event_.text = "👍";
  }

  // The Page's own messages come back; another app_id than ours means a human in the inbox or another bot.
  void echo(const std::string& mid) {
    const auto& ours = place_.settings.app_id;
    event_.id = mid;
    if (!ours.empty() && id_of(message_, "app_id") != ours) {
      event_.type = EventType::staff_spoke;
      return;
    }
    event_.job_id = text_of(message_, "metadata");
    ignore(event_, "echo");
  }

  void postback() {
    const Json& postback = at(item_, "postback");
    event_.type = EventType::button;
    event_.id = id_of(postback, "mid");
    event_.text = nfc_of(postback, "title");
    event_.payload = text_of(postback, "payload");
    event_.ref = id_of(at(postback, "referral"), "ref");
    if (event_.ref.empty()) event_.ref = id_of(at(item_, "referral"), "ref");
  }

  void edit() {
    const Json& edit = at(item_, "message_edit");
    concerning(EventType::edited, id_of(edit, "mid"));
    event_.text = nfc_of(edit, "text");
  }

  void reaction() {
    const Json& reaction = at(item_, "reaction");
    concerning(EventType::reaction, id_of(reaction, "mid"));
    event_.undone = text_of(reaction, "action") == "unreact";
    event_.reaction = text_of(reaction, "emoji");
    if (event_.reaction.empty()) event_.reaction = text_of(reaction, "reaction");
  }

  void delivery() {
    const Json& delivery = at(item_, "delivery");
    event_.type = EventType::delivered;
    event_.watermark = time_of(delivery, "watermark");
    const Json& mids = at(delivery, "mids");
    if (!mids.is_array()) return;
    for (const auto& item : mids) {
      auto mid = id_of(item);
      if (!mid.empty()) event_.message_ids.push_back(std::move(mid));
    }
  }

  void read() {
    event_.type = EventType::seen;
    event_.watermark = time_of(at(item_, "read"), "watermark");
  }

  void referral() {
    event_.type = EventType::referral;
    event_.ref = id_of(at(item_, "referral"), "ref");
  }

  void optin() {
    event_.ref = id_of(at(item_, "optin"), "ref");
    if (event_.ref.empty()) return ignore(event_, "unsupported");
    event_.type = EventType::referral;
  }

  void concerning(EventType type, const std::string& mid) {
    event_.type = type;
    if (!mid.empty()) event_.message_ids = {mid};
  }

  const Place& place_;
  const Json& item_;
  const Json& message_;
  std::string sender_, recipient_;
  bool from_page_ = false;
  Event event_;
};

// A comment below a Page's post in a group comes as an item without sender, its message a string.
bool is_group_feed(const Json& item) {
  return is_group_field(text_of(item, "field")) || (at(item, "message").is_string() && !at(item, "comment_id").is_null());
}

}  // namespace

Event messaging_event(const Place& place, const Json& item, bool standby) {
  if (!is_group_feed(item)) return Reader(place, item).run(standby);
  Event event = comment_event(place, item);
  if (standby && event.reason != "test" && event.reason != "other_account") ignore(event, "standby");
  return event;
}

}  // namespace adapters::facebook
