// What became of a send. The numbers are those of HTTP, in the body, and mean what the platform's own list says: 403 is an
// "internal server error".
#include <algorithm>
#include <array>

#include "adapters/answers.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {
namespace {

enum class Then { wrong, token, back_off, limit, few_times };

struct Code { std::int64_t error; Then then; std::string_view meaning; };

constexpr auto codes = std::to_array<Code>({
    {400, Then::wrong, "bad request"},
    {401, Then::token, "token refused"},
    {403, Then::back_off, "internal error"},
    {404, Then::wrong, "no such method"},
    {408, Then::back_off, "timeout"},
    {413, Then::wrong, "too large"},
    {426, Then::few_times, "limit of tests"},
    {429, Then::limit, "rate or quota"},
    {500, Then::back_off, "server error"},
    {502, Then::back_off, "server error"},
    {503, Then::back_off, "server error"},
    {504, Then::back_off, "server error"},
});

// Words of a description that say more than the number. The description itself goes nowhere: it may repeat what we sent.
struct Words { std::int64_t error; std::string_view part; Outcome outcome; };

const std::vector<Words>& words() {
  static const std::vector<Words> table{
      {400, "chat not found", Rejected{"zalo bot 400: chat not found"}},
      {403, "blocked", Rejected{"zalo bot 403: person blocked the bot"}},
      {403, "not a member", Hold{HoldUntil::human_acts, "zalo bot 403: not in that group"}},
      {429, "quota", Hold{HoldUntil::quota_renews, "zalo bot 429: quota used up", true}},
  };
  return table;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::optional<std::int64_t> wait_of(const http::ClientResponse& response, const Json& body) {
  constexpr std::int64_t second = 1000, longest = 3600;
  if (const auto wait = retry_after(response.headers)) return wait;
  const auto seconds = integer_of(at(body, "parameters"), "retry_after");
  if (!seconds || *seconds <= 0) return std::nullopt;
  return std::min(*seconds, longest) * second;
}

Outcome outcome_of(Then then, std::string reason, std::optional<std::int64_t> wait, std::int64_t now) {
  constexpr std::int64_t minute = 60'000;
  switch (then) {
    case Then::wrong: return Rejected{std::move(reason)};
    case Then::token: return hold(HoldUntil::human_acts, std::move(reason), true);
    case Then::limit: return throttled(wait, now + minute, std::move(reason), now);
    case Then::back_off: return wait ? try_at(now + *wait, std::move(reason)) : try_again(std::move(reason));
    case Then::few_times: break;
  }
  RetryAt retry{wait ? now + *wait : 0, std::move(reason)};
  retry.attempts = 2;
  return retry;
}

// A picture the platform could not fetch: its text without it.
bool has_plain_form(const Outgoing& outgoing) {
  const auto& media = outgoing.message.media;
  const bool picture = media && media->kind == MediaKind::image;
  return outgoing.act == Act::message && !outgoing.message.plain && picture && !outgoing.message.text.empty();
}

Outcome outcome_of_error(std::int64_t error, const Outgoing& outgoing, const http::ClientResponse& response, const Json& body, std::int64_t now) {
  const auto description = lower(text_of(body, "description"));
  for (const auto& row : words())
    if (row.error == error && description.find(row.part) != std::string::npos) return row.outcome;
  auto reason = error > 0 ? "zalo bot " + std::to_string(error) : std::string("zalo bot refused");
  if (error == 400 && has_plain_form(outgoing)) {
    RetryAt retry{0, reason + ": picture"};
    retry.plain = true;
    return retry;
  }
  const auto* row = std::find_if(codes.begin(), codes.end(), [error](const Code& code) { return code.error == error; });
  if (row != codes.end()) reason.append(": ").append(row->meaning);
  return outcome_of(row == codes.end() ? Then::few_times : row->then, std::move(reason), wait_of(response, body), now);
}

}  // namespace

Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) {
  if (const auto* failure = std::get_if<http::ClientFailure>(&result)) return outcome_of_failure(*failure);
  const auto& response = std::get<http::ClientResponse>(result);
  const Json body = parse_or_null(response.body);
  const auto error = error_of(body, response.status);
  if (!error) return outcome_of_status(response, now);
  if (*error != 0) return outcome_of_error(*error, outgoing, response, body, now);
  return Sent{id_of(at(body, "result"), "message_id")};
}

}  // namespace adapters::zalo_bot
