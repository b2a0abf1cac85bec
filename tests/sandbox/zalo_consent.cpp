// Consent on Zalo: the page, the code with PKCE, what revoking does.
#include <catch2/catch.hpp>

#include "adapters/consent.hpp"
#include "adapters/sandbox/control.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/zalo_api.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

const std::string verifier = "Abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", redirect = "http://127.0.0.1:9/callback";

Request page(const std::string& method, const std::string& app_id = "4590000000000000001", const std::string& to = redirect) {
  Request request;
  request.method = method;
  request.path = "/v4/oa/permission";
  if (method == "GET") request.query = {{"app_id", app_id}, {"redirect_uri", to}, {"code_challenge", sandbox::pkce_digest(verifier)}, {"state", "s/1"}};
  else request.body = "app_id=" + app_id + "&redirect_uri=" + to + "&code_challenge=" + sandbox::pkce_digest(verifier) + "&state=s%2F1&agree=1";
  return request;
}

json traded(Fixture& fixture, const std::string& code, const std::string& with = verifier) {
  Request request = refresh("");
  request.body = "grant_type=authorization_code&app_id=4590000000000000001&code=" + code + "&code_verifier=" + with;
  return json::parse(sandbox::zalo_answer(fixture.stage, request)->body);
}

std::string agreed(Fixture& fixture) {
  const auto response = sandbox::zalo_answer(fixture.stage, page("POST"));
  const std::string target(http::find_header(response->headers, "Location"));
  REQUIRE(response->status == 303);
  CHECK(target.rfind(redirect + "?code=", 0) == 0);
  CHECK(target.find("&oa_id=6070000000000000001&state=s%2F1") != std::string::npos);
  return target.substr(target.find("code=") + 5, target.find('&') - target.find("code=") - 5);
}

int send(Fixture& fixture, const std::string& token) {
  const json body{{"recipient", {{"user_id", "7710000000000000001"}}}, {"message", {{"text", "x"}}}};
  return json::parse(sandbox::zalo_answer(fixture.stage, zalo("POST", "/v3.0/oa/message/cs", body, token))->body)["error"];
}

void order(Fixture& fixture, const std::string& path, const json& body) {
  Request request;
  request.method = "POST";
  request.path = path;
  request.body = body.dump();
  REQUIRE(sandbox::control_answer(fixture.stage, {}, request)->status == 200);
}

}  // namespace

TEST_CASE("consent: the digest is the adapters', made by other code") {
  CHECK(sandbox::pkce_digest(verifier) == pkce_challenge(verifier));
}

TEST_CASE("consent: the page names the OA, and leads back once with a code that works once") {
  Fixture fixture;
  const auto shown = sandbox::zalo_answer(fixture.stage, page("GET"));
  CHECK(shown->body.find("Trợ lý Công đoàn") != std::string::npos);
  CHECK(shown->body.find("name=\"agree\"") != std::string::npos);
  CHECK(json::parse(sandbox::zalo_answer(fixture.stage, page("GET", "1"))->body)["error"] == -14002);
  CHECK(json::parse(sandbox::zalo_answer(fixture.stage, page("GET", "4590000000000000001", "javascript:1"))->body)["error"] == -14003);

  const std::string code = agreed(fixture);
  const json pair = traded(fixture, code);
  CHECK(send(fixture, pair["access_token"]) == 0);
  CHECK(send(fixture, "first-access") == -216);
  CHECK(traded(fixture, code)["error"] == -118);
  CHECK(traded(fixture, agreed(fixture), "other")["error"] == -14015);
  const std::string late = agreed(fixture);
  fixture.now += 11 * 60'000;
  CHECK(traded(fixture, late)["error"] == -118);
}

TEST_CASE("consent: withdrawn, nothing works until somebody agrees again") {
  Fixture fixture;
  order(fixture, "/sandbox/account", {{"platform", "zalo"}, {"tokens", "revoked"}});
  CHECK(fixture.posted_json(0)["event_name"] == "permission_revoked");
  CHECK(send(fixture, "first-access") == -216);
  CHECK(json::parse(sandbox::zalo_answer(fixture.stage, refresh("first-refresh"))->body)["error"] == -14014);
  const json pair = traded(fixture, agreed(fixture));
  CHECK(send(fixture, pair["access_token"]) == 0);
  CHECK(json::parse(sandbox::zalo_answer(fixture.stage, refresh("first-refresh"))->body)["error"] == -14014);

  order(fixture, "/sandbox/account", {{"platform", "zalo"}, {"tokens", "expired"}});
  CHECK(send(fixture, pair["access_token"]) == -220);
  const json next = json::parse(sandbox::zalo_answer(fixture.stage, refresh(pair["refresh_token"]))->body);
  CHECK(send(fixture, next["access_token"]) == 0);
}
