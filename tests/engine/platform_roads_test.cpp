// What platforms ask for on the road out: windows, digests, a group instead, pictures, hand-over to staff, evidence read back.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "bot/engine/outgoing.hpp"
#include "storage/media.hpp"
#include "storage/people.hpp"
#include "tables.hpp"
#include "world.hpp"

namespace outbox = storage::outbox;
using storage::Session;
using tests::World;
using Texts = std::vector<std::string>;

namespace {

constexpr std::int64_t hour = 3'600'000;

std::unique_ptr<storage::Database> memory() { return storage::open_sqlite({":memory:"}); }

std::int64_t queue(Session& session, const std::string& person, const std::string& text, std::optional<std::int64_t> delivery = {}) {
  const auto key = trade_union::conversation_key(tests::direct(person));
  const auto message = nlohmann::json{{"text", text}}.dump();
  return outbox::append(session, {.channel = "c", .account = "a", .conversation = key, .kind = "direct", .recipient = person,
                                  .priority = outbox::bulk, .due_at = 0, .created_at = 0, .message = message, .delivery_id = delivery, .coalesce_key = ""});
}

std::int64_t count(storage::Database& database, const std::string& state) {
  return database.read([&](Session& session) { return session.number("SELECT count(*) FROM outbox WHERE state = ?1", {state}); });
}

bool all(storage::Database& database, const std::string& state, std::int64_t many) {
  return tests::eventually([&] { return count(database, state) == many; });
}

// The rules with touching of identities, as the real ones do it, and a note of every delivery settled.
engine::RulesPort rules() {
  auto rules = tests::plain_rules();
  rules.handle = [answer = rules.handle](Session& session, const trade_union::Incoming& in, std::int64_t now) {
    if (in.kind == trade_union::Incoming::Kind::other) return trade_union::Turn{};
    storage::touch_identity(session, in.from.channel, in.from.account, in.sender_id, in.from.group ? 0 : in.at);
    return answer(session, in, now);
  };
  rules.delivery_settled = [](Session& session, std::int64_t id, trade_union::Settled how, const std::string&, std::int64_t) {
    static constexpr std::array names{"sent", "held", "failed", "unsure"};
    session.run("UPDATE delivery SET state = ?2 WHERE id = ?1", {id, names.at(static_cast<std::size_t>(how))});
  };
  return rules;
}

tests::WorldOptions with_window() {
  tests::WorldOptions options;
  options.able.window_ms = 24 * hour;
  return options;
}

void met(Session& session, const std::string& person, std::int64_t ago) {
  storage::touch_identity(session, "c", "a", person, tests::wall_clock() - ago);
}

std::int64_t deliveries(storage::Database& database, const std::string& state) {
  return database.read([&](Session& session) { return session.number("SELECT count(*) FROM delivery WHERE state = ?1", {state}); });
}

adapters::Event staff(const std::string& id, const std::string& person) {
  auto event = tests::written(id, person, "để tôi trả lời");
  event.type = adapters::EventType::staff_spoke;
  return event;
}

std::int64_t picture(Session& session, const std::string& type = "image/png") { return storage::media::add(session, "image", "p.png", type, "PNG", 1); }

trade_union::Outgoing with_picture(const std::string& person, const std::string& text, std::int64_t media) {
  auto out = tests::say(tests::direct(person), text);
  out.media = media;
  return out;
}

}  // namespace

TEST_CASE("a message outside the window waits for the person without a call") {
  const auto database = memory();
  database->write([](Session& session) {
    met(session, "inside", hour);
    met(session, "outside", 30 * hour);
    queue(session, "inside", "1");
    queue(session, "outside", "2", tests::new_delivery(session));
    queue(session, "stranger", "3");
  });
  World world(*database, rules(), with_window());
  world.start();
  REQUIRE(all(*database, "held", 2));
  REQUIRE(all(*database, "sent", 1));
  CHECK(world.platform.texts() == Texts{"1"});
  CHECK(deliveries(*database, "held") == 1);

  world.accept({tests::written("e1", "outside", "chào")});
  REQUIRE(all(*database, "sent", 3));
  CHECK(world.platform.texts_to("outside") == Texts{"re: chào", "2"});
  CHECK(deliveries(*database, "sent") == 1);
}

