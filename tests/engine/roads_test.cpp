// The two roads through a whole engine: in once, in order, out as the platform allows.
#include <catch2/catch.hpp>

#include <atomic>
#include <nlohmann/json.hpp>

#include "storage/credentials.hpp"
#include "tables.hpp"
#include "world.hpp"

namespace outbox = storage::outbox;
using storage::Session;
using tests::World;
using Texts = std::vector<std::string>;

namespace {

std::unique_ptr<storage::Database> memory() { return storage::open_sqlite({":memory:"}); }

// A row as the engine itself would write it.
void queue(Session& session, const std::string& person, const std::string& text, std::int64_t priority = outbox::reply,
           std::optional<std::int64_t> delivery = {}) {
  const auto key = trade_union::conversation_key(tests::direct(person));
  const auto message = nlohmann::json{{"text", text}}.dump();
  outbox::append(session, {.channel = "c", .account = "a", .conversation = key, .kind = "direct", .recipient = person, .priority = priority,
                           .due_at = 0, .created_at = 0, .message = message, .delivery_id = delivery, .coalesce_key = ""});
}

std::int64_t count(storage::Database& database, const std::string& state) {
  return database.read([&](Session& session) { return session.number("SELECT count(*) FROM outbox WHERE state = ?1", {state}); });
}

bool all_sent(storage::Database& database, std::int64_t many) { return tests::eventually([&] { return count(database, "sent") == many; }); }

}  // namespace

TEST_CASE("a message is answered once, however often the platform repeats it") {
  const auto database = memory();
  World world(*database);
  world.start();
  world.accept({tests::written("e1", "lan", "chào")});
  world.accept({tests::written("e1", "lan", "chào"), tests::written("e2", "lan", "hai")});
  REQUIRE(all_sent(*database, 2));
  CHECK(world.platform.texts() == Texts{"re: chào", "re: hai"});
  const auto stats = world.stats();
  CHECK(stats.events.at({"c", "accepted"}) == 2);
  CHECK(stats.events.at({"c", "duplicate"}) == 1);
  CHECK(stats.intents.at("plain") == 2);
  CHECK(stats.turn_time.count == 2);
  CHECK(stats.sends.at({"c", "sent"}) == 2);
  CHECK(world.queues().inbox_waiting == 0);
}

TEST_CASE("many conversations at once, each in its own order") {
  const auto database = memory();
  World world(*database);
  world.start();
  for (int n = 0; n < 20; ++n)
    for (const auto* person : {"an", "binh", "chi"}) {
      const auto number = std::to_string(n);
      world.accept({tests::written(person + number, person, number)});
    }
  REQUIRE(all_sent(*database, 60));
  Texts expected;
  for (int n = 0; n < 20; ++n) expected.push_back("re: " + std::to_string(n));
  for (const auto* person : {"an", "binh", "chi"}) CHECK(world.platform.texts_to(person) == expected);
}

TEST_CASE("chatter in a group ends at the door") {
  const auto database = memory();
  auto rules = tests::plain_rules();
  rules.open_groups = [](Session&, std::int64_t) { return Texts{trade_union::conversation_key(tests::group("asked"))}; };
  World world(*database, rules);
  world.start();
  world.accept({tests::written_in("quiet", "e1", "lan", "1"), tests::written_in("asked", "e2", "lan", "1"),
                tests::written_in("asked", "e3", "lan", "trưa nay ăn gì cả nhà ơi")});
  REQUIRE(all_sent(*database, 1));
  CHECK(world.platform.posted().at(0).to == "asked");
  CHECK(world.stats().events.at({"c", "chatter"}) == 2);
  CHECK(database->read([](Session& session) { return session.number("SELECT count(*) FROM inbox"); }) == 1);
}

TEST_CASE("events without use are counted and not kept") {
  const auto database = memory();
  World world(*database);
  auto reaction = tests::written("e1", "lan", "");
  reaction.type = adapters::EventType::reaction;
  auto echo = tests::written("e2", "lan", "");
  echo.type = adapters::EventType::ignored;
  world.accept({reaction, echo});
  CHECK(world.stats().events.at({"c", "ignored"}) == 2);
  CHECK(world.queues().inbox_waiting == 0);
}

