// Zalo OA: exact requests out, each answer → outcome, the token refresh.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/outcomes.hpp"
#include "tests/fuzz/keep.hpp"

using namespace adapters;
using nlohmann::json;

namespace {

constexpr std::int64_t now = 1'790'000'012'345;              // 2026-09-21T14:13:32.345Z, 21:13 in Viet Nam

std::unique_ptr<Channel> zalo() {
  ZaloOaSettings settings;
  settings.app_id = "459";
  settings.app_secret = "app secret";
  settings.openapi_url = "http://127.0.0.1:8001/";
  return make_zalo_oa(settings);
}

Outgoing outgoing(ConversationKind kind, std::string text, std::vector<Choice> choices = {}) {
  Outgoing out{.job_id = "job-1", .account = "607", .to = {kind, "771"}, .message = {.text = std::move(text), .choices = std::move(choices)}};
  return out;
}

http::ClientRequest composed(const Outgoing& message) { return zalo()->compose(message, {"token", "", 0}); }

std::string answer(int status, const std::string& body, http::Headers headers = {}, std::int64_t at = now) {
  fuzz::keep_answer(status, headers.empty() ? "" : headers.front().second, body);
  return told(zalo()->classify(outgoing(ConversationKind::direct, "x"), http::ClientResponse{status, std::move(headers), body}, at), now);
}
std::string refused(const std::string& error) { return answer(200, R"({"error":)" + error + R"(,"message":"no"})"); }

}  // namespace

TEST_CASE("Zalo: a text to one person") {
  const auto request = composed(outgoing(ConversationKind::direct, "Chào anh chị"));
  CHECK(request.method == "POST");
  CHECK(request.url == "http://127.0.0.1:8001/v3.0/oa/message/cs");
  CHECK(request.headers == http::Headers{{"Content-Type", "application/json"}, {"access_token", "token"}});
  CHECK(request.body == R"({"recipient":{"user_id":"771"},"message":{"text":"Chào anh chị"}})");
}

TEST_CASE("Zalo: choices become buttons of a direct text, at most five, and are dropped in a group") {
  std::vector<Choice> choices(7, Choice{std::string(101, 'x'), "#ok:4711"});
  choices[0].title = "Đồng ý";
  const auto body = json::parse(composed(outgoing(ConversationKind::direct, "Họp?", choices)).body);
  const auto& buttons = body["message"]["attachment"]["payload"]["buttons"];
  CHECK(body["message"]["text"] == "Họp?");
  CHECK(body["message"]["attachment"]["type"] == "template");
  REQUIRE(buttons.size() == 5);
  CHECK(buttons[0] == json{{"title", "Đồng ý"}, {"type", "oa.query.hide"}, {"payload", "#ok:4711"}});
  CHECK(buttons[1]["title"] == std::string(99, 'x') + "…");
  CHECK(composed(outgoing(ConversationKind::group, "Họp?", choices)).body ==
        R"({"recipient":{"group_id":"771"},"message":{"text":"Họp?"}})");
}

TEST_CASE("Zalo: a text never mentions anybody") {
  for (const auto kind : {ConversationKind::direct, ConversationKind::group}) {
    const auto body = composed(outgoing(kind, "[@771] [[@f40][@")).body;
    CHECK(body.find("[@") == std::string::npos);
    CHECK(json::parse(body)["message"]["text"] == "[＠771] [[＠f40][＠");
  }
  CHECK(json::parse(composed(outgoing(ConversationKind::direct, "a\xFF")).body)["message"]["text"] == "a\uFFFD");
}

TEST_CASE("Zalo: what it can do") {
  const auto direct = zalo()->capabilities(ConversationKind::direct);
  CHECK(direct.text_limit == 2000);
  CHECK(direct.max_choices == 5);
  CHECK(direct.choice_title_limit == 100);
  CHECK(direct.window_ms == 604'800'000);
  const auto group = zalo()->capabilities(ConversationKind::group);
  CHECK(group.text_limit == 2000);
  CHECK(group.max_choices == 0);
  CHECK_FALSE(group.window_ms);
}

TEST_CASE("Zalo: success is error 0") {
  CHECK(answer(200, R"({"data":{"quota":{"quota_type":"reply","remain":"7"},"message_id":"63aa","user_id":"771"},
      "error":0,"message":"Success"})") == "sent 63aa");
  CHECK(answer(200, R"({"data":{"message_id":9007199254740993,"group_id":"f"},
      "error":"0"})") == "sent 9007199254740993");
  CHECK(answer(200, R"({"error":0,"message":"Success"})") == "sent ");
}

