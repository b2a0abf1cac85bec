// Tokens of a running engine: single-use refresh tokens are never lost and never used twice.
#include <catch2/catch.hpp>

#include "bot/engine/sealed_token.hpp"
#include "storage/credentials.hpp"
#include "tables.hpp"
#include "world.hpp"

using storage::Session;
using tests::World;
using Texts = std::vector<std::string>;

namespace {

std::unique_ptr<storage::Database> memory() { return storage::open_sqlite({":memory:"}); }

constexpr std::int64_t hour = 3'600'000;
tests::WorldOptions with(adapters::Credentials credentials) {
  tests::WorldOptions options;
  options.credentials = std::move(credentials);
  options.send_attempts = 100;
  return options;
}

std::string stopped(storage::Database& database) {
  return database.read([](Session& session) {
    const auto all = storage::credentials::stopped(session);
    return all.empty() ? std::string{} : all.front().reason;
  });
}

}  // namespace

TEST_CASE("when a token is renewed") {
  struct Row { adapters::Credentials credentials; std::optional<std::int64_t> at; };
  for (const auto& [credentials, at] : {Row{{"a", "r", 25 * hour}, 20 * hour}, Row{{"a", "r", 4 * hour}, 2 * hour}, Row{{"a", "r", 0}, std::nullopt},
                                        Row{{"a", "", 25 * hour}, std::nullopt}, Row{{"", "r", 0}, 0}}) {
    engine::Token token;
    token.credentials = credentials;
    CAPTURE(credentials.access_token, credentials.refresh_token, credentials.expires_at);
    CHECK(engine::renew_at(token) == at);
  }
}

TEST_CASE("a token near its end is renewed, stored sealed, and used by the next run instead of the configured one") {
  const auto database = memory();
  const auto ends = tests::wall_clock() + 1'000;
  {
    World world(*database, tests::plain_rules(), with({"t0", "r0", ends}));
    world.start();
    REQUIRE(tests::eventually([&] { return world.has_logged("token_renewed"); }));
    world.accept({tests::written("e1", "lan", "x")});
    REQUIRE(tests::eventually([&] { return world.platform.posted().size() == 1; }));
    CHECK(world.platform.posted().at(0).token == "t1");
    CHECK(world.platform.renewals() == Texts{"r0"});
    CHECK(world.queues().token_age_ms.count({"c", "a"}) == 1);
  }
  const auto sealed = database->read([](Session& session) { return storage::credentials::load(session, {"c", "a"})->sealed; });
  CHECK(sealed.find("t1") == std::string::npos);
  SECTION("the same configuration: the stored pair is newer") {
    World world(*database, tests::plain_rules(), with({"t0", "r0", ends}));
    world.start();
    world.accept({tests::written("e2", "lan", "x")});
    REQUIRE(tests::eventually([&] { return world.platform.posted().size() == 1; }));
    CHECK(world.platform.posted().at(0).token == "t1");
  }
  SECTION("a human gave another pair: it counts") {
    World world(*database, tests::plain_rules(), with({"new", "rnew", 0}));
    world.start();
    world.accept({tests::written("e2", "lan", "x")});
    REQUIRE(tests::eventually([&] { return world.platform.posted().size() == 1; }));
    CHECK(world.platform.posted().at(0).token == "new");
  }
}

TEST_CASE("a refused token is renewed once, though many messages met the refusal") {
  const auto database = memory();
  World world(*database, tests::plain_rules(), with({"t0", "r0", 0}));
  world.platform.answer([](const tests::Posted& posted) { return posted.token == "t1" ? 200 : 401; });
  for (int n = 0; n < 30; ++n) {
    const auto number = std::to_string(n);
    world.accept({tests::written("e" + number, "p" + number, "x")});
  }
  world.start();
  REQUIRE(tests::eventually([&] { return world.stats().sends[{"c", "sent"}] == 30; }));
  CHECK(world.platform.renewals() == Texts{"r0"});
}

TEST_CASE("a lost answer is tried once more with the old token, then the account stops") {
  const auto database = memory();
  World world(*database, tests::plain_rules(), with({"", "r0", 0}));
  SECTION("the second answer comes") {
    world.platform.renew([tries = 0](const std::string&) mutable { return ++tries == 1 ? 0 : 200; });
    world.start();
    REQUIRE(tests::eventually([&] { return world.has_logged("token_renewed"); }));
    CHECK(world.platform.renewals() == Texts{"r0", "r0"});
    CHECK(stopped(*database).empty());
  }
  SECTION("the platform says that the token is spent") {
    world.platform.renew([tries = 0](const std::string&) mutable { return ++tries == 1 ? 0 : 400; });
    world.start();
    REQUIRE(tests::eventually([&] { return stopped(*database) == "refresh_answer_lost"; }));
    CHECK(world.platform.renewals() == Texts{"r0", "r0"});
  }
  SECTION("no answer again") {
    world.platform.renew([](const std::string&) { return 0; });
    world.start();
    REQUIRE(tests::eventually([&] { return stopped(*database) == "refresh_answer_lost"; }));
    CHECK(world.platform.renewals() == Texts{"r0", "r0"});
  }
}

TEST_CASE("a refused renewal stops the account at once and says so") {
  const auto database = memory();
  World world(*database, tests::plain_rules(), with({"", "r0", 0}));
  world.platform.renew([](const std::string&) { return 400; });
  world.start();
  REQUIRE(tests::eventually([&] { return world.has_logged("account_stopped c/a: refresh_refused"); }));
  CHECK(stopped(*database) == "refresh_refused");
  world.accept({tests::written("e1", "lan", "x")});
  REQUIRE(tests::eventually([&] { return world.queues().replies_due == 1; }));
  CHECK(world.platform.posted().empty());
}