TEST_CASE("a turn that throws is undone alone, tried again, then dead and replayable") {
  const auto database = memory();
  auto rules = tests::plain_rules();
  const auto broken = std::make_shared<std::atomic<bool>>(true);
  const auto plain = rules.handle;
  rules.handle = [broken, plain](Session& session, const trade_union::Incoming& incoming, std::int64_t now) {
    session.run("INSERT INTO setting (name, value) VALUES (?1, 'x')", {incoming.sender_id + incoming.text});
    if (incoming.text == "trap" && *broken) throw std::runtime_error("a bug");
    return plain(session, incoming, now);
  };
  World world(*database, rules);
  world.start();
  world.accept({tests::written("e1", "lan", "trap"), tests::written("e2", "lan", "after"), tests::written("e3", "minh", "other")});
  REQUIRE(all_sent(*database, 2));
  CHECK(world.platform.texts_to("lan") == Texts{"re: after"});
  CHECK(world.queues().inbox_dead == 1);
  CHECK(world.has_logged("turn_dead"));
  CHECK(database->read([](Session& session) { return session.number("SELECT count(*) FROM setting WHERE name = 'lantrap'"); }) == 0);

  *broken = false;
  CHECK(database->write([](Session& session) { return storage::inbox::replay_all(session); }) == 1);
  world.wake();
  REQUIRE(all_sent(*database, 3));
  CHECK(world.queues().inbox_dead == 0);
}

TEST_CASE("replies overtake bulk and long texts go in parts, choices on the last") {
  const auto database = memory();
  database->write([](Session& session) {
    for (int n = 0; n < 5; ++n) queue(session, "p" + std::to_string(n), "bulk", outbox::bulk);
    queue(session, "lan", "reply");
  });
  tests::WorldOptions options;
  options.connections = 1;
  auto rules = tests::plain_rules();
  rules.handle = [](Session&, const trade_union::Incoming& incoming, std::int64_t) {
    auto out = tests::say(incoming.from, std::string(50, 'a').append("\n\n").append(50, 'b'));
    out.choices = {{"Có", "#1 yes"}};
    trade_union::Turn turn;
    turn.out = {out};
    return turn;
  };
  World world(*database, rules, options);
  world.start();
  REQUIRE(all_sent(*database, 6));
  CHECK(world.platform.posted().at(0).text == "reply");
  CHECK(world.platform.posted().at(0).reply);
  CHECK_FALSE(world.platform.posted().at(1).reply);
  world.accept({tests::written("e1", "minh", "x")});
  REQUIRE(all_sent(*database, 8));
  const auto posted = world.platform.posted();
  CHECK(posted.at(6).text == std::string(50, 'a'));
  CHECK(posted.at(6).choices == 0);
  CHECK(posted.at(7).text == std::string(50, 'b'));
  CHECK(posted.at(7).choices == 1);
}

TEST_CASE("trouble is retried in order, then dead - a refusal is not retried") {
  const auto database = memory();
  database->write([](Session& session) {
    for (const auto* person : {"once", "always", "refused"}) queue(session, person, "1");
    queue(session, "once", "2");
  });
  World world(*database);
  world.platform.answer([tries = 0](const tests::Posted& posted) mutable {
    if (posted.to == "refused") return 400;
    if (posted.to == "always") return 500;
    return posted.text == "1" && ++tries == 1 ? 503 : 200;
  });
  world.start();
  REQUIRE(tests::eventually([&] { return count(*database, "sent") == 2 && count(*database, "dead") == 1 && count(*database, "rejected") == 1; }));
  CHECK(world.platform.texts_to("once") == Texts{"1", "1", "2"});
  CHECK(world.platform.texts_to("always").size() == 3);
  CHECK(world.platform.texts_to("refused").size() == 1);

  world.platform.answer([](const tests::Posted&) { return 200; });
  database->write([](Session& session) {
    for (const auto& row : outbox::attention(session, 10)) CHECK(outbox::replay(session, row.id, 0));
  });
  world.wake();
  CHECK(all_sent(*database, 4));
}

TEST_CASE("a message whose answer was lost is unsure and not sent again - an echo proves it") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "once"); });
  World world(*database);
  world.platform.answer([](const tests::Posted&) { return 0; });
  world.start();
  REQUIRE(tests::eventually([&] { return count(*database, "unsure") == 1; }));
  CHECK(world.platform.posted().size() == 1);
  CHECK(world.queues().unsure == 1);

  auto echo = tests::written("mid77", "lan", "");
  echo.type = adapters::EventType::ignored;
  echo.job_id = world.platform.posted().at(0).job_id;
  world.accept({echo});
  REQUIRE(all_sent(*database, 1));
  CHECK(database->read([](Session& session) { return outbox::is_ours(session, "mid77"); }));
}