TEST_CASE("Zalo: each error number has its outcome") {
  const std::vector<std::pair<std::vector<int>, std::string>> table = {
      {{-214}, "retry_at"},
      {{-200}, "retry_at at most 4"},
      {{-32}, "retry_at +27655"},
      {{-216, -220, -124, 216, 401, -401}, "retry_at refresh"},
      {{-100, -201, -210, -213, -217, -227, -233, -238, -241, -244, -248, -249, -1340, -1341}, "rejected"},
      {{-230, -232}, "hold person"},
      {{-218}, "hold quota"},
      {{-211}, "hold quota stop"},
      {{-237, -403}, "hold human"},
      {{-204, -205, -209, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321}, "hold human stop"},
      {{404}, "rejected"},
      {{-9999, 12345, -1, 3}, "retry_at at most 2"},
  };
  for (const auto& [errors, expected] : table)
    for (const int error : errors) {
      INFO(error);
      CHECK(refused(std::to_string(error)) == expected);
      CHECK(refused("\"" + std::to_string(error) + "\"") == expected);
    }
}

TEST_CASE("Zalo: what is not allowed at night waits for 06:00 in Viet Nam") {
  constexpr std::int64_t hour = 3'600'000;
  constexpr std::int64_t midnight = 1'790'010'000'000 - 1'790'010'000'000 % (24 * hour) - 7 * hour;   // 00:00 in Viet Nam
  const auto next = [](std::int64_t at) {
    const auto outcome = zalo()->classify(outgoing(ConversationKind::direct, "x"),
        http::ClientResponse{200, {}, R"({"error":-234})"}, at);
    return (std::get<RetryAt>(outcome).at - midnight) / hour;
  };
  CHECK(next(midnight + 22 * hour) == 30);
  CHECK(next(midnight) == 6);
  CHECK(next(midnight + 5 * hour) == 6);
  CHECK(next(midnight + 6 * hour) == 30);
}

TEST_CASE("Zalo: answers without a number, and exchanges that failed") {
  CHECK(answer(200, "<html>") == "unsure");
  CHECK(answer(200, "{}") == "unsure");
  CHECK(answer(200, "") == "unsure");
  CHECK(answer(429, "slow down") == "retry_at +60000");
  CHECK(answer(429, "", {{"retry-after", "5"}}) == "retry_at +5000");
  CHECK(answer(429, "", {{"Retry-After", "999999"}}) == "retry_at +3600000");
  CHECK(answer(429, "", {{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}}) == "retry_at +60000");
  CHECK(answer(200, R"({"error":-32})", {{"Retry-After", "7"}}) == "retry_at +7000");
  CHECK(answer(500, "oops") == "retry_at");
  CHECK(answer(503, "", {{"Retry-After", "2"}}) == "retry_at +2000");
  CHECK(answer(404, "nothing here") == "retry_at");
  CHECK(answer(403, "forbidden") == "retry_at");
  CHECK(answer(400, R"({"error":-201})") == "rejected");
  CHECK(told(zalo()->classify({}, http::ClientFailure{true, "timeout"}, now), now) == "unsure");
  CHECK(told(zalo()->classify({}, http::ClientFailure{false, "refused"}, now), now) == "retry_at");
}

TEST_CASE("Zalo: the token refresh is a form, its answer two tokens") {
  const auto request = zalo()->refresh_request({"A", "R+/=1", 0});
  REQUIRE(request);
  CHECK(request->method == "POST");
  CHECK(request->url == "https://oauth.zaloapp.com/v4/oa/access_token");
  CHECK(request->headers == http::Headers{{"Content-Type", "application/x-www-form-urlencoded"}, {"secret_key",
      "app secret"}});
  CHECK(request->body == "grant_type=refresh_token&app_id=459&refresh_token=R%2b%2f%3d1");
  CHECK_FALSE(zalo()->refresh_request({"A", "", 0}));

  const auto read = [](int status, const std::string& body) { return zalo()->read_refresh(http::ClientResponse{status, {}, body}, now); };
  const auto fresh = read(200, R"({"access_token":"A2","refresh_token":"R2","expires_in":"90000"})");
  REQUIRE(fresh);
  CHECK(fresh->access_token == "A2");
  CHECK(fresh->refresh_token == "R2");
  CHECK(fresh->expires_at == now + 90'000'000);
  CHECK(read(200, R"({"access_token":"A2","refresh_token":"R2","expires_in":60,
      "error":-1})")->expires_at == now + 60'000);
  CHECK(read(200, R"({"access_token":"A2","refresh_token":"R2"})")->expires_at == now + 90'000'000);
  for (const auto* refusal : {R"({"error":-14020,
      "error_name":"x"})", R"({"access_token":"A2"})", R"({"access_token":"A2",
      "refresh_token":""})", R"({"access_token":1,"refresh_token":2})", "", "<html>", "[]"})
    CHECK_FALSE(read(200, refusal));
  CHECK_FALSE(zalo()->read_refresh(http::ClientFailure{true, "timeout"}, now));
}
