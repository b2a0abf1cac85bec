// From what the rules say to rows, and from a row to what the adapter gets.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "bot/engine/outgoing.hpp"
#include "storage/media.hpp"
#include "world.hpp"

namespace outbox = storage::outbox;
using storage::Session;

namespace {

struct Desk {
  explicit Desk(tests::Abilities able = {})
      : channel(std::make_shared<tests::PlainChannel>("http://127.0.0.1:9", able)),
        context{io, *database, tests::plain_rules(), client, vault, {setup()}, {}, "me"} {}
  engine::ChannelSetup setup() const { return {.name = "c", .channel = channel, .accounts = {{"a", {}}}}; }
  std::vector<nlohmann::json> rows() {
    return database->read([](Session& session) {
      return session.all("SELECT message FROM outbox ORDER BY id", {}, [](const storage::Row& row) { return nlohmann::json::parse(row.text(0)); });
    });
  }
  std::vector<nlohmann::json> say(const trade_union::Outgoing& out) {
    database->write([&](Session& session) { engine::enqueue(session, context, out, "", 1); });
    return rows();
  }
  std::int64_t picture() {
    return database->write([](Session& session) { return storage::media::add(session, "image", "p.png", "image/png", "PNG", 1); });
  }

  boost::asio::io_context io;
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});
  adapters::http::Client client{io, {}};
  storage::Vault vault{std::string(64, '7')};
  std::shared_ptr<tests::PlainChannel> channel;
  engine::Context context;
};

outbox::Claimed row_with(const std::string& message, const std::string& kind = "direct", std::int64_t flags = 0) {
  outbox::Claimed row;
  row.id = 7;
  row.account = "a";
  row.kind = kind;
  row.recipient = "lan";
  row.message = message;
  row.flags = flags;
  return row;
}

}  // namespace

TEST_CASE("a picture goes beside the first text where the platform can, else by itself before it") {
  const bool beside = GENERATE(true, false);
  tests::Abilities able;
  able.text_with_image = beside;
  Desk desk(able);
  auto out = tests::say(tests::direct("lan"), "nhìn này");
  out.media = desk.picture();
  const auto rows = desk.say(out);
  REQUIRE(rows.size() == (beside ? 1 : 2));
  CHECK(rows.front().at("media") == out.media);
  CHECK(rows.front().at("text") == (beside ? "nhìn này" : ""));
  CHECK(rows.back().at("text") == "nhìn này");
}

TEST_CASE("choices stand on the last message, never beside a picture") {
  tests::Abilities able;
  able.text_with_image = true;
  Desk desk(able);
  auto out = tests::say(tests::direct("lan"), "chọn đi");
  out.media = desk.picture();
  out.choices = {{"Có", "1"}, {"Không", "2"}};
  out.quote = "m5";
  const auto rows = desk.say(out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].contains("media"));
  CHECK(rows[0].at("quote") == "m5");
  CHECK_FALSE(rows[0].contains("choices"));
  CHECK(rows[1].at("choices").size() == 2);
  CHECK_FALSE(rows[1].contains("quote"));
}

TEST_CASE("a picture by itself is one message, and a missing one is left out") {
  Desk desk;
  auto out = tests::say(tests::direct("lan"), "");
  out.media = desk.picture();
  CHECK(desk.say(out).size() == 1);
  out.text = "chữ";
  out.media = 4'711;
  const auto rows = desk.say(out);
  REQUIRE(rows.size() == 2);
  CHECK_FALSE(rows[1].contains("media"));
}

TEST_CASE("other manners of speaking reach the adapter") {
  Desk desk;
  auto reply = tests::say(tests::direct("lan"), "xin nhắn riêng");
  reply.manner = trade_union::Manner::private_reply;
  reply.target = "c77";
  auto below = tests::say(tests::direct("post5"), "đã trả lời riêng");
  below.manner = trade_union::Manner::comment;
  desk.say(reply);
  const auto rows = desk.say(below);
  REQUIRE(rows.size() == 2);
  const auto first = engine::prepare(row_with(rows[0].dump()), *desk.channel).outgoing;
  CHECK(first.act == adapters::Act::private_reply);
  CHECK(first.target == "c77");
  CHECK_FALSE(engine::needs_window(row_with(rows[0].dump())));
  const auto kind = desk.database->read([](Session& session) {
    return session.one("SELECT kind FROM outbox ORDER BY id DESC LIMIT 1", {}, [](const storage::Row& row) { return row.string(0); });
  });
  CHECK(kind == "comments");
  CHECK(engine::prepare(row_with(rows[1].dump(), "comments"), *desk.channel).outgoing.to.kind == adapters::ConversationKind::comments);
  CHECK(engine::needs_window(row_with("{\"text\":\"x\"}")));
  CHECK_FALSE(engine::needs_window(row_with("{\"text\":\"x\"}", "group")));
}

TEST_CASE("choices are all shown or none, and the plain form is asked for by the row") {
  Desk desk;
  nlohmann::json message{{"text", "chọn"}, {"choices", nlohmann::json::array()}};
  for (int n = 0; n < 4; ++n) {
    const auto shown = engine::prepare(row_with(message.dump()), *desk.channel).outgoing.message.choices.size();
    CHECK(shown == static_cast<std::size_t>(n));
    message["choices"].push_back({{"title", std::to_string(n)}, {"payload", "p"}});
  }
  CHECK(engine::prepare(row_with(message.dump()), *desk.channel).outgoing.message.choices.empty());  // one more than it shows
  CHECK_FALSE(engine::prepare(row_with(message.dump()), *desk.channel).outgoing.message.plain);
  CHECK(engine::prepare(row_with(message.dump(), "direct", outbox::plain), *desk.channel).outgoing.message.plain);
}
