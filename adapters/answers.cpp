#include "adapters/answers.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/signature.hpp"

namespace adapters {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t longest_wait = 3'600 * second;
constexpr std::int64_t usual_wait = 60 * second;

constexpr int status_timeout = 408;
constexpr int status_too_many = 429;

bool is_plain(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

}  // namespace

std::optional<std::int64_t> retry_after(const http::Headers& headers) {
  const auto written = http::find_header(headers, "Retry-After");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), seconds);
  const bool whole = error == std::errc{} && end == written.data() + written.size();
  if (!whole || seconds < 0) return std::nullopt;
  return std::min(seconds, longest_wait / second) * second;
}

Outcome outcome_of_failure(const http::ClientFailure& failure) {
  if (failure.written) return Unsure{failure.reason};
  return try_again(failure.reason);
}

Outcome outcome_of_status(const http::ClientResponse& response, std::int64_t now) {
  const int status = response.status;
  const auto reason = "http " + std::to_string(status);
  if (status / 100 == 2) return Unsure{reason + " without a usable body"};
  const auto wait = retry_after(response.headers);
  if (status == status_too_many) return throttled(wait, now + usual_wait, reason, now);
  if (status == status_timeout || status / 100 == 5) return wait ? try_at(now + *wait, reason) : try_again(reason);
  // Without the platform's own words this may be a proxy's or a firewall's: neither the message nor the account is given up for it.
  return wait ? try_at(now + *wait, reason) : try_again(reason);
}

Outcome try_again(std::string reason) { return RetryAt{0, std::move(reason), false}; }
Outcome try_at(std::int64_t at, std::string reason) { return RetryAt{at, std::move(reason), false}; }
Outcome throttled(std::optional<std::int64_t> wait, std::int64_t usual, std::string reason, std::int64_t now) {
  constexpr std::int64_t short_pause = 2 * second;
  RetryAt retry{wait ? now + *wait : usual, std::move(reason)};
  retry.pause = std::max(wait.value_or(short_pause), short_pause / 2);
  return retry;
}
Outcome hold(HoldUntil until, std::string reason, bool stop_account) { return Hold{until, std::move(reason), stop_account}; }

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_plain(c)) encoded += c;
    else encoded.append("%").append(hex({&c, 1}));
  }
  return encoded;
}

std::string address(std::string_view base, std::string_view path) {
  while (!base.empty() && base.back() == '/') base.remove_suffix(1);
  return std::string(base).append(path);
}

}  // namespace adapters
