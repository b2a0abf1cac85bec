// What became of a send. Zalo answers HTTP 200 also when it refuses: {"error":-216,"message":"…"}; the number decides.
#include <algorithm>
#include <array>

#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

enum class Then { next_minute, back_off, few_times, refresh, upload, form, morning, reject, person_writes, quota, quota_account, admin, admin_account };

struct Code { std::int64_t error; Then then; std::string_view meaning; };

constexpr auto codes = std::to_array<Code>({
    {-32, Then::next_minute, "rate limit of the minute"},
    {-100, Then::upload, "attachment expired"},
    {-124, Then::refresh, "access token invalid"},
    {-200, Then::few_times, "sending failed"},
    {-201, Then::form, "invalid field"},
    {-204, Then::admin_account, "OA disabled or deleted"},
    {-205, Then::admin_account, "OA does not exist"},
    {-209, Then::admin_account, "app not activated"},
    {-210, Then::reject, "over a limit"},
    {-211, Then::quota_account, "quota used up"},
    {-212, Then::admin_account, "app not registered for this API"},
    {-213, Then::reject, "person does not follow the OA"},
    {-214, Then::back_off, "still processing"},
    {-216, Then::refresh, "access token invalid"},
    {216, Then::refresh, "access token invalid"},
    {-217, Then::reject, "person blocked the invitation"},
    {-218, Then::quota, "person's quota of the day used up"},
    {-219, Then::admin_account, "app removed or disabled"},
    {-220, Then::refresh, "access token expired"},
    {-221, Then::admin_account, "OA not verified"},
    {-223, Then::admin_account, "OA has not granted this API"},
    {-224, Then::admin_account, "OA package too small"},
    {-227, Then::reject, "person banned or inactive"},
    {-230, Then::person_writes, "no interaction in seven days"},
    {-232, Then::person_writes, "never interacted"},
    {-233, Then::form, "message type unsupported"},
    {-234, Then::morning, "not between 22:00 and 06:00"},
    {-235, Then::admin_account, "API not for this kind of OA"},
    {-237, Then::admin, "group expired"},
    {-238, Then::reject, "asset used or disabled"},
    {-240, Then::admin_account, "old message API shut down"},
    {-241, Then::reject, "free asset already used"},
    {-242, Then::admin_account, "appsecret_proof is wrong"},
    {-244, Then::reject, "person restricted this type of message"},
    {-248, Then::reject, "breaks platform standards"},
    {-249, Then::reject, "template not allowed"},
    {-320, Then::admin_account, "needs a Zalo Cloud Account"},
    {-321, Then::admin_account, "account out of money"},
    {-403, Then::admin, "OA is not in that group"},
    {-1340, Then::reject, "form missing"},
    {-1341, Then::reject, "no access to the form"},
    {-401, Then::refresh, "access token invalid"},
    {401, Then::refresh, "access token invalid"},
    {404, Then::reject, "no such API"},
});

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

// The next 06:00 in Viet Nam (UTC+7 all the year).
std::int64_t next_morning(std::int64_t now) {
  constexpr std::int64_t six_in_utc = (6 - 7 + 24) * hour;
  const std::int64_t today = now - now % day + six_in_utc;
  return today - day > now ? today - day : today > now ? today : today + day;
}

Outcome refreshed_first(std::string reason) {
  RetryAt retry{0, std::move(reason)};
  retry.refresh_token = true;
  return retry;
}

Outcome few_times(std::int64_t attempts, std::string reason) {
  RetryAt retry{0, std::move(reason)};
  retry.attempts = attempts;
  return retry;
}

