// Webhooks over the wire: retried, switched off, reordered; the third platform's; and faults that break the connection itself.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/sandbox/town.hpp"

using namespace sandbox_tests;

namespace {

const std::string bot_pan = "b0000000000000000001";

json say(Town& town, const std::string& platform, const std::string& text, json more = json::object()) {
  more["person"] = "pan";
  more["platform"] = platform;
  more["text"] = text;
  return town.call("POST", "/sandbox/say", more);
}

json bot_send(Town& town, const std::string& text) {
  return town.call("POST", "/bot1234:bot-secret/sendMessage", {{"chat_id", bot_pan}, {"text", text}});
}

bool on(Town& town, const std::string& platform) { return town.call("GET", "/sandbox/webhooks")["on"][platform]; }

}  // namespace

TEST_CASE("webhooks: the Zalo Bot's carry its secret and are read by its adapter") {
  Town town;
  say(town, "zalo_bot", "lịch họp");
  town.wait_for_webhooks(1);
  CHECK(town.zalo_bot->verify(town.received[0]));
  const Event event = town.zalo_bot->parse(town.received[0].body).at(0);
  CHECK(event.type == EventType::message);
  CHECK(event.sender_id == bot_pan);
  CHECK(event.text == "lịch họp");
  Outgoing outgoing;
  outgoing.to = {ConversationKind::direct, bot_pan};
  outgoing.message.text = "8 giờ";
  const auto result = town.exchange(town.zalo_bot->compose(outgoing, {"1234:bot-secret", "", 0}));
  CHECK(name(town.zalo_bot->classify(outgoing, result, start)) == "sent");
}

TEST_CASE("webhooks: setWebhook tries the address, and updates are waited for when there is none") {
  Town town;
  const std::string url = "http://127.0.0.1:" + std::to_string(town.bot.port()) + "/webhook/zalo_bot";
  json set = town.call("POST", "/bot1234:bot-secret/setWebhook", {{"url", url}, {"secret_token", "hook-secret"}});
  CHECK(set["result"]["verification"]["outcome"] == "webhook.ok");
  town.wait_for_webhooks(1);
  CHECK(town.zalo_bot->parse(town.received[0].body).at(0).reason == "test");
  set = town.call("POST", "/bot1234:bot-secret/setWebhook", {{"url", "http://127.0.0.1:1/x"}, {"secret_token", "hook-secret"}});
  CHECK(set["result"]["verification"]["outcome"] == "webhook.err.unreachable");
  CHECK(set["result"]["url"] == "http://127.0.0.1:1/x");

  town.call("POST", "/bot1234:bot-secret/deleteWebhook", json::object());
  CHECK(town.call("POST", "/bot1234:bot-secret/getUpdates", {{"timeout", 0}})["error_code"] == 408);
  std::optional<json> update;
  asio::co_spawn(town.io, town.client.exchange({"POST", town.box.base_url() + "/bot1234:bot-secret/getUpdates", {}, R"({"timeout":30})"}),
                 [&](std::exception_ptr, const http::ClientResult& result) { update = json::parse(std::get<http::ClientResponse>(result).body); });
  say(town, "zalo_bot", "chào");
  town.run_until([&] { return update.has_value(); });
  CHECK((*update)["result"]["message"]["text"] == "chào");
}

TEST_CASE("webhooks: Zalo switches them off after its last try, Facebook after an hour, and both are switched on again") {
  sandbox::Options options;
  options.retry_scale = 0.0001;                                   // an hour is 0.36 s
  Town town(options);
  town.statuses.assign(6, 500);
  say(town, "zalo", "một");
  town.wait_for_webhooks(6);
  town.run_until([&] { return !on(town, "zalo"); });
  say(town, "zalo", "hai");
  CHECK(town.call("GET", "/sandbox/webhooks")["dropped"] == 1);
  town.call("POST", "/sandbox/webhooks", {{"platform", "zalo"}, {"on", true}});
  say(town, "zalo", "ba");
  town.wait_for_webhooks(7);

  town.statuses.assign(12, 500);
  say(town, "facebook", "một");
  town.run_until([&] { return !on(town, "facebook"); });
  town.statuses.clear();
  const std::size_t before = town.received.size();
  const std::string proof = "?access_token=page-token&appsecret_proof=" + sandbox::hmac_sha256_hex("fb-secret", "page-token");
  CHECK(town.call("GET", "/v26.0/me/subscribed_apps" + proof)["data"].empty());
  town.call("POST", "/v26.0/me/subscribed_apps" + proof + "&subscribed_fields=messages", json::object());
  CHECK(on(town, "facebook"));
  say(town, "facebook", "hai");
  town.wait_for_webhooks(before + 1);
}

TEST_CASE("webhooks: a Page that did not subscribe to a field is not told") {
  Town town;
  const std::string proof = "?access_token=page-token&appsecret_proof=" + sandbox::hmac_sha256_hex("fb-secret", "page-token");
  town.call("POST", "/v26.0/me/subscribed_apps" + proof + "&subscribed_fields=feed", json::object());
  say(town, "facebook", "không ai nghe");
  say(town, "facebook", "Mấy giờ ạ?", {{"post", "100200300_55"}});
  town.wait_for_webhooks(1);
  CHECK(town.facebook->parse(town.received[0].body).at(0).type == EventType::comment);
  CHECK(town.call("GET", "/sandbox/webhooks")["dropped"] == 1);
}

