// Zalo OA: consent and refresh, health, allowance, evidence read back.
#include <catch2/catch.hpp>

#include "adapters/consent.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/adapters/outcomes.hpp"

using namespace adapters;

namespace {

const Credentials credentials{"token", "", 0};

std::unique_ptr<Channel> zalo() {
  ZaloOaSettings settings;
  settings.app_id = "459";
  settings.app_secret = "app secret";
  return make_zalo_oa(settings);
}
http::ClientResponse answer(const std::string& body, int status = 200) { return {status, {}, body}; }

}  // namespace

TEST_CASE("Zalo: consent with PKCE") {
  CHECK(pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  const auto channel = zalo();
  const auto* consent = channel->consent();
  REQUIRE(consent);
  CHECK(consent->page("https://a.vn/connect?x=1", "CH", "st") ==
        "https://oauth.zaloapp.com/v4/oa/permission?app_id=459&redirect_uri=https%3a%2f%2fa.vn%2fconnect%3fx%3d1&code_challenge=CH&state=st");
  CHECK(wire(consent->exchange("co+de", "ver")) ==
        "POST https://oauth.zaloapp.com/v4/oa/access_token\nContent-Type: application/x-www-form-urlencoded\nsecret_key: app secret\n\n"
        "grant_type=authorization_code&app_id=459&code=co%2bde&code_verifier=ver");
  CHECK(consent->account_parameter() == "oa_id");
  CHECK(zalo()->chat_link("607", "any") == "https://zalo.me/607");
}

TEST_CASE("Zalo: why a refresh failed") {
  using Then = RefreshMiss::Then;
  const auto then = [](const http::ClientResult& result) { return static_cast<int>(zalo()->refresh_miss(result).then); };
  const auto error = [&](const std::string& number) { return then(answer(R"({"error":)" + number + R"(,"error_name":"x"})")); };
  for (const auto* lost : {"-14020", "-14014", "-118", "\"-14020\""}) CHECK(error(lost) == static_cast<int>(Then::consent_lost));
  for (const auto* ours : {"-14002", "-14003", "-14004"}) CHECK(error(ours) == static_cast<int>(Then::refused));
  CHECK(error("-32") == static_cast<int>(Then::later));
  CHECK(error("-9999") == static_cast<int>(Then::lost));
  CHECK(then(answer(R"({"error_code":-14014})")) == static_cast<int>(Then::consent_lost));
  CHECK(then(answer(R"({"error_name":"x"})")) == static_cast<int>(Then::lost));
  CHECK(then(answer("<html>")) == static_cast<int>(Then::lost));
  CHECK(then(answer("", 500)) == static_cast<int>(Then::lost));
  CHECK(then(answer("", 429)) == static_cast<int>(Then::later));
  CHECK(then(http::ClientFailure{true, "reset"}) == static_cast<int>(Then::lost));
  CHECK(then(http::ClientFailure{false, "refused"}) == static_cast<int>(Then::later));
  CHECK(zalo()->refresh_miss(answer(R"({"error":-14020,"error_description":"secret words"})")).reason == "zalo -14020: refresh token used or expired");
}

TEST_CASE("Zalo: may this OA use the API?") {
  using State = Finding::State;
  const auto channel = zalo();
  REQUIRE(channel->probes().size() == 1);
  const Probe account = channel->probes().front();
  CHECK(account.name == "account");
  CHECK(wire(channel->probe_request(account, "607", credentials)) == "GET https://openapi.zalo.me/v2.0/oa/getoa\naccess_token: token\n\n");
  const auto found = [&](const std::string& body) { return channel->read_probe(account, answer(body)); };
  CHECK(found(R"({"data":{"oa_id":"607","is_verified":true,"package_name":"Toàn diện"},"error":0})").state == State::fine);
  CHECK(found(R"({"data":{"is_verified":true,"package_name":"Toàn diện"},"error":0})").reason == "Toàn diện");
  CHECK(found(R"({"data":{"oa_id":"607"},"error":0})").state == State::fine);
  CHECK(found(R"({"data":{"is_verified":false},"error":0})").state == State::stop);
  CHECK(found(R"({"error":0})").state == State::unknown);
  for (const int error : {-204, -205, -209, -212, -219, -221, -223, -224, -235, -242}) {
    INFO(error);
    CHECK(found(R"({"error":)" + std::to_string(error) + "}").state == State::stop);
  }
  for (const int error : {-216, -220}) {
    CHECK(found(R"({"error":)" + std::to_string(error) + "}").state == State::unknown);
    CHECK(found(R"({"error":)" + std::to_string(error) + "}").refresh_token);
  }
  CHECK(found(R"({"error":-32})").state == State::unknown);
  CHECK_FALSE(found(R"({"error":-32})").refresh_token);
  CHECK(found(R"({"error":-201})").state == State::unknown);
  CHECK(found("<html>").state == State::unknown);
  CHECK(channel->read_probe(account, answer("<html>", 403)).state == State::unknown);
  CHECK(channel->read_probe(account, http::ClientFailure{false, "refused"}).state == State::unknown);
}

TEST_CASE("Zalo: how much of the allowance is used up") {
  const auto used = [](http::Headers headers) { return zalo()->usage({200, std::move(headers), ""}); };
  CHECK(*used({{"X-RateLimit-Limit", "4000"}, {"X-RateLimit-Remain", "1000"}}) == Approx(0.75));
  CHECK(*used({{"x-ratelimit-limit", "100"}, {"x-ratelimit-remain", "0"}}) == Approx(1.0));
  CHECK(*used({{"X-RateLimit-Limit", "100"}, {"X-RateLimit-Remain", "-5"}}) == Approx(1.0));
  CHECK_FALSE(used({{"X-RateLimit-Limit", "0"}, {"X-RateLimit-Remain", "0"}}));
  CHECK_FALSE(used({{"X-RateLimit-Limit", "many"}, {"X-RateLimit-Remain", "1"}}));
  CHECK_FALSE(used({}));
}

TEST_CASE("Zalo: what we said is read back") {
  CHECK(wire(*zalo()->said_request("607", {ConversationKind::group, "f40"}, credentials)) ==
        "GET https://openapi.zalo.me/v3.0/oa/group/conversation?group_id=f40&offset=0&count=10\naccess_token: token\n\n");
  CHECK(wire(*zalo()->said_request("607", {ConversationKind::direct, "771"}, credentials)) ==
        "GET https://openapi.zalo.me/v2.0/oa/conversation?data=%7b%22user_id%22%3a%22771%22%2c%22offset%22%3a0%2c%22count%22%3a10%7d\naccess_token: token\n\n");
  CHECK_FALSE(zalo()->said_request("607", {ConversationKind::comments, "1"}, credentials));
  const auto said = zalo()->read_said(answer(R"({"error":0,"data":[{"src":0,"time":1790000000000,"type":"text","message":"cũ","message_id":"m1","from_id":"607"},
      {"src":1,"time":1790000000500,"type":"text","message":"của người","message_id":"m2"},
      {"src":"0","time":"1790000001000","type":"text","message":"mo\u0302\u0301i","message_id":9007199254740993},{"src":0,"type":"photo"},null,{}]})"));
  REQUIRE(said);
  REQUIRE(said->size() == 3);
  CHECK(said->at(0).message_id == "9007199254740993");
  CHECK(said->at(0).text == "mối");
  CHECK(said->at(0).at == 1'790'000'001'000);
  CHECK(said->at(1).text == "cũ");
  CHECK(said->at(2).text.empty());
  CHECK(zalo()->read_said(answer(R"({"error":0,"data":[]})"))->empty());
  for (const auto* none : {R"({"error":-32})", R"({"error":0})", "<html>", "[]"}) CHECK_FALSE(zalo()->read_said(answer(none)));
  CHECK_FALSE(zalo()->read_said(http::ClientFailure{true, "reset"}));
}

TEST_CASE("Zalo: a message is known again by its text, as it was written") {
  const auto said = [](const std::string& text) { return Said{"m1", text, "", 1}; };
  Outgoing out{.job_id = "7", .account = "607", .to = {ConversationKind::group, "f40"}, .message = {.text = "Họp [@x]", .mentions = {"771"}}};
  CHECK(zalo()->is_said(out, said("[@771] Họp [＠x]")));
  CHECK(zalo()->is_said(out, said("Họp [＠x]")));
  CHECK_FALSE(zalo()->is_said(out, said("Họp")));
  CHECK_FALSE(zalo()->is_said(out, said("")));
  out.message = {.text = "Mới", .items = {{"324", "", "", "#1", ""}}};
  CHECK(zalo()->is_said(out, said("Mới\n1) 324")));
  out.message = {.text = ""};
  CHECK_FALSE(zalo()->is_said(out, said("")));
  out.act = Act::react;
  CHECK_FALSE(zalo()->is_said(out, said("Mới")));
}
