// Names of the contract, and events read from its JSON lines.
#include "adapters/channel.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace adapters {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 22> event_names = {
    "message", "opened", "button", "follow", "unfollow", "group_created", "group_deleted", "group_changed", "group_join",
    "group_leave", "group_request", "delivered", "seen", "reaction", "edited", "deleted", "referral", "comment", "profile",
    "erase_request", "staff_spoke", "ignored"};
constexpr std::array<std::string_view, 3> conversation_names = {"direct", "group", "comments"};
constexpr std::array<std::string_view, 3> media_names = {"image", "file", "sticker"};
constexpr std::array<std::string_view, 5> act_names = {"message", "typing", "react", "private_reply", "post"};
constexpr std::array<std::string_view, 5> outcome_names = {"sent", "retry_at", "hold", "rejected", "unsure"};
static_assert(event_names.size() == static_cast<std::size_t>(EventType::ignored) + 1);
static_assert(outcome_names.size() == std::variant_size_v<Outcome>);

template <class Enum, std::size_t count>
std::optional<Enum> look_up(const std::array<std::string_view, count>& names, std::string_view wanted) {
  for (std::size_t i = 0; i < count; ++i)
    if (names[i] == wanted) return static_cast<Enum>(i);
  return std::nullopt;
}

template <class Value>
std::optional<Value> get(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  return found->get<Value>();
}
std::string get_text(const json& object, const char* key) { return get<std::string>(object, key).value_or(""); }

Attachment attachment_from(const json& object) {
  return {get_text(object, "kind"),          get_text(object, "url"),          get_text(object, "name"),
          get<std::int64_t>(object, "size"), get<double>(object, "latitude"), get<double>(object, "longitude")};
}

ConversationId conversation_from(const json& object) {
  const auto kind = conversation_kind(object.at("kind").get<std::string>());
  if (!kind) throw std::invalid_argument("unknown kind of conversation");
  return {*kind, object.at("id").get<std::string>()};
}

}  // namespace

std::string_view name(EventType type) { return event_names.at(static_cast<std::size_t>(type)); }
std::optional<EventType> event_type(std::string_view name) { return look_up<EventType>(event_names, name); }

std::string_view name(ConversationKind kind) { return conversation_names.at(static_cast<std::size_t>(kind)); }
std::optional<ConversationKind> conversation_kind(std::string_view name) {
  return look_up<ConversationKind>(conversation_names, name);
}

std::string_view name(MediaKind kind) { return media_names.at(static_cast<std::size_t>(kind)); }
std::optional<MediaKind> media_kind(std::string_view name) { return look_up<MediaKind>(media_names, name); }

std::string_view name(Act act) { return act_names.at(static_cast<std::size_t>(act)); }
std::optional<Act> act(std::string_view name) { return look_up<Act>(act_names, name); }

// By the status alone.
RefreshMiss Channel::refresh_miss(const http::ClientResult& result) const {
  constexpr int too_many = 429, server_error = 500;
  using Then = RefreshMiss::Then;
  if (const auto* failure = std::get_if<http::ClientFailure>(&result))
    return {failure->written ? Then::lost : Then::later, failure->reason};
  const auto status = std::get<http::ClientResponse>(result).status;
  const auto then = status == too_many ? Then::later : status >= server_error ? Then::lost : Then::refused;
  return {then, "http " + std::to_string(status)};
}

Finding Channel::read_set_up(const http::ClientResult& result) const {
  using State = Finding::State;
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response == nullptr) return {State::unknown, std::get<http::ClientFailure>(result).reason};
  const auto body = json::parse(response->body, nullptr, false);
  const auto failed = [&](const char* key) { return body.is_object() && body.contains(key) && body[key] != 0 && !body[key].is_null(); };
  const bool said_no = body.is_object() && body.contains("ok") && body["ok"] == false;
  if (response->status / 100 != 2) return {State::stop, "http " + std::to_string(response->status)};
  return said_no || failed("error") ? Finding{State::stop, "the platform answers with an error"} : Finding{State::fine, ""};
}

bool Channel::is_said(const Outgoing& outgoing, const Said& said) const {
  if (!said.job_id.empty()) return said.job_id == outgoing.job_id;
  return !said.text.empty() && said.text == outgoing.message.text;
}

std::string_view name(const Outcome& outcome) { return outcome_names.at(outcome.index()); }

Event event_from_json(const json& line) {
  const auto type = event_type(line.at("type").get<std::string>());
  if (!type) throw std::invalid_argument("unknown type of event");
  Event event;
  event.type = *type;
  event.id = get_text(line, "id");
  event.account = get_text(line, "account");
  event.at = get<std::int64_t>(line, "at");
  if (line.contains("conversation")) event.conversation = conversation_from(line["conversation"]);
  if (line.contains("sender")) {
    event.sender_id = get_text(line["sender"], "id");
    event.sender_name = get_text(line["sender"], "name");
  }
  event.text = get<std::string>(line, "text");
  event.payload = get_text(line, "payload");
  event.ref = get_text(line, "ref");
  event.reply_to = get_text(line, "reply_to");
  event.message_ids = get<std::vector<std::string>>(line, "message_ids").value_or(std::vector<std::string>());
  event.watermark = get<std::int64_t>(line, "watermark");
  event.reaction = get_text(line, "reaction");
  event.undone = get<bool>(line, "undone").value_or(false);
  for (const auto& one : line.value("attachments", json::array())) event.attachments.push_back(attachment_from(one));
  event.persons = get<std::vector<std::string>>(line, "persons").value_or(std::vector<std::string>());
  event.profile = get<std::map<std::string, std::string>>(line, "profile").value_or(std::map<std::string, std::string>());
  event.reason = get_text(line, "reason");
  return event;
}

}  // namespace adapters
