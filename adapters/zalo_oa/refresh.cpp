// OAuth v4: the refresh token works once, each answer brings the next one; the access token lives 25 hours.
#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {

std::optional<http::ClientRequest> refresh_request(const ZaloOaSettings& settings, const Credentials& credentials) {
  if (credentials.refresh_token.empty()) return std::nullopt;
  http::ClientRequest request;
  request.url = address(settings.oauth_url, "/v4/oa/access_token");
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"secret_key", settings.app_secret}};
  request.body = "grant_type=refresh_token&app_id=" + percent_encoded(settings.app_id) +
                 "&refresh_token=" + percent_encoded(credentials.refresh_token);
  return request;
}

// Both tokens there is the only sign of success: errors come with HTTP 200 too, now and then without a number.
std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now) {
  constexpr std::int64_t usual_seconds = 90'000;
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response == nullptr) return std::nullopt;
  const Json body = parse_or_null(response->body);
  Credentials fresh{text_of(body, "access_token"), text_of(body, "refresh_token"), 0};
  if (fresh.access_token.empty() || fresh.refresh_token.empty()) return std::nullopt;
  const auto seconds = integer_of(body, "expires_in").value_or(0);
  fresh.expires_at = now + (seconds > 0 && seconds <= 400 * 86'400 ? seconds : usual_seconds) * 1000;
  return fresh;
}

}  // namespace adapters::zalo_oa
