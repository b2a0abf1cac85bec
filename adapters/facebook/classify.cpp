// What became of a send: {"recipient_id":"7001","message_id":"m_…"} or, with any status,
// {"error":{"message","type","code","error_subcode"?,"is_transient"?,…}}. (code, subcode) decides, then is_transient, then the
// status.
#include <algorithm>
#include <array>

#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

enum class Class { retry, limit, limit_person, token, window, person, gone, thread, wrong, page, unknown };

constexpr std::int64_t any = -1;                             // any code, or any subcode without a row of its own

struct Row { std::int64_t code, subcode; Class what; std::string_view meaning; };

constexpr auto rows = std::to_array<Row>({
    {1, 1357046, Class::unknown, "batch answer broken though all was sent"},
    {1, any, Class::retry, "unknown error"},
    {2, 2018344, Class::token, "Page has not accepted the terms"},
    {2, any, Class::retry, "temporary error"},
    {3, any, Class::token, "app lacks the capability"},
    {4, 2018354, Class::wrong, "opt-in sent too soon"},
    {4, any, Class::limit, "app throttled"},
    {9, 2018352, Class::wrong, "too many opt-in requests"},
    {10, 2018278, Class::window, "outside the window"},
    {10, 2018065, Class::window, "outside the window"},
    {10, 2534022, Class::window, "outside the window"},
    {10, 2018108, Class::person, "person cannot receive now"},
    {10, 2018300, Class::thread, "another app controls the thread"},
    {10, 2018336, Class::person, "thread limited"},
    {10, 1893063, Class::page, "Page restricted"},
    {10, 2018109, Class::wrong, "attachment too large"},
    {10, 2042002, Class::wrong, "policy"},
    {10, 1404170, Class::wrong, "Page barred from opt-ins"},
    {10, 1893015, Class::wrong, "person stopped the topic"},
    {10, any, Class::token, "no permission"},
    {17, any, Class::limit, "user throttled"},
    {32, any, Class::limit, "Page throttled"},
    {100, 33, Class::wrong, "no such object, or no permission"},
    {100, 2018001, Class::gone, "no matching user"},
    {100, 2018008, Class::retry, "media could not be fetched"},
    {100, 2018047, Class::retry, "media could not be uploaded"},
    {100, 2018294, Class::retry, "video timed out"},
    {100, 2534037, Class::thread, "not the owner of the thread"},
    {100, any, Class::wrong, "invalid parameter"},
    {102, any, Class::token, "session expired"},
    {190, any, Class::token, "access token invalid"},
    {200, 1545041, Class::person, "person unavailable"},
    {200, 2018021, Class::wrong, "sending to a phone number"},
    {200, 2018027, Class::wrong, "sending to a phone number"},
    {200, any, Class::token, "no permission"},
    {230, any, Class::token, "no consent"},
    {341, any, Class::limit, "throttled"},
    {368, any, Class::page, "blocked for policy"},
    {506, any, Class::wrong, "duplicate post"},
    {551, any, Class::person, "person unavailable"},
    {613, 2018338, Class::limit_person, "too many messages to this person"},
    {613, 1893016, Class::wrong, "same topic twice"},
    {613, any, Class::limit, "throttled"},
    {1200, any, Class::retry, "temporary send failure"},
    {2022, any, Class::page, "commerce messages off"},
    {10303, any, Class::wrong, "account linking"},
    {10900, any, Class::wrong, "comment already answered"},
    {10903, any, Class::wrong, "comment already answered"},
    {36000, any, Class::wrong, "image too large"},
    {36103, any, Class::wrong, "not rolled out"},
    {80001, any, Class::limit, "Page throttled"},
    {80006, any, Class::limit, "Messenger throttled"},
    {1609005, any, Class::wrong, "bad link"},
    {9000001, any, Class::wrong, "message deleted"},
    {2018218, any, Class::token, "permission missing"},
    {2018247, any, Class::token, "permission missing"},
    {2018321, any, Class::thread, "automatic answers own the thread"},
    {any, 2018218, Class::token, "permission missing"},
    {any, 2018247, Class::token, "permission missing"},
    {any, 2018321, Class::thread, "automatic answers own the thread"},
});

