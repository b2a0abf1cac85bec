// Messenger: each answer → outcome.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/facebook/facebook.hpp"
#include "tests/adapters/outcomes.hpp"
#include "tests/fuzz/keep.hpp"

using namespace adapters;
using nlohmann::json;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;

std::unique_ptr<Channel> facebook() { return make_facebook({}); }

Outgoing outgoing(Message message = {.text = "x"}) {
  return {.job_id = "42", .account = "100", .to = {ConversationKind::direct, "7001"}, .message = std::move(message)};
}
Outgoing acting(Act act) {
  auto out = outgoing();
  out.act = act;
  return out;
}

Outcome outcome(const Outgoing& out, int status, const std::string& body, http::Headers headers = {}) {
  fuzz::keep_answer(status, headers.empty() ? "" : headers.front().second, body);
  return facebook()->classify(out, http::ClientResponse{status, std::move(headers), body}, now);
}
std::string answer(int status, const std::string& body, http::Headers headers = {}) {
  return told(outcome(outgoing(), status, body, std::move(headers)), now);
}
std::string error_body(int code, int subcode = 0, const std::string& message = "no") {
  json error{{"message", message}, {"type", "OAuthException"}, {"code", code}, {"fbtrace_id", "x"}};
  if (subcode != 0) error["error_subcode"] = subcode;
  return json{{"error", error}}.dump();
}
std::string refused(int code, int subcode = 0, const std::string& message = "no", int status = 400) {
  return answer(status, error_body(code, subcode, message));
}
std::string refused(const Outgoing& out, int code, int subcode = 0) { return told(outcome(out, 400, error_body(code, subcode)), now); }

}  // namespace

TEST_CASE("Messenger: success is a message id") {
  CHECK(answer(200, R"({"recipient_id":"7001","message_id":"m_1"})") == "sent m_1");
  CHECK(answer(200, R"({"id":"55_78"})") == "sent 55_78");
  CHECK(answer(200, R"({"recipient_id":"7001"})") == "unsure");
  CHECK(answer(200, "<html>") == "unsure");
  CHECK(answer(200, R"({"error":{"message":"x","code":36000}})") == "rejected");
}

TEST_CASE("Messenger: each (code, subcode) has its outcome") {
  struct Case { int code, subcode; std::string outcome; };
  const std::vector<Case> table = {
      {1, 0, "retry_at at most 3"}, {1, 99, "retry_at at most 3"}, {1, 1357046, "unsure"}, {2, 0, "retry_at at most 3"},
      {2, 2018344, "hold human stop"}, {1200, 0, "retry_at at most 3"},
      {3, 0, "hold human stop"}, {4, 0, "retry_at +60000"}, {17, 0, "retry_at +60000"}, {32, 0, "retry_at +60000"},
      {341, 0, "retry_at +60000"},
      {613, 0, "retry_at +60000"}, {613, 2534040, "retry_at +60000"}, {80001, 0, "retry_at +60000"},
      {80006, 0, "retry_at +60000"}, {613, 2018338, "retry_at +3600000"},
      {4, 2018354, "rejected"}, {9, 2018352, "rejected"}, {613, 1893016, "rejected"}, {10, 1404170, "rejected"},
      {10, 1893015, "rejected"},
      {10, 0, "hold human stop"}, {10, 2018278, "hold person"}, {10, 2018065, "hold person"},
      {10, 2534022, "hold person"}, {10, 2018108, "hold person"},
      {10, 2018300, "hold person"}, {10, 1893063, "hold human stop"}, {10, 2018336, "hold person"},
      {10, 2018109, "rejected"}, {10, 2042002, "rejected"},
      {10900, 0, "rejected"}, {10903, 0, "rejected"}, {100, 0, "rejected"}, {100, 33, "rejected"},
      {100, 2018001, "rejected"}, {100, 2018008, "retry_at at most 2"},
      {100, 2018047, "retry_at at most 2"}, {100, 2018294, "retry_at at most 2"}, {100, 2018074, "retry_at at most 2"}, {100, 2018048, "rejected"}, {100, 2018109, "rejected"},
      {100, 2534025, "rejected"}, {100, 2534037, "hold person"},
      {102, 0, "hold human stop"}, {190, 0, "hold human stop"}, {190, 463, "hold human stop"},
      {190, 458, "hold human stop"}, {190, 459, "hold human stop"}, {190, 460, "hold human stop"}, {190, 464, "hold human stop"}, {190, 467, "hold human stop"}, {2018218, 0, "hold human stop"}, {100, 2018247, "hold human stop"}, {200, 0, "hold human stop"},
      {200, 2018028, "hold human stop"}, {200, 2018021, "rejected"}, {200, 2018027, "rejected"},
      {230, 0, "hold human stop"}, {100, 2018218, "hold human stop"},
      {2018247, 0, "hold human stop"}, {200, 1545041, "hold person"}, {551, 0, "hold person"},
      {551, 1545041, "hold person"}, {551, 1893047, "hold person"},
      {368, 0, "hold human stop"}, {506, 0, "rejected"}, {2018321, 0, "retry_at +600000"}, {100, 2018321, "retry_at +600000"},
      {2022, 0, "hold human stop"}, {36000, 0, "rejected"},
      {1609005, 0, "rejected"}, {10303, 0, "rejected"}, {36103, 0, "rejected"}, {9000001, 0, "rejected"},
  };
  for (const auto& row : table) {
    INFO(row.code << "/" << row.subcode);
    CHECK(refused(row.code, row.subcode) == row.outcome);
    CHECK(refused(row.code, row.subcode, "no", 500) == row.outcome);
  }
}

