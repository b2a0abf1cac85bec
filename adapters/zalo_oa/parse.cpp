// Webhook bodies of Zalo OA → events. One body is one event:
//   {"event_name":"user_send_text","app_id":"459…","sender":{"id":"771…"},"recipient":{"id":"607…"},
//    "message":{"text":"chào","msg_id":"960…","quote_msg_id":"950…","attachments":[…]},"timestamp":"1751100041636"}
//   {"event_name":"user_join_group","oa_id":"607…","group_id":"f40…","users":[{"id":"875…"}],"timestamp":"1696407729124"}
// A group is recipient.id in messages but group_id in what happens to the group; the OA is oa_id in both.
#include <algorithm>
#include <array>

#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::string_view test_message_id = "This is message id";
constexpr std::string_view take_back = "/-remove";

constexpr std::array<std::string_view, 10> user_kinds = {"text",    "image",    "link",          "audio", "video",
                                                         "sticker", "location", "business_card", "file",  "gif"};

struct Named { std::string_view event_name; EventType type; };

// What happens to a group.
constexpr auto group_events = std::to_array<Named>({
    {"create_group", EventType::group_created},
    {"delete_group", EventType::group_deleted},
    {"disperse_group", EventType::group_deleted},
    {"update_group_info", EventType::group_changed},
    {"user_join_group", EventType::group_join},
    {"accept_request_join_group", EventType::group_join},
    {"react_request_join_group_accept", EventType::group_join},
    {"user_request_join_group", EventType::group_request},
    {"reject_request_join_group", EventType::group_changed},
    {"react_request_join_group_reject", EventType::group_changed},
    {"react_request_join_group", EventType::group_changed},
    {"user_out_group", EventType::group_leave},
    {"user_leave_group", EventType::group_leave},
    {"add_group_admin", EventType::group_changed},
    {"remove_group_admin", EventType::group_changed},
});

// What one person does or what becomes of a message to one person.
constexpr auto person_events = std::to_array<Named>({
    {"user_received_message", EventType::delivered},
    {"user_seen_message", EventType::seen},
    {"user_reacted_message", EventType::reaction},
    {"follow", EventType::follow},
    {"unfollow", EventType::unfollow},
    {"user_click_chatnow", EventType::opened},
    {"user_submit_info", EventType::profile},
    {"user_withdraw", EventType::erase_request},
});

template <std::size_t count>
std::optional<EventType> look_up(const std::array<Named, count>& table, std::string_view event_name) {
  for (const auto& row : table)
    if (row.event_name == event_name) return row.type;
  return std::nullopt;
}

// Is it this prefix and one of the ten kinds?
bool is_user_message(std::string_view event_name, std::string_view prefix) {
  if (!event_name.starts_with(prefix)) return false;
  return std::find(user_kinds.begin(), user_kinds.end(), event_name.substr(prefix.size())) != user_kinds.end();
}

std::string first_of(std::string first, std::string second) { return first.empty() ? std::move(second) : std::move(first); }

class Reader {
 public:
  Reader(const ZaloOaSettings& settings, const Json& body)
      : settings_(settings), body_(body), message_(at(body, "message")), name_(text_of(body, "event_name")) {}

  Event run() {
    event_.at = time_of(body_, "timestamp");
    read_sides();
    recognise();
    exclude();
    if (event_.id.empty()) event_.id = event_key(name(event_.type), event_.account, body_);
    return std::move(event_);
  }

 private:
  // Our side and the person. In receipts and what the OA sends the sender is the OA.
  void read_sides() {
    const auto sender = id_of(at(body_, "sender"), "id");
    const auto recipient = id_of(at(body_, "recipient"), "id");
    const auto oa = id_of(body_, "oa_id");
    const bool from_oa = name_.starts_with("oa_") || name_ == "user_received_message" || name_ == "user_seen_message" ||
                         (!oa.empty() && oa == sender);
    const bool to_group = name_.starts_with("user_send_group_");
    event_.account = first_of(oa, from_oa ? sender : to_group ? std::string() : recipient);
    person_ = first_of(first_of(id_of(body_, "user_id"), id_of(at(body_, "follower"), "id")), from_oa ? recipient : sender);
  }