TEST_CASE("what an earlier run was writing is unsure after a crash, and the rules are told") {
  const auto database = memory();
  database->write([](Session& session) {
    queue(session, "lan", "cut", outbox::reply, tests::new_delivery(session));
    queue(session, "minh", "waiting");
    CHECK(outbox::claim(session, "c", "a", 1, 1, {"an earlier run", 2}).size() == 1);
  });
  auto rules = tests::plain_rules();
  rules.delivery_settled = [](Session& session, std::int64_t, trade_union::Settled how, const std::string& reason, std::int64_t) {
    session.run("INSERT INTO setting (name, value) VALUES (?1, ?2)", {how == trade_union::Settled::unsure ? "unsure" : "else", reason});
  };
  World world(*database, rules);
  world.start();
  REQUIRE(all_sent(*database, 1));
  CHECK(world.platform.texts() == Texts{"waiting"});
  CHECK(count(*database, "unsure") == 1);
  CHECK(database->read([](Session& session) { return session.number("SELECT count(*) FROM setting WHERE name = 'unsure'"); }) == 1);
}

TEST_CASE("a claim that was lost from sight is taken back while the server runs") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "an", "1"); });
  World world(*database);
  world.start();
  REQUIRE(all_sent(*database, 1));
  database->write([](Session& session) {
    const auto owner = session.one("SELECT lease_owner FROM outbox", {}, [](const storage::Row& row) { return row.string(0); });
    queue(session, "lan", "lost");
    queue(session, "lan", "after");
    CHECK(outbox::claim(session, "c", "a", 1, 1, {owner.value(), 2}).size() == 1);
  });
  REQUIRE(all_sent(*database, 3));
  CHECK(world.platform.texts_to("lan") == Texts{"lost", "after"});
  CHECK(world.has_logged("claims_taken_back"));
}

TEST_CASE("a message that is being posted is never taken back, however long it takes") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "once"); });
  World world(*database);
  world.platform.answer([](const tests::Posted&) { return 0; });
  world.start();
  REQUIRE(tests::eventually([&] { return world.platform.posted().size() == 1; }));
  database->write([](Session& session) { session.run("UPDATE outbox SET lease_until = 1"); });
  REQUIRE(tests::eventually([&] { return count(*database, "unsure") == 1; }));
  CHECK(world.platform.posted().size() == 1);
  CHECK_FALSE(world.has_logged("claims_taken_back"));
}

TEST_CASE("a delivery's end reaches the rules in the same transaction - rules that throw do not stop the road") {
  const auto database = memory();
  database->write([](Session& session) {
    queue(session, "ok", "1", outbox::bulk, tests::new_delivery(session));
    queue(session, "blocked", "1", outbox::bulk, tests::new_delivery(session));
    queue(session, "held", "1", outbox::bulk, tests::new_delivery(session));
    queue(session, "trap", "1", outbox::bulk, tests::new_delivery(session));
  });
  auto rules = tests::plain_rules();
  rules.delivery_settled = [](Session& session, std::int64_t delivery, trade_union::Settled how, const std::string&, std::int64_t now) {
    if (delivery == 4) throw std::logic_error("a bug");
    session.run("UPDATE delivery SET state = ?2, settled_at = ?3 WHERE id = ?1",
                {delivery, how == trade_union::Settled::sent ? "sent" : how == trade_union::Settled::held ? "held" : "failed", now});
  };
  World world(*database, rules);
  world.platform.answer([](const tests::Posted& posted) { return posted.to == "blocked" ? 400 : posted.to == "held" ? 403 : 200; });
  world.start();
  REQUIRE(all_sent(*database, 2));
  REQUIRE(tests::eventually([&] { return count(*database, "rejected") == 1 && count(*database, "held") == 1; }));
  const auto states = database->read([](Session& session) {
    return session.all("SELECT state FROM delivery ORDER BY id", {}, [](const storage::Row& row) { return row.string(0); });
  });
  CHECK(states == Texts{"sent", "failed", "held", "queued"});
  CHECK(world.has_logged("delivery_not_counted"));
}

