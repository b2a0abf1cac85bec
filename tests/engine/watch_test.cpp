// The watch over a whole engine: what goes wrong becomes an alarm, is told to the officers once, and once more when it is right again.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "storage/credentials.hpp"
#include "storage/outbox.hpp"
#include "storage/watch.hpp"
#include "world.hpp"

namespace outbox = storage::outbox;
using storage::Session;
using tests::World;
using Texts = std::vector<std::string>;

namespace {

std::unique_ptr<storage::Database> memory() { return storage::open_sqlite({":memory:"}); }

void queue(Session& session, const std::string& person, const std::string& text) {
  const auto key = trade_union::conversation_key(tests::direct(person));
  const auto message = nlohmann::json{{"text", text}}.dump();
  outbox::append(session, {.channel = "c", .account = "a", .conversation = key, .kind = "direct", .recipient = person, .priority = outbox::bulk,
                           .due_at = 0, .created_at = 0, .message = message, .delivery_id = {}, .coalesce_key = ""});
}

bool all_sent(storage::Database& database, std::int64_t many) {
  return tests::eventually([&] {
    return database.read([](Session& session) { return session.number("SELECT count(*) FROM outbox WHERE state = 'sent'"); }) == many;
  });
}

engine::RulesPort rules() {
  auto rules = tests::plain_rules();
  rules.alarm = [](Session&, const trade_union::Alarm& alarm, std::int64_t) {
    trade_union::Turn turn;
    turn.out.push_back(tests::say(tests::group("officers"), alarm.kind + (alarm.over ? " over" : "")));
    return turn;
  };
  return rules;
}

}  // namespace

TEST_CASE("a stopped account is an alarm: told once, open until it goes on, then told to be over") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "1"); });
  World world(*database, rules());
  world.platform.answer([](const tests::Posted& posted) { return posted.to == "lan" ? 418 : 200; });
  world.start();
  REQUIRE(tests::eventually([&] { return world.has_logged("alarm stopped c/a"); }));
  auto open = world.queues().alarms;
  REQUIRE(open.size() == 1);
  CHECK(open[0].kind == "stopped");
  CHECK(open[0].detail == "consent");
  database->write([](Session& session) { CHECK(storage::credentials::resume(session, {"c", "a"})); });
  world.wake();
  REQUIRE(tests::eventually([&] { return world.queues().alarms.empty(); }));
  REQUIRE(all_sent(*database, 2));
  CHECK(world.platform.texts_to("officers") == Texts{"stopped", "stopped over"});
}

TEST_CASE("a webhook the platform forgot is put right, or an alarm if that does not help") {
  const bool hopeless = GENERATE(true, false);
  const auto database = memory();
  tests::WorldOptions options;
  options.able.probes = true;
  options.tune = [](engine::Options& settings) { settings.probe = std::chrono::milliseconds(40); };
  World world(*database, rules(), options);
  world.platform.health(hopeless ? "hopeless" : "mend");
  world.start();
  REQUIRE(tests::eventually([&] { return world.has_logged(hopeless ? "alarm webhook c/a" : "mended"); }));
  CHECK(world.platform.remedies() >= 1);
  CHECK(world.queues().alarms.size() == (hopeless ? 1 : 0));
  world.platform.health("fine");
  CHECK(tests::eventually([&] { return world.queues().alarms.empty(); }));
}

TEST_CASE("a probe that says stop stops the account") {
  const auto database = memory();
  tests::WorldOptions options;
  options.able.probes = true;
  World world(*database, rules(), options);
  world.platform.health("stop");
  world.start();
  REQUIRE(tests::eventually([&] { return world.has_logged("alarm stopped c/a"); }));
  CHECK(database->read([](Session& session) { return storage::credentials::stopped(session).size(); }) == 1);
}

TEST_CASE("when a channel was heard is written down, once in a while") {
  const auto database = memory();
  World world(*database, rules());
  world.start();
  world.accept({tests::written("e1", "lan", "1")});
  REQUIRE(tests::eventually([&] { return database->read([](Session& session) { return storage::channels_seen(session).size(); }) == 1; }));
  const auto first = database->read([](Session& session) { return storage::channels_seen(session).at(0).at; });
  world.accept({tests::written("e2", "lan", "2")});
  REQUIRE(all_sent(*database, 2));
  CHECK(database->read([](Session& session) { return storage::channels_seen(session).at(0).at; }) == first);
}