// The row of both numbers, else of the subcode alone, else of the code alone.
const Row* look_up(std::int64_t code, std::int64_t subcode) {
  const auto find = [](std::int64_t wanted_code, std::int64_t wanted_subcode) {
    const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) {
      return one.code == wanted_code && one.subcode == wanted_subcode;
    });
    return row == rows.end() ? nullptr : row;
  };
  if (subcode > 0)
    for (const auto wanted : {code, any})
      if (const Row* row = find(wanted, subcode)) return row;
  return find(code, any);
}

// Bare code 10 means permission, window or thread control: only its words tell.
Class class_of(const Row& row, const std::string& message) {
  if (row.code != 10 || row.subcode != any) return row.what;
  if (message.find("outside of allowed window") != std::string::npos) return Class::window;
  if (message.find("another app is controlling") != std::string::npos) return Class::thread;
  return row.what;
}

// The longest estimated_time_to_regain_access (minutes) of X-Business-Use-Case-Usage, in ms; 0 if there is none.
std::int64_t regain_access(const http::Headers& headers) {
  constexpr std::int64_t minute = 60'000;
  std::int64_t longest = 0;
  const Json usage = parse_or_null(http::find_header(headers, "X-Business-Use-Case-Usage"));
  if (!usage.is_object()) return 0;
  for (const auto& uses : usage) {
    if (!uses.is_array()) continue;
    for (const auto& use : uses) longest = std::max(longest, integer_of(use, "estimated_time_to_regain_access").value_or(0));
  }
  return std::min<std::int64_t>(longest, 60) * minute;
}

std::int64_t throttled_for(const http::Headers& headers) {
  constexpr std::int64_t usual = 60'000;
  if (const auto wait = retry_after(headers)) return *wait;
  const auto wait = regain_access(headers);
  return wait > 0 ? wait : usual;
}

Outcome outcome_of(Class what, std::string reason, const http::Headers& headers, std::int64_t now) {
  constexpr std::int64_t hour = 3'600'000;
  switch (what) {
    case Class::retry: return try_at(retry_after(headers) ? now + *retry_after(headers) : 0, std::move(reason));
    case Class::limit: return try_at(now + throttled_for(headers), std::move(reason));
    case Class::limit_person: return try_at(now + hour, std::move(reason));
    case Class::token:
    case Class::page: return hold(HoldUntil::human_acts, std::move(reason), true);
    case Class::window:
    case Class::person:
    case Class::thread: return hold(HoldUntil::person_writes, std::move(reason));
    case Class::gone:
    case Class::wrong: return Rejected{std::move(reason)};
    case Class::unknown: return Unsure{std::move(reason)};
  }
  return Unsure{std::move(reason)};
}

Outcome outcome_of_error(const Json& error, const http::ClientResponse& response, std::int64_t now) {
  const auto code = integer_of(error, "code").value_or(0);
  const auto subcode = integer_of(error, "error_subcode").value_or(0);
  auto reason = "facebook " + std::to_string(code) + (subcode > 0 ? "/" + std::to_string(subcode) : std::string());
  if (const Row* row = look_up(code, subcode)) {
    reason.append(": ").append(row->meaning);
    return outcome_of(class_of(*row, text_of(error, "message")), std::move(reason), response.headers, now);
  }
  if (is_true(error, "is_transient")) return outcome_of(Class::retry, std::move(reason), response.headers, now);
  if (response.status / 100 == 2) return Rejected{std::move(reason)};
  return outcome_of_status(response, now);
}

}  // namespace

Outcome classify(const http::ClientResult& result, std::int64_t now) {
  if (const auto* failure = std::get_if<http::ClientFailure>(&result)) return outcome_of_failure(*failure);
  const auto& response = std::get<http::ClientResponse>(result);
  const Json body = parse_or_null(response.body);
  const Json& error = at(body, "error");
  if (!error.is_null()) return outcome_of_error(error, response, now);
  for (const auto* key : {"message_id", "id"}) {
    auto id = id_of(body, key);
    if (response.status / 100 == 2 && !id.empty()) return Sent{std::move(id)};
  }
  return outcome_of_status(response, now);
}

}  // namespace adapters::facebook
