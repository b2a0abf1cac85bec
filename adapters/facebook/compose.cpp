// POST /{version}/{page}/messages (direct) or /{version}/{post}/comments (a public answer below a post).
#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"
#include "adapters/signature.hpp"
#include "adapters/split.hpp"

namespace adapters::facebook {
namespace {

constexpr std::size_t text_limit = 1999;                     // "fewer than 2000"
constexpr std::size_t choice_limit = 13;
constexpr std::size_t title_limit = 20;
constexpr std::int64_t window_ms = std::int64_t{24} * 3'600'000;

Json quick_replies(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const auto& choice : choices) {
    if (list.size() == choice_limit) break;
    list.push_back({{"content_type", "text"}, {"title", clip(choice.title, title_limit)}, {"payload", choice.payload}});
  }
  return list;
}

Json message_body(const Outgoing& outgoing) {
  Json message = {{"text", outgoing.message.text}};
  if (!outgoing.message.choices.empty()) message["quick_replies"] = quick_replies(outgoing.message.choices);
  if (!outgoing.job_id.empty()) message["metadata"] = outgoing.job_id;
  return {{"recipient", {{"id", outgoing.to.id}}},
          {"messaging_type", outgoing.reply ? "RESPONSE" : "UPDATE"},
          {"message", std::move(message)}};
}

// The token goes in a header, so that no log of addresses holds it; the proof is worth nothing without it.
std::string proof(const FacebookSettings& settings, const std::string& token) {
  if (settings.app_secrets.empty() || settings.app_secrets.front().empty()) return {};
  return "?appsecret_proof=" + hex(hmac_sha256(settings.app_secrets.front(), token));
}

}  // namespace

Capabilities capabilities(ConversationKind kind) {
  Capabilities able;
  able.text_limit = text_limit;
  if (kind != ConversationKind::direct) return able;
  able.max_choices = choice_limit;
  able.choice_title_limit = title_limit;
  able.window_ms = window_ms;
  return able;
}

http::ClientRequest compose(const FacebookSettings& settings, const Outgoing& outgoing, const Credentials& credentials) {
  const bool comment = outgoing.to.kind == ConversationKind::comments;
  const auto edge = comment ? percent_encoded(outgoing.to.id) + "/comments" : percent_encoded(outgoing.account) + "/messages";
  const Json body = comment ? Json{{"message", outgoing.message.text}} : message_body(outgoing);
  http::ClientRequest request;
  request.url = address(settings.graph_url, "/" + settings.version + "/" + edge + proof(settings, credentials.access_token));
  request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + credentials.access_token}};
  request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

}  // namespace adapters::facebook
