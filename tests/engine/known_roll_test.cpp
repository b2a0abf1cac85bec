// When the names that lines are read with are looked at again, and that the door knows the deployment's own words.
#include <atomic>
#include <catch2/catch.hpp>

#include "bot/language/grammar.hpp"
#include "world.hpp"

namespace {

std::unique_ptr<storage::Database> memory() { return storage::open_sqlite({":memory:"}); }

// Counts the looks; a turn's intent is the text.
struct Looks {
  std::atomic<int> all{0}, sure{0};
  engine::RulesPort rules() {
    auto port = tests::plain_rules();
    port.read_names = [this](storage::Session&, std::int64_t, bool changed) {
      if (changed) ++sure;
      ++all;
    };
    port.handle = [](storage::Session&, const trade_union::Incoming& incoming, std::int64_t) {
      trade_union::Turn turn;
      turn.intent = incoming.text;
      return turn;
    };
    return port;
  }
};

}  // namespace

TEST_CASE("names are looked at when the engine starts, after a command and after a turn that brings or changes one") {
  const auto database = memory();
  Looks looks;
  tests::World world(*database, looks.rules());
  world.start();
  REQUIRE(tests::eventually([&] { return looks.all == 1; }));
  world.wake();
  REQUIRE(tests::eventually([&] { return looks.all == 2; }));
  world.accept({tests::written("e1", "lan", "register")});
  REQUIRE(tests::eventually([&] { return looks.all == 3; }));
  CHECK(looks.sure == 0);
  world.accept({tests::written("e2", "lan", "profile_update")});
  REQUIRE(tests::eventually([&] { return looks.all == 4; }));
  CHECK(looks.sure == 1);
  world.accept({tests::written("e3", "lan", "ack")});
  REQUIRE(tests::eventually([&] { return world.stats().intents.count("ack") == 1; }));
  world.stop();
  CHECK(looks.all == 4);
}

TEST_CASE("a group line in the words of the place is for the bot") {
  const auto database = memory();
  tests::WorldOptions options;
  options.tune = [](engine::Options& made) { made.grammar = std::make_shared<const language::Grammar>(language::Grammar::read({"[closing] đếm quân\n"})); };
  tests::World world(*database, tests::plain_rules(), options);
  world.start();
  world.accept({tests::written_in("g1", "e1", "lan", "đếm quân bc 7"), tests::written_in("g1", "e2", "lan", "trời đẹp quá")});
  const auto stats = world.stats();
  CHECK(stats.events.at({"c", "accepted"}) == 1);
  CHECK(stats.events.at({"c", "chatter"}) == 1);
}