TEST_CASE("webhooks: out of order on demand, none lost") {
  Town town;
  town.call("POST", "/sandbox/faults", {{"reordered", 0.5}, {"late_ms", 200}, {"seed", 7}});
  for (int i = 0; i < 20; ++i) say(town, "zalo", std::to_string(i));
  town.wait_for_webhooks(20);
  std::vector<int> order;
  for (const Request& request : town.received) order.push_back(std::stoi(*town.zalo->parse(request.body).at(0).text));
  CHECK_FALSE(std::is_sorted(order.begin(), order.end()));
  CHECK(std::set<int>(order.begin(), order.end()).size() == 20);
}

TEST_CASE("faults: on the wire of each platform") {
  struct Row { std::string kind; int status; bool answered, received; };
  const std::vector<Row> rows{{"429_retry_after", 429, true, false}, {"error_200", 200, true, false}, {"html", 502, true, false},
                              {"html_200", 200, true, false},        {"empty", 200, true, false},     {"reset_before", 0, false, false},
                              {"reset_after", 0, false, true},       {"cut_answer", 0, false, true},  {"lost", 0, false, true}};
  for (const Row& row : rows) {
    INFO(row.kind);
    Town town;
    town.call("POST", "/sandbox/faults", {{"rate", 1.0}, {"kinds", {row.kind}}, {"lost_ms", 50}, {"retry_after_s", 3}});
    const auto result = town.exchange({"POST", town.box.base_url() + "/bot1234:bot-secret/sendMessage", {}, json{{"chat_id", bot_pan}, {"text", "x"}}.dump()});
    const auto* response = std::get_if<http::ClientResponse>(&result);
    CHECK((response != nullptr) == row.answered);
    if (response) CHECK(response->status == row.status);
    if (response && row.status == 429) CHECK(http::find_header(response->headers, "Retry-After") == "3");
    if (!response) CHECK(std::get<http::ClientFailure>(result).written);
    CHECK(town.call("GET", "/sandbox/record")["count"] == (row.received ? 1 : 0));
    town.call("POST", "/sandbox/faults", json::object());
    CHECK(bot_send(town, "y")["ok"] == true);
  }
}

TEST_CASE("control: the record tells who got the same words twice, and keeps all when asked") {
  sandbox::Options options;
  options.record = 2;
  Town town(options);
  for (int i = 0; i < 3; ++i) bot_send(town, std::to_string(i));
  CHECK(town.call("GET", "/sandbox/record")["dropped"] == 1);
  town.call("POST", "/sandbox/record", {{"keep", "all"}});
  for (int i = 0; i < 3; ++i) bot_send(town, i == 0 ? "x" : "hai lần");
  const json record = town.call("GET", "/sandbox/record?after=3");
  CHECK(record["sends"].size() == 3);
  CHECK(record["sends"][1]["hash"] == record["sends"][2]["hash"]);
  const json twice = town.call("GET", "/sandbox/record?twice=1")["twice"];
  REQUIRE(twice.size() == 1);
  CHECK(twice[0]["to"] == bot_pan);
  CHECK(twice[0]["times"] == 2);
}

TEST_CASE("control: what people do beside writing") {
  Town town;
  const json first = say(town, "facebook", "một");
  const auto act = [&](const json& more) {
    json order{{"person", "pan"}, {"platform", "facebook"}};
    order.update(more);
    return town.call("POST", "/sandbox/say", order);
  };
  CHECK_FALSE(act({{"action", "react"}, {"message", first["message_id"]}, {"sign", "❤"}}).contains("error"));
  CHECK_FALSE(act({{"action", "edit"}, {"message", first["message_id"]}, {"text", "hai"}}).contains("error"));
  CHECK_FALSE(act({{"action", "erase"}, {"message", first["message_id"]}}).contains("error"));
  CHECK_FALSE(act({{"action", "staff"}, {"admin", "chị Hương"}, {"text", "Để tôi trả lời"}}).contains("error"));
  CHECK_FALSE(act({{"attachment", {{"kind", "image"}, {"url", "https://vi.du/a.png"}}}}).contains("error"));
  town.wait_for_webhooks(6);
  std::multiset<EventType> types;
  for (const Request& request : town.received) types.insert(town.facebook->parse(request.body).at(0).type);
  for (const EventType type : {EventType::message, EventType::reaction, EventType::edited, EventType::deleted, EventType::staff_spoke})
    CHECK(types.contains(type));

  town.received.clear();
  const auto on_zalo = [&](const json& more) {
    json order{{"person", "pan"}, {"platform", "zalo"}};
    order.update(more);
    town.call("POST", "/sandbox/say", order);
  };
  on_zalo({{"action", "contact"}, {"name", "Lò Văn Pản"}, {"phone", "84900000001"}});
  on_zalo({{"action", "chatnow"}});
  on_zalo({{"action", "withdraw"}});
  on_zalo({{"action", "staff"}, {"admin", "426"}, {"text", "Để tôi trả lời"}});
  on_zalo({{"attachment", {{"kind", "file"}, {"url", "https://vi.du/a.pdf"}, {"name", "a.pdf"}, {"size", 10}}}});
  town.wait_for_webhooks(5);
  types.clear();
  for (const Request& request : town.received) types.insert(town.zalo->parse(request.body).at(0).type);
  for (const EventType type : {EventType::profile, EventType::opened, EventType::erase_request, EventType::staff_spoke, EventType::message})
    CHECK(types.contains(type));
  CHECK(act({{"action", "dance"}}).contains("error"));
}
