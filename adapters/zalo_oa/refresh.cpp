// OAuth v4: the refresh token works once, each answer brings the next one; the access token lives 25 hours.
#include <algorithm>
#include <array>

#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

using Then = RefreshMiss::Then;

struct Code { std::int64_t error; Then then; std::string_view meaning; };

// None of them is documented; all were seen.
constexpr auto codes = std::to_array<Code>({
    {-14020, Then::consent_lost, "refresh token used or expired"},
    {-14014, Then::consent_lost, "refresh token invalid"},
    {-118, Then::consent_lost, "grant invalid"},
    {-14002, Then::refused, "app id wrong or app not active"},
    {-14003, Then::refused, "redirect address wrong"},
    {-14004, Then::refused, "app secret wrong"},
    {-32, Then::later, "rate limit of the minute"},
});

std::optional<std::int64_t> error_of(const Json& body) {
  for (const auto* key : {"error", "error_code"})
    if (const auto error = integer_of(body, key)) return error;
  return std::nullopt;
}

}  // namespace

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

// An answer that says no without a number we know, or nothing readable, may have spent the token: one more try tells.
RefreshMiss refresh_miss(const http::ClientResult& result) {
  constexpr int too_many = 429;
  if (const auto* failure = std::get_if<http::ClientFailure>(&result))
    return {failure->written ? Then::lost : Then::later, failure->reason};
  const auto& response = std::get<http::ClientResponse>(result);
  const auto error = error_of(parse_or_null(response.body));
  if (!error) return {response.status == too_many ? Then::later : Then::lost, "http " + std::to_string(response.status)};
  auto reason = "zalo " + std::to_string(*error);
  const auto* row = std::find_if(codes.begin(), codes.end(), [&](const Code& code) { return code.error == *error; });
  if (row == codes.end()) return {Then::lost, std::move(reason)};
  return {row->then, reason.append(": ").append(row->meaning)};
}

}  // namespace adapters::zalo_oa