TEST_CASE("a line in a group opens no window, a reaction does where the platform says so") {
  const bool opens = GENERATE(true, false);
  const auto database = memory();
  database->write([](Session& session) { queue(session, "lan", "1"); });
  auto options = with_window();
  options.able.reactions_open = opens;
  auto port = rules();
  port.open_groups = [](Session&, std::int64_t) { return std::vector{trade_union::conversation_key(tests::group("g"))}; };
  World world(*database, port, options);
  world.start();
  REQUIRE(all(*database, "held", 1));
  world.accept({tests::written_in("g", "e1", "lan", "1")});
  REQUIRE(all(*database, "sent", 1));
  CHECK(count(*database, "held") == 1);
  auto reaction = tests::written("e2", "lan", "");
  reaction.type = adapters::EventType::reaction;
  world.accept({reaction});
  if (opens) {
    REQUIRE(all(*database, "sent", 2));
    CHECK(world.platform.texts_to("lan") == Texts{"1"});
  } else {
    CHECK(world.stats().events.at({"c", "ignored"}) == 1);
  }
}

TEST_CASE("what waited goes three by three: the oldest by themselves, the rest as one digest that settles them all") {
  const auto database = memory();
  database->write([](Session& session) {
    for (const auto* text : {"1", "2", "3", "4", "5", "6"}) queue(session, "lan", text, tests::new_delivery(session));
    queue(session, "lan", "7");
  });
  World world(*database, rules(), with_window());
  world.start();
  REQUIRE(all(*database, "held", 7));
  world.accept({tests::written("e1", "lan", "chào")});
  REQUIRE(all(*database, "sent", 9));
  CHECK(world.platform.texts_to("lan") == Texts{"re: chào", "1", "2", "3", "digest of 4"});
  CHECK(deliveries(*database, "sent") == 6);
}

TEST_CASE("a long message that waited counts once") {
  const auto database = memory();
  World world(*database, rules(), with_window());
  const std::string word(50, 'x');
  auto port = rules();
  database->write([&](Session& session) {
    for (int n = 0; n < 4; ++n) {
      const auto id = queue(session, "lan", std::to_string(n) + "a");
      session.run("UPDATE outbox SET flags = ?2 WHERE id = ?1", {id, outbox::continued});
      queue(session, "lan", std::to_string(n) + "b");
    }
  });
  world.start();
  REQUIRE(all(*database, "held", 8));
  world.accept({tests::written("e1", "lan", "chào")});
  REQUIRE(all(*database, "sent", 10));
  CHECK(world.platform.texts_to("lan") == Texts{"re: chào", "0a", "0b", "1a", "1b", "2a", "2b", "digest of 1"});
}

TEST_CASE("a message of several parts arrived when all of them did") {
  struct Case { std::string refused; int status; std::string state; };
  const auto c = GENERATE(Case{"", 200, "sent"}, Case{"a", 400, "failed"}, Case{"b", 400, "failed"}, Case{"c", 400, "failed"}, Case{"a", 0, "unsure"}, Case{"c", 0, "unsure"});
  CAPTURE(c.refused, c.status);
  const auto database = memory();
  auto port = rules();
  port.handle = [](Session& session, const trade_union::Incoming& in, std::int64_t) {
    constexpr std::size_t long_paragraph = 50;  // two do not go into one message here
    std::string text;
    for (const char letter : {'a', 'b', 'c'}) text.append(long_paragraph, letter).append("\n\n");
    auto out = tests::say(in.from, text);
    out.delivery_id = tests::new_delivery(session);
    trade_union::Turn turn;
    turn.out.push_back(out);
    return turn;
  };
  World world(*database, port);
  world.platform.answer([&](const tests::Posted& posted) { return !c.refused.empty() && posted.text.starts_with(c.refused) ? c.status : 200; });
  world.start();
  world.accept({tests::written("e1", "lan", "gửi đi")});
  REQUIRE(tests::eventually([&] { return count(*database, "queued") + count(*database, "writing") == 0 && world.platform.posted().size() == 3; }));
  REQUIRE(tests::eventually([&] { return deliveries(*database, c.state) == 1; }));
  if (c.state == "sent") return;
  // Evidence that comes late, or a second try, makes the whole of it arrive.
  world.platform.answer([](const tests::Posted&) { return 200; });
  const auto row = database->write([](Session& session) {
    const auto id = session.number("SELECT id FROM outbox WHERE state IN ('rejected', 'unsure')");
    outbox::replay(session, id, 0);
    return id;
  });
  CHECK(row > 0);
  world.wake();
  CHECK(tests::eventually([&] { return deliveries(*database, "sent") == 1; }));
}

