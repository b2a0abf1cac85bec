// POST /v3.0/oa/message/cs (one person, up to five buttons) and /v3.0/oa/group/message (a GMF group, text only).
#include "adapters/answers.hpp"
#include "adapters/split.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

constexpr std::size_t text_limit = 2000;
constexpr std::size_t button_limit = 5;
constexpr std::size_t title_limit = 100;
constexpr std::int64_t window_ms = std::int64_t{7} * 24 * 3'600'000;

// "[@id]" would mention a person, or everybody: an invisible space after the bracket leaves it a text.
std::string without_mentions(std::string text) {
  constexpr std::string_view mention = "[@";
  constexpr std::string_view broken = "[\u200B@";
  for (auto found = text.find(mention); found != std::string::npos; found = text.find(mention, found + broken.size()))
    text.replace(found, mention.size(), broken);
  return text;
}

// A tap on oa.query.hide comes back as a text message that the chat does not show.
Json buttons(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const auto& choice : choices) {
    if (list.size() == button_limit) break;
    list.push_back({{"title", clip(choice.title, title_limit)}, {"type", "oa.query.hide"}, {"payload", choice.payload}});
  }
  return list;
}

Json body_of(const Outgoing& outgoing) {
  const auto text = without_mentions(outgoing.message.text);
  if (outgoing.to.kind == ConversationKind::group)
    return {{"recipient", {{"group_id", outgoing.to.id}}}, {"message", {{"text", text}}}};
  Json body = {{"recipient", {{"user_id", outgoing.to.id}}}, {"message", {{"text", text}}}};
  if (!outgoing.message.choices.empty())
    body["message"]["attachment"] = {{"type", "template"}, {"payload", {{"buttons", buttons(outgoing.message.choices)}}}};
  return body;
}

}  // namespace

Capabilities capabilities(ConversationKind kind) {
  Capabilities able;
  able.text_limit = text_limit;
  if (kind != ConversationKind::direct) return able;
  able.max_choices = button_limit;
  able.choice_title_limit = title_limit;
  able.window_ms = window_ms;
  able.quotes = true;
  return able;
}

http::ClientRequest compose(const ZaloOaSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  const bool to_group = outgoing.to.kind == ConversationKind::group;
  http::ClientRequest request;
  request.url = address(settings.openapi_url, to_group ? "/v3.0/oa/group/message" : "/v3.0/oa/message/cs");
  request.headers = {{"Content-Type", "application/json"}, {"access_token", credentials.access_token}};
  request.body = body_of(outgoing).dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

}  // namespace adapters::zalo_oa