// What the account, the person or the group stands in the way of.
Outcome outcome_of(Then then, std::string reason, std::int64_t now) {
  constexpr std::int64_t some = 4;
  switch (then) {
    case Then::next_minute: return throttled(std::nullopt, now - now % minute + minute, std::move(reason), now);
    case Then::back_off: return try_again(std::move(reason));
    case Then::few_times: return few_times(some, std::move(reason));
    case Then::refresh: return refreshed_first(std::move(reason));
    case Then::morning: return try_at(next_morning(now), std::move(reason));
    case Then::person_writes: return hold(HoldUntil::person_writes, std::move(reason));
    case Then::quota: return hold(HoldUntil::quota_renews, std::move(reason));
    case Then::quota_account: return hold(HoldUntil::quota_renews, std::move(reason), true);
    case Then::admin: return hold(HoldUntil::human_acts, std::move(reason));
    case Then::admin_account: return hold(HoldUntil::human_acts, std::move(reason), true);
    case Then::upload:
    case Then::form:
    case Then::reject: break;
  }
  return Rejected{std::move(reason)};
}

const Code* look_up(std::int64_t error) {
  const auto* row = std::find_if(codes.begin(), codes.end(), [error](const Code& code) { return code.error == error; });
  return row == codes.end() ? nullptr : row;
}

Outcome outcome_of_error(std::int64_t error, const http::ClientResponse& response, std::int64_t now) {
  constexpr std::int64_t twice = 2;
  auto reason = "zalo " + std::to_string(error);
  const auto wait = retry_after(response.headers);
  const Code* row = look_up(error);
  if (row != nullptr) reason.append(": ").append(row->meaning);
  const auto then = row != nullptr ? row->then : Then::few_times;
  auto outcome = row != nullptr ? outcome_of(then, std::move(reason), now) : few_times(twice, std::move(reason));
  auto* retry = std::get_if<RetryAt>(&outcome);
  if (retry != nullptr && wait && !retry->refresh_token && then != Then::morning) retry->at = now + *wait;
  if (retry != nullptr && wait && retry->pause > 0) retry->pause = *wait;
  return outcome;
}

std::optional<std::int64_t> error_of(const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  return response == nullptr ? std::nullopt : integer_of(parse_or_null(response->body), "error");
}

bool was_uploaded(const Outgoing& outgoing) { return outgoing.message.media && !outgoing.message.media->upload_id.empty(); }

}  // namespace

Outcome classify(const http::ClientResult& result, std::int64_t now) {
  if (const auto* failure = std::get_if<http::ClientFailure>(&result)) return outcome_of_failure(*failure);
  const auto& response = std::get<http::ClientResponse>(result);
  const Json body = parse_or_null(response.body);
  const auto error = integer_of(body, "error");
  if (!error) return outcome_of_status(response, now);
  if (*error != 0) return outcome_of_error(*error, response, now);
  return Sent{id_of(at(body, "data"), "message_id")};
}

// A refused message may have another way: uploaded once more, or as plain text. Each of them is tried once.
Outcome classify(const ZaloOaSettings& settings, const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) {
  auto outcome = classify(result, now);
  auto* refused = std::get_if<Rejected>(&outcome);
  const Code* row = refused != nullptr ? look_up(error_of(result).value_or(0)) : nullptr;
  if (row == nullptr || outgoing.act != Act::message) return outcome;
  RetryAt other{0, refused->reason};
  other.upload_again = row->then == Then::upload && was_uploaded(outgoing);
  other.plain = row->then == Then::form && is_fancy(settings, outgoing);
  if (other.upload_again || other.plain) return other;
  return outcome;
}

// How much of the minute's calls is used up.
std::optional<double> usage(const http::Headers& headers) {
  const auto number = [&headers](std::string_view name) { return integer_of(Json{{"n", http::find_header(headers, name)}}, "n"); };
  const auto limit = number("X-RateLimit-Limit"), left = number("X-RateLimit-Remain");
  if (!limit || !left || *limit <= 0) return std::nullopt;
  return 1.0 - static_cast<double>(std::clamp<std::int64_t>(*left, 0, *limit)) / static_cast<double>(*limit);
}

}  // namespace adapters::zalo_oa