TEST_CASE("Messenger: bare code 10 is read by its words") {
  CHECK(refused(10, 0, "(#10) This message is sent outside of allowed window.") == "hold person");
  CHECK(refused(10, 0, "another app is controlling this thread") == "hold person");
  CHECK(refused(10, 0, "Application does not have permission for this action") == "hold human stop");
}

TEST_CASE("Messenger: unknown numbers go by is_transient, then by status") {
  CHECK(answer(400, R"({"error":{"code":77777,"is_transient":true}})") == "retry_at at most 3");
  CHECK(answer(400, R"({"error":{"code":77777,"is_transient":false}})") == "rejected");
  CHECK(answer(500, R"({"error":{"code":77777}})") == "retry_at");
  CHECK(answer(200, R"({"error":{"code":77777}})") == "rejected");
  CHECK(answer(401, R"({"error":"plain words"})") == "retry_at");   // a proxy's, perhaps
  CHECK(answer(403, R"({"error":{"code":77777}})") == "hold human stop");
  CHECK(answer(429, R"({"error":{}})") == "retry_at +60000");
  CHECK(answer(400, R"({"error":{"code":"190"}})") == "hold human stop");
}

TEST_CASE("Messenger: throttled for as long as the headers say") {
  const std::string throttled = R"({"error":{"code":613}})";
  CHECK(answer(400, throttled, {{"Retry-After", "9"}}) == "retry_at +9000");
  CHECK(answer(400, throttled, {{"X-Business-Use-Case-Usage", R"({"100":[{"type":"messenger",
      "estimated_time_to_regain_access":5},{"estimated_time_to_regain_access":0}]})"}}) == "retry_at +300000");
  CHECK(answer(400, throttled, {{"X-Business-Use-Case-Usage", R"({"100":7,"200":[1,
      {"estimated_time_to_regain_access":99999}]})"}}) == "retry_at +3600000");
  CHECK(answer(400, throttled, {{"X-Business-Use-Case-Usage", "[broken"}}) == "retry_at +60000");
}

TEST_CASE("Messenger: answers without JSON, and exchanges that failed") {
  CHECK(answer(502, "<html>bad gateway") == "retry_at");
  CHECK(answer(429, "") == "retry_at +60000");
  CHECK(answer(404, "") == "retry_at");
  CHECK(answer(403, "<html>forbidden") == "retry_at");
  CHECK(told(facebook()->classify({}, http::ClientFailure{true, "timeout"}, now), now) == "unsure");
  CHECK(told(facebook()->classify({}, http::ClientFailure{false, "refused"}, now), now) == "retry_at");
}

TEST_CASE("Messenger: the words of an outcome name the number and what it means, nothing that was sent") {
  CHECK(reason_of(outcome(outgoing({.text = "bí mật"}), 400, error_body(190, 463, "token EAAB"))) == "facebook 190/463: access token expired");
  CHECK(reason_of(outcome(outgoing(), 400, error_body(10, 2018278))) == "facebook 10/2018278: outside the window");
  CHECK(reason_of(outcome(outgoing(), 503, "<html>secret")) == "http 503");
}

TEST_CASE("Messenger: a form that is not taken is tried once more as plain text") {
  Message choices{.text = "Họp?", .choices = {{"Có", "v1:yes"}}};
  CHECK(refused(outgoing(choices), 100) == "retry_at plain");
  CHECK(refused(outgoing(choices), 100, 999) == "retry_at plain");
  CHECK(refused(outgoing(choices), 100, 2018001) == "rejected");
  choices.plain = true;
  CHECK(refused(outgoing(choices), 100) == "rejected");
  CHECK(refused(outgoing({.text = "x", .quote = "m_0"}), 100) == "retry_at plain");
  CHECK(refused(outgoing({.text = "", .items = {{"Một", "nhỏ", "", "", ""}}}), 100) == "retry_at plain");
  CHECK(refused(outgoing({.text = "x"}), 100) == "rejected");
}

TEST_CASE("Messenger: an upload that expired is made again, once") {
  const Media uploaded{.kind = MediaKind::image, .upload_id = "18", .url = {}, .name = {}};
  const Media by_url{.kind = MediaKind::image, .upload_id = {}, .url = "https://x/1.png", .name = {}};
  CHECK(refused(outgoing({.text = "", .media = uploaded}), 100, 2018074) == "retry_at upload at most 2");
  CHECK(refused(outgoing({.text = "", .media = uploaded}), 100, 2018008) == "retry_at upload at most 2");
  CHECK(refused(outgoing({.text = "", .media = by_url}), 100, 2018008) == "retry_at at most 2");
  CHECK(refused(outgoing({.text = "", .media = by_url}), 100) == "rejected");
}

TEST_CASE("Messenger: a sign that did not come through is dropped, unless it tells of the whole account") {
  for (const auto act : {Act::typing, Act::react}) {
    CHECK(told(outcome(acting(act), 200, R"({"recipient_id":"7001"})"), now) == "sent ");
    CHECK(told(outcome(acting(act), 200, R"({"error":{"code":100}})"), now) == "rejected");
    CHECK(refused(acting(act), 100, 2018048) == "rejected");
    CHECK(refused(acting(act), 613) == "rejected");
    CHECK(refused(acting(act), 10, 2018278) == "rejected");
    CHECK(refused(acting(act), 190, 463) == "hold human stop");
    CHECK(told(facebook()->classify(acting(act), http::ClientFailure{true, "timeout"}, now), now) == "rejected");
  }
}

TEST_CASE("Facebook: posts, comments, private replies") {
  CHECK(told(outcome(acting(Act::post), 200, R"({"id":"100_55"})"), now) == "sent 100_55");
  CHECK(told(outcome(acting(Act::post), 200, R"({"id":"9","post_id":"100_55"})"), now) == "sent 100_55");
  CHECK(refused(acting(Act::post), 506) == "rejected");
  CHECK(told(outcome(acting(Act::private_reply), 200, R"({"recipient_id":"7001","message_id":"m_1"})"), now) == "sent m_1");
  CHECK(refused(acting(Act::private_reply), 10900) == "rejected");
  CHECK(refused(acting(Act::private_reply), 100, 2534025) == "rejected");
  auto below = outgoing();
  below.to = {ConversationKind::comments, "100_55"};
  CHECK(refused(below, 10) == "rejected");
  CHECK(refused(below, 200) == "hold human stop");
  CHECK(refused(outgoing(), 10) == "hold human stop");
}

TEST_CASE("Facebook: how much of an allowance is used, by the headers") {
  const auto used = [](const std::string& name, const std::string& value) {
    fuzz::keep_answer(200, value, "{}");
    return facebook()->usage({200, {{name, value}}, ""});
  };
  CHECK(used("X-App-Usage", R"({"call_count":28,"total_time":25,"total_cputime":81})") == 0.81);
  CHECK(used("x-business-use-case-usage", R"({"100":[{"type":"messenger","call_count":33,"total_cputime":12,"total_time":25},{"call_count":"95"}]})") == 0.95);
  CHECK(used("X-App-Usage", R"({"call_count":-1})") == std::nullopt);
  CHECK(used("X-App-Usage", "[broken") == std::nullopt);
  CHECK(used("X-Business-Use-Case-Usage", R"([1,{"a":[2]}])") == std::nullopt);
  CHECK(facebook()->usage({200, {}, ""}) == std::nullopt);
}
