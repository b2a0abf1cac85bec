// Handshake: GET ?hub.mode=subscribe&hub.challenge=123&hub.verify_token=ours is answered with exactly the challenge, else 403.
// Webhooks: X-Hub-Signature-256: "sha256=" and hex of HMAC-SHA256(app secret, raw body). SHA-1 beside it is never looked at.
#include "adapters/facebook/parts.hpp"
#include "adapters/signature.hpp"

namespace adapters::facebook {
namespace {

std::string_view parameter(const http::Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

std::optional<http::Response> handshake(const FacebookSettings& settings, const http::Request& request) {
  constexpr int forbidden = 403;
  if (request.method != "GET") return std::nullopt;
  const bool ours = !settings.verify_token.empty() && parameter(request, "hub.mode") == "subscribe" &&
                    equal_in_constant_time(parameter(request, "hub.verify_token"), settings.verify_token);
  if (!ours) return http::error_response(forbidden, "wrong verify token");
  http::Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = parameter(request, "hub.challenge");
  return response;
}

bool verify(const FacebookSettings& settings, const http::Request& request) {
  const auto given = http::find_header(request.headers, "X-Hub-Signature-256");
  return matches_any(given, settings.app_secrets,
                     [&request](const std::string& secret) { return sign_facebook(request.body, secret); });
}

}  // namespace adapters::facebook