TEST_CASE("a digest that is refused leaves what it stood for waiting") {
  const auto database = memory();
  database->write([](Session& session) {
    for (const auto* text : {"1", "2", "3", "4", "5"}) queue(session, "lan", text, tests::new_delivery(session));
  });
  World world(*database, rules(), with_window());
  world.platform.answer([](const tests::Posted& posted) { return posted.text.starts_with("digest") ? 400 : 200; });
  world.start();
  REQUIRE(all(*database, "held", 5));
  world.accept({tests::written("e1", "lan", "chào")});
  REQUIRE(all(*database, "rejected", 1));
  CHECK(count(*database, "held") == 2);
  CHECK(deliveries(*database, "sent") == 3);
  CHECK(deliveries(*database, "held") == 2);
}

TEST_CASE("a campaign's message outside the window goes to a group instead, once for all, whoever says that it is outside") {
  const bool platform_says = GENERATE(false, true);
  CAPTURE(platform_says);
  const auto database = memory();
  database->write([](Session& session) {
    for (const auto* person : {"lan", "minh"}) queue(session, person, "kế hoạch", tests::new_delivery(session));
    queue(session, "hoa", "thư riêng");
  });
  auto port = rules();
  port.instead = [](Session&, std::int64_t, std::int64_t now) -> std::optional<trade_union::Outgoing> {
    auto out = tests::say(tests::group("g"), "kế hoạch cho nhóm");
    out.coalesce_key = "instead";
    out.due_at = now + 300;
    return out;
  };
  World world(*database, port, platform_says ? tests::WorldOptions{} : with_window());
  if (platform_says) world.platform.answer([](const tests::Posted& posted) { return posted.to == "g" ? 200 : 403; });
  world.start();
  REQUIRE(all(*database, "sent", 3));
  CHECK(world.platform.texts_to("g") == Texts{"kế hoạch cho nhóm"});
  CHECK(deliveries(*database, "sent") == 2);
  CHECK(count(*database, "held") == 1);
  world.platform.answer([](const tests::Posted&) { return 200; });
  const auto before = world.platform.texts_to("lan").size();
  world.accept({tests::written("e1", "lan", "chào")});
  REQUIRE(all(*database, "sent", 4));
  CHECK(world.platform.texts_to("lan").size() == before + 1);  // the answer; the plan is not told twice
  CHECK(world.platform.texts_to("lan").back() == "re: chào");
}

TEST_CASE("a picture is uploaded once for many, and again when the platform has forgotten it") {
  const auto database = memory();
  auto port = rules();
  World world(*database, port);
  const auto enqueue = [&](const std::vector<std::string>& people) {
    database->write([&](Session& session) {
      const auto media = picture(session);
      for (const auto& person : people) {
        const auto key = trade_union::conversation_key(tests::direct(person));
        const auto message = nlohmann::json{{"text", "nhìn này"}, {"media", media}}.dump();
        outbox::append(session, {.channel = "c", .account = "a", .conversation = key, .kind = "direct", .recipient = person, .priority = outbox::bulk,
                                 .due_at = 0, .created_at = 0, .message = message, .delivery_id = {}, .coalesce_key = ""});
      }
    });
    world.wake();
  };
  world.start();
  enqueue({"an", "binh", "chi", "dung"});
  REQUIRE(all(*database, "sent", 4));
  CHECK(world.platform.uploads() == 1);
  for (const auto& posted : world.platform.posted()) CHECK(posted.media == "u1");

  world.platform.answer([](const tests::Posted& posted) { return posted.media == "u1" ? 410 : 200; });
  enqueue({"giang"});
  REQUIRE(all(*database, "sent", 5));
  CHECK(world.platform.uploads() == 2);
  world.platform.answer([](const tests::Posted&) { return 410; });
  enqueue({"hoa"});
  REQUIRE(all(*database, "rejected", 1));  // twice is enough
}

TEST_CASE("a file the platform would refuse is refused here, and a form it does not take goes plain once") {
  const auto database = memory();
  auto port = rules();
  port.handle = [](Session& session, const trade_union::Incoming& in, std::int64_t) {
    trade_union::Turn turn;
    turn.out.push_back(with_picture(in.sender_id, "", picture(session, in.text)));
    return turn;
  };
  World world(*database, port);
  world.start();
  world.accept({tests::written("e1", "lan", "application/x-executable")});
  REQUIRE(all(*database, "rejected", 1));
  CHECK(world.queues().rejected == 1);
  CHECK(world.platform.posted().empty());
  CHECK(world.platform.uploads() == 0);

  world.platform.answer([](const tests::Posted& posted) { return posted.plain ? 200 : 415; });
  database->write([](Session& session) { queue(session, "minh", "nút bấm"); });
  world.wake();
  REQUIRE(all(*database, "sent", 1));
  CHECK(world.platform.texts_to("minh") == Texts{"nút bấm", "nút bấm"});
  world.platform.answer([](const tests::Posted&) { return 415; });
  database->write([](Session& session) { queue(session, "chi", "nút bấm"); });
  world.wake();
  REQUIRE(all(*database, "rejected", 2));
  CHECK(world.platform.texts_to("chi").size() == 2);
}

