// Errors of the Graph API: {"error":{"message","type","code","error_subcode"?,"is_transient"?,…}} with any status, 200 too.
// (code, subcode) decides; `type` is nearly always "OAuthException" and says nothing.
#include <algorithm>
#include <array>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

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
    {100, 2018008, Class::media, "media could not be fetched"},
    {100, 2018047, Class::media, "media could not be uploaded"},
    {100, 2018074, Class::media, "attachment id invalid"},
    {100, 2018294, Class::media, "video timed out"},
    {100, 2018048, Class::wrong, "sender action failed"},
    {100, 2018109, Class::wrong, "attachment too large"},
    {100, 2534025, Class::wrong, "comment takes no private reply"},
    {100, 2534037, Class::thread, "not the owner of the thread"},
    {100, any, Class::wrong, "invalid parameter"},
    {102, any, Class::token, "session expired"},
    {190, 458, Class::token, "app removed"},
    {190, 459, Class::token, "account must pass a check"},
    {190, 460, Class::token, "password changed"},
    {190, 463, Class::token, "access token expired"},
    {190, 464, Class::token, "account not confirmed"},
    {190, 467, Class::token, "access token withdrawn"},
    {190, any, Class::token, "access token invalid"},
    {200, 1545041, Class::person, "person unavailable"},
    {200, 2018021, Class::wrong, "sending to a phone number"},
    {200, 2018027, Class::wrong, "sending to a phone number"},
    {200, 2018028, Class::token, "app not live or not reviewed"},
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
    {2018321, any, Class::busy, "automatic answers own the chat"},
    {any, 2018218, Class::token, "permission missing"},
    {any, 2018247, Class::token, "permission missing"},
    {any, 2018321, Class::busy, "automatic answers own the chat"},
});

const Row* find(std::int64_t code, std::int64_t subcode) {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.code == code && one.subcode == subcode; });
  return row == rows.end() ? nullptr : row;
}

// The row of both numbers, else of the subcode alone, else of the code alone.
const Row* look_up(std::int64_t code, std::int64_t subcode) {
  if (code <= 0) return nullptr;
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

}  // namespace

std::optional<Refusal> refusal_of(const Json& body) {
  const Json& error = at(body, "error");
  const auto code = integer_of(error, "code").value_or(0);
  const auto subcode = integer_of(error, "error_subcode").value_or(0);
  const Row* row = look_up(code, subcode);
  const bool transient = is_true(error, "is_transient");
  if (row == nullptr && !transient) return std::nullopt;
  auto reason = "facebook " + std::to_string(code) + (subcode > 0 ? "/" + std::to_string(subcode) : std::string());
  if (row == nullptr) return Refusal{Class::retry, std::move(reason), false, code};
  reason.append(": ").append(row->meaning);
  return Refusal{class_of(*row, text_of(error, "message")), std::move(reason), row->code == 100 && row->subcode == any, code};
}

}  // namespace adapters::facebook