  void recognise() {
    if (name_.empty()) return ignore("empty");
    if (name_.starts_with("oa_send_group_")) return sent_by_oa(ConversationKind::group);
    if (name_.starts_with("oa_send_")) return sent_by_oa(ConversationKind::direct);
    if (is_user_message(name_, "user_send_group_")) return message(ConversationKind::group);
    if (is_user_message(name_, "user_send_")) return message(ConversationKind::direct);
    if (const auto type = look_up(group_events, name_)) return group_event(*type);
    if (const auto type = look_up(person_events, name_)) return person_event(*type);
    converse(ConversationKind::direct, person_);
    if (!name_.starts_with("oa_")) event_.sender_id = person_;
    ignore(name_ == "oa_reacted_message" ? "echo" : "unsupported");
  }

  void message(ConversationKind kind) {
    converse(kind, kind == ConversationKind::direct ? person_ : id_of(at(body_, "recipient"), "id"));
    event_.sender_id = person_;
    if (!message_.is_object()) return ignore("empty");
    event_.type = EventType::message;
    event_.id = id_of(message_, "msg_id");
    event_.text = nfc_of(message_, "text");
    event_.reply_to = id_of(message_, "quote_msg_id");
    event_.attachments = attachments(message_);
  }

  // Echoes come for everything the OA sends; admin_id tells that a human wrote it in the OA's own tool.
  void sent_by_oa(ConversationKind kind) {
    converse(kind, id_of(at(body_, "recipient"), "id"));
    event_.id = id_of(message_, "msg_id");
    event_.sender_id = id_of(at(body_, "sender"), "admin_id");
    if (event_.sender_id.empty()) return ignore("echo");
    event_.type = EventType::staff_spoke;
  }

  void group_event(EventType type) {
    event_.type = type;
    converse(ConversationKind::group, first_of(id_of(body_, "group_id"), id_of(at(body_, "recipient"), "id")));
    if (type != EventType::group_join && type != EventType::group_leave && type != EventType::group_request) return;
    const Json& users = at(body_, "users");
    if (!users.is_array()) return;
    for (const auto& user : users) {
      auto id = first_of(id_of(user), id_of(user, "id"));
      if (!id.empty()) event_.persons.push_back(std::move(id));
    }
  }

  void person_event(EventType type) {
    event_.type = type;
    converse(ConversationKind::direct, person_);
    event_.sender_id = person_;
    if (type == EventType::delivered || type == EventType::seen || type == EventType::reaction) read_message_ids();
    if (type == EventType::reaction) read_reaction();
    if (type == EventType::profile) event_.profile = profile(at(body_, "info"));
  }

  void read_message_ids() {
    const auto one = id_of(message_, "msg_id");
    if (!one.empty()) event_.message_ids.push_back(one);
    const Json& several = at(message_, "msg_ids");
    if (!several.is_array()) return;
    for (const auto& item : several) {
      auto id = id_of(item);
      if (!id.empty() && id != one) event_.message_ids.push_back(std::move(id));
    }
  }

  void read_reaction() {
    event_.reaction = text_of(message_, "react_icon");
    event_.undone = event_.reaction == take_back;
    if (event_.undone) event_.reaction.clear();
  }

  // Events that are well understood and yet not for us.
  void exclude() {
    if (is_test()) {
      event_.id.clear();                                     // each press of the Test button is its own event
      return ignore("test");
    }
    if (is_other_account()) ignore("other_account");
  }

  bool is_test() const {
    const Json& several = at(message_, "msg_ids");
    return text_of(message_, "msg_id") == test_message_id ||
           (several.is_array() && std::find(several.begin(), several.end(), test_message_id) != several.end());
  }

  bool is_other_account() const {
    const auto& ours = settings_.accounts;
    if (ours.empty() || std::find(ours.begin(), ours.end(), event_.account) != ours.end()) return false;
    const bool nameless = event_.type == EventType::ignored || event_.type == EventType::erase_request;
    return !(event_.account.empty() && nameless);
  }

  void converse(ConversationKind kind, std::string id) {
    if (!id.empty()) event_.conversation = {kind, std::move(id)};
  }

  void ignore(std::string_view reason) {
    event_.type = EventType::ignored;
    event_.reason = reason;
  }

  const ZaloOaSettings& settings_;
  const Json& body_;
  const Json& message_;
  std::string name_;
  std::string person_;
  Event event_;
};

}  // namespace

std::vector<Event> parse(const ZaloOaSettings& settings, std::string_view raw) {
  const Json body = parse_body(raw);
  if (body.is_object()) return {Reader(settings, body).run()};
  std::vector<Event> events;
  for (const auto& item : body)
    if (item.is_object()) events.push_back(Reader(settings, item).run());
  if (events.empty()) events.push_back(Reader(settings, Json::object()).run());
  return events;
}

}  // namespace adapters::zalo_oa
