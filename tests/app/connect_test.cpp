// nhipcau connect: the desk where a consent arrives, the code changed into tokens, tokens given by hand, the report of the set-up.
#include "outside.hpp"

#include "bot/commands/connect.hpp"
#include "bot/engine/sealed_token.hpp"

using namespace outside_test;

namespace {

std::optional<engine::Token> stored(Place& place) {
  const auto pair = place.database->read([](storage::Session& session) { return storage::credentials::load(session, {"zalo", "60"}); });
  return pair ? engine::unseal(place.vault, *pair) : std::nullopt;
}

const json begin{{"command", "connect begin"}, {"kind", "zalo_oa"}, {"challenge", "CH"}, {"state", "ST"}, {"public", true}, {"redirect", ""}};

}  // namespace

TEST_CASE("a verifier has 43 characters of all kinds, and its challenge is the digest") {
  for (int i = 0; i < 50; ++i) {
    const auto pkce = app::new_pkce();
    CHECK(pkce.verifier.size() == 43);
    CHECK(pkce.challenge == adapters::pkce_challenge(pkce.verifier));
    CHECK(pkce.verifier != app::new_pkce().verifier);
  }
  CHECK(adapters::pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("an address gives up its parameters decoded") {
  CHECK(app::parameters_of("https://x.example/cb?code=a%2Bb&oa_id=60&state=s") == std::map<std::string, std::string>{{"code", "a+b"}, {"oa_id", "60"}, {"state", "s"}});
  CHECK(app::parameters_of("not an address at all %%").empty());
}

TEST_CASE("the desk takes what is expected, once, in time and at its own channel") {
  server::ConsentDesk desk;
  desk.expect("zalo", "right", 1'000);
  CHECK_FALSE(desk.arrive("zalo", {{"state", "wrong"}, {"code", "c"}}, 1));
  CHECK_FALSE(desk.arrive("zalo", {{"code", "c"}}, 1));
  CHECK_FALSE(desk.arrive("other", {{"state", "right"}, {"code", "c"}}, 1));
  CHECK_FALSE(desk.arrive("zalo", {{"state", "right"}, {"code", "c"}}, 1'001));
  CHECK_FALSE(desk.fetch("right"));
  CHECK(desk.arrive("zalo", {{"state", "right"}, {"code", "c"}}, 1'000));
  CHECK_FALSE(desk.arrive("zalo", {{"state", "right"}, {"code", "other"}}, 1'000));
  CHECK(desk.fetch("right").value().at("code") == "c");
  CHECK_FALSE(desk.fetch("right"));
}

TEST_CASE("the page is named, and what came back is fetched") {
  Place place;
  const auto page = json::parse(place.said(begin));
  CHECK(page.at("redirect") == "https://bot.example/connect/zalo");
  CHECK(page.at("page").get<std::string>().find("code_challenge=CH&state=ST") != std::string::npos);
  CHECK(json::parse(place.said({{"command", "connect fetch"}, {"state", "ST"}})) == json::object());
  CHECK(place.desk->arrive("zalo", {{"state", "ST"}, {"code", "c"}}, place.now));
  CHECK(json::parse(place.said({{"command", "connect fetch"}, {"state", "ST"}})).at("brought").at("code") == "c");
}

TEST_CASE("a code becomes sealed tokens that a restart keeps") {
  Place place({"old", "old-refresh", 0});
  http::ClientRequest exchange;
  place.platform = [&](const auto& request, const json&) -> json {
    exchange = request;
    return {{"access_token", "new"}, {"refresh_token", "new-refresh"}, {"expires_in", "90000"}};
  };
  const auto said = json::parse(place.said({{"command", "connect finish"}, {"kind", "zalo_oa"}, {"verifier", "VER"}, {"brought", {{"code", "C1"}, {"oa_id", "60"}}}}));
  CHECK(said.at("account") == "60");
  CHECK(said.dump().find("new") == std::string::npos);  // no token is shown
  CHECK(exchange.body.find("code=C1&code_verifier=VER") != std::string::npos);
  const auto token = stored(place);
  REQUIRE(token);
  CHECK(token->credentials.access_token == "new");
  CHECK(token->credentials.expires_at == place.now + 90'000'000);
  CHECK(token->seed == engine::configured({"old", "old-refresh", 0}).seed);  // what the engine compares at its start
  CHECK(place.changes == 1);
}

TEST_CASE("a consent that cannot be used says why, and no code is spent for it") {
  Place place;
  place.platform = [](const auto&, const json&) -> json { return {{"error", -14002}, {"error_name", "Invalid app"}}; };
  const auto finish = [&](const json& brought) {
    return place.ask({{"command", "connect finish"}, {"kind", "zalo_oa"}, {"verifier", "V"}, {"brought", brought}}).at("error").get<std::string>();
  };
  CHECK(finish({{"oa_id", "60"}}).find("brought no code") != std::string::npos);
  CHECK(finish({{"code", "c"}, {"oa_id", "61"}}).find("does not name the account 61") != std::string::npos);
  CHECK(place.asked.empty());
  CHECK(finish({{"code", "c"}, {"oa_id", "60"}}).find("did not change the code") != std::string::npos);
  CHECK_FALSE(stored(place));
  CHECK(place.ask({{"command", "connect begin"}, {"kind", "facebook"}}).at("error") == "The configuration names no channel of kind facebook.");
}

TEST_CASE("tokens given by hand are stored and start a stopped account again") {
  Place place;
  place.platform = [](const auto&, const json&) { return done(); };
  place.said({{"command", "connect finish"}, {"kind", "zalo_oa"}, {"access_token", "A"}, {"refresh_token", "R"}});
  place.database->write([](storage::Session& session) { storage::credentials::stop(session, {"zalo", "60"}, "refresh_refused"); });
  place.said({{"command", "connect finish"}, {"kind", "zalo_oa"}, {"access_token", "A2"}, {"refresh_token", "R2"}, {"account", "60"}});
  CHECK(place.database->read([](storage::Session& session) { return storage::credentials::stopped(session).empty(); }));
  CHECK(stored(place)->credentials.access_token == "A2");
}

TEST_CASE("the set-up tells what is well and what is missing") {
  Place place;
  bool verified = true;
  place.platform = [&](const auto&, const json&) { return done({{"oa_id", "60"}, {"is_verified", verified}, {"package_name", "x"}}); };
  const json request{{"command", "connect set up"}, {"kind", "zalo_oa"}};
  CHECK(place.said(request) == "ok    account: well\nok    webhook address: https://bot.example/webhook/zalo\n");
  verified = false;
  CHECK(place.ask(request).at("status") == 1);
  CHECK(place.ask(request).at("output").get<std::string>().find("FAIL  account: OA not verified\n") == 0);
  verified = true;
  place.outside->public_url.clear();
  CHECK(place.ask(request).at("output").get<std::string>().find("FAIL  webhook address: set server.public_url") != std::string::npos);
}
