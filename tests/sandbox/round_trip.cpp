// Over the wire: a bot's own adapters speak to the sandbox, and the sandbox to a bot that records.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "tests/sandbox/town.hpp"

using namespace sandbox_tests;

namespace {

const std::string pan_zalo = "7710000000000000001", pan_facebook = "24001";

Outgoing to(ConversationKind kind, const std::string& id, const std::string& text) {
  Outgoing outgoing;
  outgoing.job_id = "job-1";
  outgoing.to = {kind, id};
  outgoing.message.text = text;
  return outgoing;
}

Outcome send(Town& town, const Channel& channel, Outgoing outgoing, const std::string& token) {
  outgoing.account = channel.kind() == "facebook" ? "100200300" : "6070000000000000001";
  const Credentials credentials{token, "", 0};
  return channel.classify(outgoing, town.exchange(channel.compose(outgoing, credentials)), start);
}

}  // namespace

TEST_CASE("round trip: what a person writes reaches the bot, signed as the platform signs") {
  struct Row { std::string platform, sender; };
  for (const Row& row : std::vector<Row>{{"zalo", pan_zalo}, {"facebook", pan_facebook}}) {
    INFO(row.platform);
    Town town;
    const json said =
        town.call("POST", "/sandbox/say",
                  {{"person", "pan"}, {"platform", row.platform}, {"text", "Thống kê / tổ 3 \"hôm nay\""}});
    town.wait_for_webhooks(1);
    Request request = town.received[0];
    const Channel& channel = row.platform == "zalo" ? *town.zalo : *town.facebook;
    CHECK(channel.verify(request));
    const std::vector<Event> events = channel.parse(request.body);
    REQUIRE(events.size() == 1);
    CHECK(events[0].type == EventType::message);
    CHECK(events[0].text == "Thống kê / tổ 3 \"hôm nay\"");
    CHECK(events[0].sender_id == row.sender);
    CHECK(events[0].id == said["message_id"]);
    CHECK(events[0].at.value_or(0) >= start);
    request.body += " ";
    CHECK_FALSE(channel.verify(request));
  }
}

TEST_CASE("round trip: what the adapters send is taken, recorded and echoed") {
  Town town;
  Outgoing outgoing = to(ConversationKind::direct, pan_facebook, "Chào anh Pản");
  outgoing.message.choices = {{"Đã đọc", "ack:7"}, {"Chưa", "later:7"}};
  CHECK(name(send(town, *town.facebook, outgoing, "page-token")) == "sent");
  town.wait_for_webhooks(1);
  const Event echo = town.facebook->parse(town.received[0].body).at(0);
  CHECK(echo.type == EventType::ignored);
  CHECK(echo.reason == "echo");
  CHECK(echo.job_id == "job-1");

  outgoing.to.id = pan_zalo;
  CHECK(name(send(town, *town.zalo, outgoing, "first-access")) == "sent");
  CHECK(name(send(town, *town.zalo, to(ConversationKind::group, "f4000000000000000001", "Cả nhà"), "first-access")) ==
        "sent");
  town.wait_for_webhooks(3);
  CHECK(town.zalo->parse(town.received[2].body).at(0).reason == "echo");

  const json record = town.call("GET", "/sandbox/record");
  REQUIRE(record["count"] == 3);
  CHECK(record["sends"][0]["choices"].size() == 2);
  CHECK(record["sends"][1]["choices"][0]["payload"] == "ack:7");
  CHECK(record["sends"][2]["kind"] == "group");
  CHECK(town.call("GET", "/sandbox/record?after=2")["sends"].size() == 1);
}