TEST_CASE("messages held for the person go out when the person writes") {
  const auto database = memory();
  database->write([](Session& session) {
    for (const auto* text : {"1", "2"}) queue(session, "lan", text, outbox::bulk);
  });
  World world(*database);
  const auto open = std::make_shared<std::atomic<bool>>(false);
  world.platform.answer([open](const tests::Posted&) { return *open ? 200 : 403; });
  world.start();
  REQUIRE(tests::eventually([&] { return count(*database, "held") == 2; }));
  *open = true;
  world.accept({tests::written("e1", "lan", "tôi đây")});
  REQUIRE(all_sent(*database, 3));
  auto texts = world.platform.texts();
  texts.erase(texts.begin(), texts.end() - 3);
  CHECK(texts == Texts{"re: tôi đây", "1", "2"});
}

TEST_CASE("an account the platform stopped sends nothing until a human resumes it") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "1"); });
  tests::WorldOptions options;
  options.connections = 1;
  World world(*database, tests::plain_rules(), options);
  world.platform.answer([](const tests::Posted&) { return 418; });
  world.start();
  REQUIRE(tests::eventually([&] { return count(*database, "held") == 1; }));
  database->write([](Session& session) { queue(session, "minh", "2"); });
  world.wake();
  REQUIRE(tests::eventually([&] { return world.has_logged("account_stopped"); }));
  CHECK(world.queues().replies_due == 1);
  CHECK(world.platform.posted().size() == 1);

  world.platform.answer([](const tests::Posted&) { return 200; });
  database->write([](Session& session) {
    CHECK(storage::credentials::resume(session, {"c", "a"}));
    CHECK(outbox::release_account(session, "c", "a", 0) == 1);
  });
  world.wake();
  CHECK(all_sent(*database, 2));
}

TEST_CASE("an account whose quota is used up pauses and goes on by itself") {
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "1"); });
  World world(*database);
  world.platform.answer([](const tests::Posted&) { return 409; });
  world.start();
  REQUIRE(tests::eventually([&] { return world.has_logged("account_paused") && count(*database, "held") == 1; }));
  world.platform.answer([](const tests::Posted&) { return 200; });
  database->write([](Session& session) { queue(session, "minh", "2"); });
  world.wake();
  CHECK(database->read([](Session& session) { return storage::credentials::stopped(session).empty(); }));
  CHECK(database->write([](Session& session) { return outbox::claim(session, "c", "a", tests::wall_clock(), 1, {"x", 0}).empty(); }));
  CHECK(world.platform.posted().size() == 1);

  database->write([](Session& session) { session.run("UPDATE credential SET paused_until = 1"); });  // its time has come
  REQUIRE(all_sent(*database, 1));
  CHECK(world.platform.texts() == Texts{"1", "2"});
}

TEST_CASE("a restored database sends nothing until it is resumed") {
  const auto database = memory();
  database->write([](Session& session) {
    storage::stop_sending(session);
    queue(session, "lan", "1");
  });
  World world(*database);
  world.start();
  world.accept({tests::written("e1", "minh", "x")});  // turns go on
  REQUIRE(tests::eventually([&] { return world.queues().replies_due == 2; }));
  CHECK(world.queues().sending_stopped);
  CHECK(world.platform.posted().empty());
  database->write([](Session& session) { storage::resume_sending(session); });
  CHECK(all_sent(*database, 2));  // the next tick sees it
}

TEST_CASE("stopping finishes what was begun") {
  const auto database = memory();
  database->write([](Session& session) {
    for (int n = 0; n < 200; ++n) queue(session, "p" + std::to_string(n), "x");
  });
  World world(*database);
  world.start();
  REQUIRE(tests::eventually([&] { return world.platform.posted().size() > 20; }));
  world.stop();
  const auto posted = static_cast<std::int64_t>(world.platform.posted().size());
  CHECK(count(*database, "writing") == 0);
  CHECK(count(*database, "sent") == posted);
  CHECK(count(*database, "queued") == 200 - posted);
}

TEST_CASE("what the rules do by themselves: plan in slices, speak when something is due") {
  const auto database = memory();
  auto rules = tests::plain_rules();
  rules.plan_slice = [](Session& session, std::int64_t) {
    const auto done = session.number("SELECT count(*) FROM setting");
    trade_union::Turn turn;
    if (done < 5) {
      session.run("INSERT INTO setting (name, value) VALUES (?1, 'x')", {std::to_string(done)});
      auto out = tests::say(tests::direct("p" + std::to_string(done)), "planned");
      out.priority = trade_union::Priority::bulk;
      turn.out = {out};
      turn.work_waiting = done < 4;
    }
    return turn;
  };
  World world(*database, rules);
  world.start();
  REQUIRE(all_sent(*database, 5));
  CHECK_FALSE(world.platform.posted().at(0).reply);
}
