// Messenger: exact requests out, each answer → outcome.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/facebook/facebook.hpp"
#include "adapters/signature.hpp"

using namespace adapters;
using nlohmann::json;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;

std::unique_ptr<Channel> facebook(std::vector<std::string> secrets = {"app secret", "old"}) {
  FacebookSettings settings;
  settings.app_secrets = std::move(secrets);
  settings.graph_url = "http://127.0.0.1:8002";
  return make_facebook(settings);
}

Outgoing outgoing(std::string text, std::vector<Choice> choices = {}) {
  return {"job-42", "100", {ConversationKind::direct, "7001"}, {std::move(text), std::move(choices)}, true};
}

std::string told(const Outcome& outcome) {
  std::string text(name(outcome));
  if (const auto* sent = std::get_if<Sent>(&outcome)) text += " " + sent->message_id;
  if (const auto* retry = std::get_if<RetryAt>(&outcome)) text += retry->at == 0 ? "" : " +" + std::to_string(retry->at - now);
  if (const auto* held = std::get_if<Hold>(&outcome))
    text += std::string(held->until == HoldUntil::person_writes ? " person" : " human") + (held->stop_account ? " stop" : "");
  return text;
}

std::string answer(int status, const std::string& body, http::Headers headers = {}) {
  return told(facebook()->classify(outgoing("x"), http::ClientResponse{status, std::move(headers), body}, now));
}
std::string refused(int code, int subcode = 0, const std::string& message = "no", int status = 400) {
  json error{{"message", message}, {"type", "OAuthException"}, {"code", code}, {"fbtrace_id", "x"}};
  if (subcode != 0) error["error_subcode"] = subcode;
  return answer(status, json{{"error", error}}.dump());
}

}  // namespace

TEST_CASE("Messenger: a text, with token in a header, proof in the address, our job id in the metadata") {
  const auto request = facebook()->compose(outgoing("Chào bạn"), {"token", "", 0});
  CHECK(request.method == "POST");
  CHECK(request.url == "http://127.0.0.1:8002/v26.0/100/messages?appsecret_proof=" + hex(hmac_sha256("app secret",
      "token")));
  CHECK(request.headers == http::Headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer token"}});
  CHECK(request.body == R"({"recipient":{"id":"7001"},"messaging_type":"RESPONSE",)"
                        R"("message":{"text":"Chào bạn","metadata":"job-42"}})");
  auto own = outgoing("x");
  own.reply = false;
  own.job_id.clear();
  CHECK(facebook({})->compose(own, {"token", "", 0}).url == "http://127.0.0.1:8002/v26.0/100/messages");
  CHECK(facebook()->compose(own, {"token", "", 0}).body ==
        R"({"recipient":{"id":"7001"},"messaging_type":"UPDATE","message":{"text":"x"}})");
}

TEST_CASE("Messenger: choices become quick replies, at most 13 of 20 characters") {
  std::vector<Choice> choices(15, Choice{"Tôi đồng ý với đề nghị này", "v1:ok"});
  choices[0].title = "Đồng ý";
  const auto body = json::parse(facebook()->compose(outgoing("Họp?", choices), {"token", "", 0}).body);
  const auto& replies = body["message"]["quick_replies"];
  REQUIRE(replies.size() == 13);
  CHECK(replies[0] == json{{"content_type", "text"}, {"title", "Đồng ý"}, {"payload", "v1:ok"}});
  CHECK(replies[1]["title"] == "Tôi đồng ý với đề n…");
}

TEST_CASE("Messenger: a public answer below a post") {
  auto below = outgoing("Cảm ơn");
  below.to = {ConversationKind::comments, "100_55"};
  const auto request = facebook({})->compose(below, {"token", "", 0});
  CHECK(request.url == "http://127.0.0.1:8002/v26.0/100_55/comments");
  CHECK(request.body == R"({"message":"Cảm ơn"})");
}

TEST_CASE("Messenger: what it can do") {
  const auto direct = facebook()->capabilities(ConversationKind::direct);
  CHECK(direct.text_limit == 1999);
  CHECK(direct.max_choices == 13);
  CHECK(direct.choice_title_limit == 20);
  CHECK(direct.window_ms == 86'400'000);
  CHECK_FALSE(facebook()->refresh_request({"A", "R", 0}));
}

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
      {1, 0, "retry_at"}, {1, 99, "retry_at"}, {1, 1357046, "unsure"}, {2, 0, "retry_at"},
      {2, 2018344, "hold human stop"}, {1200, 0, "retry_at"},
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
      {100, 2018001, "rejected"}, {100, 2018008, "retry_at"},
      {100, 2018047, "retry_at"}, {100, 2018294, "retry_at"}, {100, 2018048, "rejected"}, {100, 2018109, "rejected"},
      {100, 2534025, "rejected"}, {100, 2534037, "hold person"},
      {102, 0, "hold human stop"}, {190, 0, "hold human stop"}, {190, 463, "hold human stop"},
      {190, 460, "hold human stop"}, {200, 0, "hold human stop"},
      {200, 2018028, "hold human stop"}, {200, 2018021, "rejected"}, {200, 2018027, "rejected"},
      {230, 0, "hold human stop"}, {100, 2018218, "hold human stop"},
      {2018247, 0, "hold human stop"}, {200, 1545041, "hold person"}, {551, 0, "hold person"},
      {551, 1545041, "hold person"}, {551, 1893047, "hold person"},
      {368, 0, "hold human stop"}, {506, 0, "rejected"}, {2018321, 0, "hold person"}, {100, 2018321, "hold person"},
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
  CHECK(answer(400, R"({"error":{"code":77777,"is_transient":true}})") == "retry_at");
  CHECK(answer(400, R"({"error":{"code":77777,"is_transient":false}})") == "rejected");
  CHECK(answer(500, R"({"error":{"code":77777}})") == "retry_at");
  CHECK(answer(200, R"({"error":{"code":77777}})") == "rejected");
  CHECK(answer(401, R"({"error":"plain words"})") == "hold human stop");
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
  CHECK(answer(404, "") == "rejected");
  CHECK(told(facebook()->classify({}, http::ClientFailure{true, "timeout"}, now)) == "unsure");
  CHECK(told(facebook()->classify({}, http::ClientFailure{false, "refused"}, now)) == "retry_at");
}