TEST_CASE("round trip: closed windows and lost people are outcomes, not failures") {
  Town town;
  CHECK(name(send(town, *town.zalo, to(ConversationKind::direct, "7710000000000000002", "x"), "first-access")) ==
        "hold");
  CHECK(name(send(town, *town.facebook, to(ConversationKind::direct, "24002", "x"), "page-token")) == "hold");
  CHECK(name(send(town, *town.zalo, to(ConversationKind::direct, pan_zalo, long_text(2'001)), "first-access")) ==
        "rejected");
  CHECK(name(send(town, *town.zalo, to(ConversationKind::direct, pan_zalo, "x"), "stale")) == "retry_at");
  CHECK(town.call("GET", "/sandbox/record")["count"] == 0);
}

TEST_CASE("round trip: a refresh token works once") {
  Town town;
  const auto refresh = [&](const std::string& token) {
    return town.zalo->read_refresh(town.exchange(*town.zalo->refresh_request({"", token, 0})), start);
  };
  const auto fresh = refresh("first-refresh");
  REQUIRE(fresh);
  CHECK(name(send(town, *town.zalo, to(ConversationKind::direct, pan_zalo, "x"), fresh->access_token)) == "sent");
  CHECK_FALSE(refresh("first-refresh"));
  CHECK(refresh(fresh->refresh_token));
}

TEST_CASE("round trip: faults on demand come out as the adapters' outcomes") {
  struct Row { std::string kind; std::vector<std::string> outcomes; int carried_out; };
  const std::vector<Row> rows{
      {"429", {"retry_at"}, 0},   {"500", {"retry_at", "unsure"}, 0}, {"html", {"retry_at", "unsure"}, 0},
      {"token", {"retry_at"}, 0}, {"reset_before", {"unsure"}, 0},    {"reset_after", {"unsure"}, 1},
      {"slow", {"unsure"}, 1}};
  for (const Row& row : rows) {
    for (const std::string platform : {"zalo", "facebook"}) {
      INFO(row.kind << " on " << platform);
      Town town({}, std::chrono::milliseconds(1'500));
      town.call("POST", "/sandbox/faults", {{"rate", 1.0}, {"kinds", {row.kind}}, {"slow_ms", 4'000}});
      const bool zalo = platform == "zalo";
      const std::string outcome(name(send(town, zalo ? *town.zalo : *town.facebook,
                                          to(ConversationKind::direct, zalo ? pan_zalo : pan_facebook, "x"),
                                          zalo ? "first-access" : "page-token")));
      INFO(outcome);
      if (row.kind != "token" || zalo) CHECK(std::count(row.outcomes.begin(), row.outcomes.end(), outcome) == 1);
      else CHECK(outcome != "sent");
      CHECK(town.call("GET", "/sandbox/record")["count"] == row.carried_out);
      town.call("POST", "/sandbox/faults", json::object());
    }
  }
}

TEST_CASE("round trip: webhooks come in order per conversation") {
  Town town;
  for (int i = 0; i < 40; ++i) {
    town.call("POST", "/sandbox/say",
              {{"person", i % 2 ? "pan" : "my"}, {"platform", "zalo"}, {"text", std::to_string(i)}});
  }
  town.wait_for_webhooks(40);
  int last[2] = {-1, -1};
  for (const Request& request : town.received) {
    const int number = std::stoi(*town.zalo->parse(request.body).at(0).text);
    CHECK(number > last[number % 2]);
    last[number % 2] = number;
  }
}

TEST_CASE("round trip: a webhook that fails is repeated, unchanged and counted") {
  sandbox::Options options;
  options.retry_scale = 0.001;
  Town town(options);
  town.statuses = {500, 503};
  town.call("POST", "/sandbox/say", {{"person", "pan"}, {"platform", "zalo"}, {"text", "một"}});
  town.wait_for_webhooks(3);
  CHECK(town.received[2].body == town.received[0].body);
  CHECK(http::find_header(town.received[0].headers, "num_retry").empty());
  CHECK(http::find_header(town.received[2].headers, "num_retry") == "2");
  CHECK(town.zalo->verify(town.received[2]));
  const json stats = town.call("GET", "/sandbox/webhooks");
  CHECK(stats["attempts"] == 3);
  CHECK(stats["delivered"] == 1);
  CHECK(stats["waiting"] == 0);

  town.statuses.assign(6, 500);                                  // one try and five more: Zalo gives up
  town.call("POST", "/sandbox/say", {{"person", "pan"}, {"platform", "zalo"}, {"text", "hai"}});
  town.wait_for_webhooks(9);
  town.run_until([&] { return town.call("GET", "/sandbox/webhooks")["given_up"] == 1; });
}

TEST_CASE("round trip: duplicates and late webhooks on demand") {
  Town town;
  town.call("POST", "/sandbox/faults", {{"duplicates", 1.0}, {"late", 1.0}, {"late_ms", 20}});
  town.call("POST", "/sandbox/say", {{"person", "pan"}, {"platform", "facebook"}, {"text", "một"}});
  town.wait_for_webhooks(2);
  CHECK(town.received[0].body == town.received[1].body);
}

TEST_CASE("round trip: Facebook's handshake") {
  Town town;
  CHECK(town.run(town.box.verify_facebook_webhook()));
}

TEST_CASE("control: wrong orders are refused with a sentence") {
  Town town;
  struct Row { std::string path; json body; };
  const std::vector<Row> rows{
      {"/sandbox/say", {{"person", "nobody"}, {"platform", "zalo"}, {"text", "x"}}},
      {"/sandbox/say", {{"person", "pan"}, {"platform", "viber"}, {"text", "x"}}},
      {"/sandbox/say", {{"person", "pan"}, {"platform", "zalo"}, {"group", "f9"}, {"text", "x"}}},
      {"/sandbox/say", {{"person", "pan"}, {"platform", "zalo"}}},
      {"/sandbox/say", json::array()},
      {"/sandbox/faults", {{"rate", 2}}},
      {"/sandbox/faults", {{"rate", 0.5}, {"kinds", {"earthquake"}}}},
      {"/sandbox/faults", {{"rate", 0.5}}},
      {"/sandbox/record", {{"keep", "many"}}},
      {"/sandbox/other", json::object()}};
  for (const Row& row : rows) {
    INFO(row.path << " " << row.body);
    CHECK(town.call("POST", row.path, row.body).contains("error"));
  }
}

namespace {

// Reads the stream of one page until it holds `text`.
asio::awaitable<bool> read_until(asio::ip::tcp::socket& socket, std::string& seen, std::string text) {
  while (seen.find(text) == std::string::npos) {
    char piece[4'096];
    const auto space = asio::buffer(piece);
    const std::size_t count = co_await socket.async_read_some(space, asio::use_awaitable);
    seen.append(piece, count);
  }
  co_return true;
}

}  // namespace

TEST_CASE("round trip: an open page hears of news in each chat of its person") {
  Town town;
  asio::ip::tcp::socket socket(town.io);
  socket.connect({asio::ip::address_v4::loopback(), town.box.port()});
  asio::write(socket, asio::buffer(std::string("GET /chat/zalo/my/events HTTP/1.1\r\nHost: x\r\n\r\n")));
  std::string seen;
  town.run(read_until(socket, seen, "text/event-stream"));
  town.call("POST", "/sandbox/say",
            {{"person", "pan"}, {"platform", "zalo"}, {"group", "f4000000000000000001"}, {"text", "họp"}});
  CHECK(town.run(read_until(socket, seen, "data: 1\n\n")));
  town.call("POST", "/sandbox/say", {{"person", "my"}, {"platform", "zalo"}, {"text", "vâng"}});
  CHECK(town.run(read_until(socket, seen, "data: 2\n\n")));
}

TEST_CASE("sandbox: stops in order, with pages and webhooks open") {
  sandbox::Options options;
  Town town(options);
  asio::ip::tcp::socket socket(town.io);
  socket.connect({asio::ip::address_v4::loopback(), town.box.port()});
  asio::write(socket, asio::buffer(std::string("GET /chat/zalo/my/events HTTP/1.1\r\nHost: x\r\n\r\n")));
  std::string seen;
  town.run(read_until(socket, seen, "text/event-stream"));
  town.statuses = {500};
  town.call("POST", "/sandbox/say", {{"person", "pan"}, {"platform", "zalo"}, {"text", "một"}});
  town.wait_for_webhooks(1);
  bool stopped = false;
  asio::co_spawn(town.io, town.box.stop(std::chrono::seconds(5)), [&](std::exception_ptr) { stopped = true; });
  town.run_until([&] { return stopped; });
  CHECK(std::holds_alternative<http::ClientFailure>(town.exchange({"GET", town.box.base_url() + "/", {}, ""})));
}
