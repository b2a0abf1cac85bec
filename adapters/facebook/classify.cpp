// What became of a send: {"recipient_id":"7001","message_id":"m_…"}, {"id":"<page>_55"} of posts and comments, or an error.
#include <algorithm>

#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t few = 3;                              // attempts in all
constexpr std::int64_t twice = 2;

// The longest estimated_time_to_regain_access (minutes) of X-Business-Use-Case-Usage, in ms; 0 if there is none.
std::int64_t regain_access(const http::Headers& headers) {
  std::int64_t longest = 0;
  const Json usage = parse_or_null(http::find_header(headers, "X-Business-Use-Case-Usage"));
  if (!usage.is_object()) return 0;
  for (const auto& uses : usage) {
    if (!uses.is_array()) continue;
    for (const auto& use : uses) longest = std::max(longest, integer_of(use, "estimated_time_to_regain_access").value_or(0));
  }
  return std::min<std::int64_t>(longest, 60) * minute;
}

std::optional<std::int64_t> told_to_wait(const http::Headers& headers) {
  if (const auto wait = retry_after(headers)) return wait;
  const auto wait = regain_access(headers);
  return wait > 0 ? std::optional(wait) : std::nullopt;
}

Outcome again(std::int64_t at, const std::string& reason, std::int64_t attempts, bool upload = false) {
  RetryAt retry;
  retry.at = at;
  retry.reason = reason;
  retry.attempts = attempts;
  retry.upload_again = upload;
  return retry;
}

Outcome outcome_of(const Refusal& refusal, const Outgoing& outgoing, const http::Headers& headers, std::int64_t now) {
  const auto& reason = refusal.reason;
  const auto wait = retry_after(headers);
  const bool uploaded = outgoing.message.media && !outgoing.message.media->upload_id.empty();
  switch (refusal.what) {
    case Class::retry: return again(wait ? now + *wait : 0, reason, few);
    case Class::media: return again(0, reason, twice, uploaded);
    case Class::limit: return throttled(told_to_wait(headers), now + minute, reason, now);
    case Class::limit_person: return try_at(now + hour, reason);
    case Class::busy: return try_at(now + 10 * minute, reason);
    case Class::token:
    case Class::page: return hold(HoldUntil::human_acts, reason, true);
    case Class::window:
    case Class::person:
    case Class::thread: return hold(HoldUntil::person_writes, reason);
    case Class::gone:
    case Class::wrong: return Rejected{reason};
    case Class::unknown: return Unsure{reason};
  }
  return Unsure{reason};
}

// "Bad parameter" may mean the form, which this Page, app or person may not have.
bool try_plainly(const FacebookSettings& settings, const Refusal& refusal, const Outgoing& outgoing) {
  return refusal.bare && is_fancy(settings, outgoing);
}

// An error in the platform's own form whose number no table knows; in another form it may be a proxy's.
Outcome outcome_of_unknown(const Json& body, const http::ClientResponse& response, std::int64_t now) {
  constexpr int unauthorized = 401, forbidden = 403, timeout = 408, too_many = 429;
  const int status = response.status;
  const bool ours = at(body, "error").is_object() && status / 100 == 4 && status != timeout && status != too_many;
  if (!ours) return outcome_of_status(response, now);
  const auto reason = "facebook " + std::to_string(integer_of(at(body, "error"), "code").value_or(0)) + ", http " + std::to_string(status);
  if (status == unauthorized || status == forbidden) return hold(HoldUntil::human_acts, reason, true);
  return Rejected{reason};
}

Outcome outcome_of_error(const FacebookSettings& settings, const Outgoing& outgoing, const Json& body, const http::ClientResponse& response, std::int64_t now) {
  const auto refusal = refusal_of(body);
  if (!refusal && response.status / 100 == 2) return Rejected{"facebook " + std::to_string(integer_of(at(body, "error"), "code").value_or(0))};
  if (!refusal) return outcome_of_unknown(body, response, now);
  // Below a post code 10 speaks of that post: nobody may comment there.
  const bool below_post = outgoing.to.kind == ConversationKind::comments && outgoing.act == Act::message;
  if (below_post && refusal->reason.starts_with("facebook 10:")) return Rejected{refusal->reason};
  if (!try_plainly(settings, *refusal, outgoing)) return outcome_of(*refusal, outgoing, response.headers, now);
  RetryAt retry;
  retry.reason = refusal->reason;
  retry.plain = true;
  return retry;
}

Outcome outcome_of_answer(const FacebookSettings& settings, const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) {
  if (const auto* failure = std::get_if<http::ClientFailure>(&result)) return outcome_of_failure(*failure);
  const auto& response = std::get<http::ClientResponse>(result);
  const Json body = parse_or_null(response.body);
  if (!at(body, "error").is_null()) return outcome_of_error(settings, outgoing, body, response, now);
  for (const auto* key : {"message_id", "post_id", "id"}) {
    auto id = id_of(body, key);
    if (response.status / 100 == 2 && !id.empty()) return Sent{std::move(id)};
  }
  return outcome_of_status(response, now);
}

bool is_cosmetic(Act act) { return act == Act::typing || act == Act::react; }

// A sign that did not come through is not worth a second try, nor a human's attention.
Outcome cosmetic(Outcome outcome, const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  const bool taken = response != nullptr && response->status / 100 == 2 && at(parse_or_null(response->body), "error").is_null();
  if (taken) return Sent{};
  if (const auto* held = std::get_if<Hold>(&outcome); held != nullptr && held->stop_account) return outcome;
  if (const auto* held = std::get_if<Hold>(&outcome)) return Rejected{held->reason};
  if (const auto* retry = std::get_if<RetryAt>(&outcome)) return Rejected{retry->reason};
  if (const auto* unsure = std::get_if<Unsure>(&outcome)) return Rejected{unsure->reason};
  return outcome;
}

}  // namespace

Outcome classify(const FacebookSettings& settings, const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now) {
  auto outcome = outcome_of_answer(settings, outgoing, result, now);
  return is_cosmetic(outgoing.act) ? cosmetic(std::move(outcome), result) : outcome;
}

}  // namespace adapters::facebook