TEST_CASE("where a human speaks the bot is silent: answers are dropped, the rest waits") {
  const auto database = memory();
  tests::WorldOptions options;
  options.tune = [](engine::Options& settings) { settings.quiet = std::chrono::milliseconds(700); };
  World world(*database, rules(), options);
  world.start();
  world.accept({staff("s1", "lan")});
  database->write([](Session& session) { queue(session, "lan", "kế hoạch"); });
  world.accept({tests::written("e1", "lan", "bc1: 2"), tests::written("e2", "minh", "chào")});
  REQUIRE(tests::eventually([&] { return world.stats().turn_time.count == 2; }));  // the turn itself was taken
  REQUIRE(all(*database, "sent", 1));
  CHECK(world.platform.texts() == Texts{"re: chào"});
  CHECK(count(*database, "queued") == 1);
  REQUIRE(all(*database, "sent", 2));
  CHECK(world.platform.texts_to("lan") == Texts{"kế hoạch"});
  world.accept({tests::written("e3", "lan", "còn đó không")});
  REQUIRE(all(*database, "sent", 3));
  CHECK(world.has_logged("staff_spoke"));
}

TEST_CASE("an echo of what we sent ourselves is no human") {
  const auto database = memory();
  World world(*database, rules());
  world.start();
  world.accept({tests::written("e1", "lan", "chào")});
  REQUIRE(all(*database, "sent", 1));
  auto by_id = staff("m1", "lan"), by_job = staff("x9", "lan");
  by_job.job_id = "1";
  world.accept({by_id, by_job});
  world.accept({tests::written("e2", "lan", "hai")});
  REQUIRE(all(*database, "sent", 2));
  CHECK_FALSE(world.has_logged("staff_spoke"));
}

TEST_CASE("an unsure message found in the platform's record was sent, one that is not found stays unsure") {
  const auto database = memory();
  database->write([](Session& session) {
    queue(session, "lan", "một", tests::new_delivery(session));
    queue(session, "minh", "hai");
  });
  tests::WorldOptions options;
  options.tune = [](engine::Options& settings) { settings.read_back = std::chrono::milliseconds(30); };
  World world(*database, rules(), options);
  world.platform.answer([](const tests::Posted&) { return 0; });
  const auto now = tests::wall_clock();
  world.platform.say({{"later", "một", now + hour}, {"mid5", "một", now + 1'000}, {"before", "một", now - 60'000}, {"else", "khác", now}});
  world.start();
  REQUIRE(all(*database, "sent", 1));
  CHECK(database->read([](Session& session) { return outbox::is_ours(session, "mid5"); }));
  CHECK(deliveries(*database, "sent") == 1);
  REQUIRE(tests::eventually([&] {
    return database->read([](Session& session) { return session.number("SELECT looks FROM outbox WHERE state = 'unsure'"); }) >= 2;
  }));
  CHECK(count(*database, "unsure") == 1);
  CHECK(world.platform.posted().size() == 2);  // never sent again
}

TEST_CASE("two unsure messages of one text need two in the record") {
  const auto database = memory();
  database->write([](Session& session) {
    queue(session, "lan", "một");
    queue(session, "minh", "một");
  });
  tests::WorldOptions options;
  options.tune = [](engine::Options& settings) { settings.read_back = std::chrono::milliseconds(30); };
  World world(*database, rules(), options);
  world.platform.answer([](const tests::Posted&) { return 0; });
  world.platform.say({{"mid5", "một", tests::wall_clock()}});
  world.start();
  REQUIRE(all(*database, "sent", 1));
  REQUIRE(tests::eventually([&] {
    return database->read([](Session& session) { return session.number("SELECT looks FROM outbox WHERE state = 'unsure'"); }) >= 2;
  }));
  CHECK(count(*database, "unsure") == 1);
}

TEST_CASE("rows of an account nobody configured are held for a human") {
  const auto database = memory();
  database->write([](Session& session) {
    outbox::append(session, {.channel = "c", .account = "gone", .conversation = "k", .kind = "direct", .recipient = "lan", .priority = outbox::bulk,
                             .due_at = 0, .created_at = 0, .message = "{\"text\":\"x\"}", .delivery_id = {}, .coalesce_key = ""});
  });
  World world(*database, rules());
  world.start();
  REQUIRE(all(*database, "held", 1));
  CHECK(database->read([](Session& session) { return outbox::attention(session, 10).at(0).reason; }) == "account_unknown");
}
