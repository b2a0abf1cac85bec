// Zalo's wire as tables: request in, answer out, and the webhooks that follow.
#include "adapters/sandbox/zalo_api.hpp"

#include <catch2/catch.hpp>

#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

json answer(Fixture& fixture, const Request& request) {
  const auto response = sandbox::zalo_answer(fixture.stage, request);
  REQUIRE(response);
  return json::parse(response->body);
}

json to_user(const std::string& id, const json& message) {
  return {{"recipient", {{"user_id", id}}}, {"message", message}};
}
json to_group(const std::string& id, const json& message) {
  return {{"recipient", {{"group_id", id}}}, {"message", message}};
}
json buttons(std::size_t count, const std::string& title = "Đã đọc", const std::string& type = "oa.query.hide") {
  json list = json::array();
  for (std::size_t i = 0; i < count; ++i)
    list.push_back({{"title", title}, {"type", type}, {"payload", "#ok:" + std::to_string(i)}});
  return {{"text", "Anh chị cần gì?"}, {"attachment", {{"type", "template"}, {"payload", {{"buttons", list}}}}}};
}

const std::string cs = "/v3.0/oa/message/cs", group = "/v3.0/oa/group/message";
const std::string pan = "7710000000000000001", my = "7710000000000000002", ton = "7710000000000000003";
const std::string whole = "f4000000000000000001";

}  // namespace

TEST_CASE("zalo: sends and refusals") {
  struct Row { std::string what, path; json body; int error; };
  const std::vector<Row> rows{
      {"text", cs, to_user(pan, {{"text", "Chào anh chị"}}), 0},
      {"2,000 characters", cs, to_user(pan, {{"text", long_text(2'000)}}), 0},
      {"2,001 characters", cs, to_user(pan, {{"text", long_text(2'001)}}), -210},
      {"no text", cs, to_user(pan, json::object()), -201},
      {"no message", cs, {{"recipient", {{"user_id", pan}}}}, -201},
      {"no recipient", cs, {{"message", {{"text", "x"}}}}, -201},
      {"id is no number", cs, to_user("pan", {{"text", "x"}}), -201},
      {"nobody has this id", cs, to_user("7719999999999999999", {{"text", "x"}}), -213},
      {"last wrote eight days ago", cs, to_user(my, {{"text", "x"}}), -230},
      {"never wrote", cs, to_user(ton, {{"text", "x"}}), -232},
      {"five buttons", cs, to_user(pan, buttons(5)), 0},
      {"six buttons", cs, to_user(pan, buttons(6)), -210},
      {"title of 101", cs, to_user(pan, buttons(1, long_text(101))), -210},
      {"unknown kind of button", cs, to_user(pan, buttons(1, "Có", "oa.query.other")), -201},
      {"group text", group, to_group(whole, {{"text", "Chào [@7710000000000000001]"}}), 0},
      {"group has no buttons", group, to_group(whole, buttons(1)), -233},
      {"group of somebody else", group, to_group("f4000000000000009999", {{"text", "x"}}), -403},
      {"group whose package ended", group, to_group("f4000000000000000002", {{"text", "x"}}), -237},
      {"not JSON", cs, nullptr, -201}};
  for (const Row& row : rows) {
    INFO(row.what);
    Fixture fixture;
    const json said = answer(fixture, zalo("POST", row.path, row.body));
    CHECK(said["error"] == row.error);
    CHECK(said.contains("data") == (row.error == 0));
    CHECK(fixture.posted.size() == (row.error == 0 ? 1 : 0));
    CHECK(fixture.stage.record.count() == (row.error == 0 ? 1U : 0U));
  }
}

TEST_CASE("zalo: what was sent is answered, recorded and echoed under one id") {
  Fixture fixture;
  const json said = answer(fixture, zalo("POST", group, to_group(whole, {{"text", "Họp lúc 8h"}})));
  const json sends = fixture.stage.record.json(0, whole)["sends"];
  const json echo = fixture.posted_json(0);
  REQUIRE(sends.size() == 1);
  CHECK(said["data"]["group_id"] == whole);
  CHECK(sends[0]["message_id"] == said["data"]["message_id"]);
  CHECK(sends[0]["text"] == "Họp lúc 8h");
  CHECK(echo["event_name"] == "oa_send_group_text");
  CHECK(echo["sender"]["id"] == "6070000000000000001");
  CHECK(echo["recipient"]["id"] == whole);
  CHECK(echo["message"]["msg_id"] == said["data"]["message_id"]);
  CHECK_FALSE(echo["sender"].contains("admin_id"));
}

TEST_CASE("zalo: tokens") {
  Fixture fixture;
  const Request send = zalo("POST", cs, to_user(pan, {{"text", "x"}}));
  CHECK(answer(fixture, zalo("POST", cs, {}, "wrong"))["error"] == -216);
  CHECK(answer(fixture, send)["error"] == 0);
  fixture.now += 25 * hour;
  CHECK(answer(fixture, send)["error"] == -220);

  const json pair = answer(fixture, refresh("first-refresh"));
  CHECK(pair["expires_in"] == "90000");
  CHECK(answer(fixture, refresh("first-refresh"))["error"] == -14020);
  CHECK(answer(fixture, refresh("guessed"))["error"] == -14014);
  CHECK(answer(fixture, send)["error"] == -216);                 // a newer token makes the older one useless
  CHECK(answer(fixture, zalo("POST", cs, to_user(pan, {{"text", "x"}}), pair["access_token"]))["error"] == 0);

  const json next = answer(fixture, refresh(pair["refresh_token"]));
  CHECK(next["access_token"] != pair["access_token"]);
  CHECK(answer(fixture, refresh(pair["refresh_token"]))["error"] == -14020);

  SECTION("a sandbox started anew knows its tokens again, and no others") {
    Fixture later;
    CHECK(answer(later, zalo("POST", cs, to_user(pan, {{"text", "x"}}), next["access_token"]))["error"] == 0);
    CHECK(answer(later, refresh(next["refresh_token"])).contains("access_token"));
    CHECK(answer(later, refresh("R1795395600000-1-00000000000000000000000000000000"))["error"] == -14014);
  }
  SECTION("app id and secret must fit") {
    Request other = refresh("first-refresh");
    other.headers = {{"secret_key", "wrong"}};
    CHECK(answer(fixture, other)["error"] == -14004);
    other = refresh("first-refresh");
    other.body = "grant_type=refresh_token&app_id=1&refresh_token=first-refresh";
    CHECK(answer(fixture, other)["error"] == -14002);
  }
}

TEST_CASE("zalo: the per-minute limit says -32 until the minute turns") {
  sandbox::Options options;
  options.zalo_per_minute = 2;
  Fixture fixture(options);
  const Request send = zalo("POST", cs, to_user(pan, {{"text", "x"}}));
  CHECK(answer(fixture, send)["error"] == 0);
  const auto second = sandbox::zalo_answer(fixture.stage, send);
  CHECK(http::find_header(second->headers, "X-RateLimit-Remain") == "0");
  CHECK(answer(fixture, send)["error"] == -32);
  fixture.now += 60'000;
  CHECK(answer(fixture, send)["error"] == 0);
}

TEST_CASE("zalo: reads") {
  Fixture fixture;
  Request members = zalo("GET", "/v3.0/oa/group/listmember");
  members.query = {{"group_id", whole}, {"offset", "0"}, {"count", "50"}};
  const json list = answer(fixture, members)["data"];
  CHECK(list["total"] == 3);
  CHECK(list["members"][0]["oa_id"] == "6070000000000000001");
  CHECK(list["members"][2]["name"] == "Giàng Thị Mỷ");
  members.query["offset"] = "1";
  members.query["count"] = "1";
  CHECK(answer(fixture, members)["data"]["members"][0]["user_id"] == pan);

  Request detail = zalo("GET", "/v3.0/oa/user/detail");
  detail.query = {{"data", json{{"user_id", pan}}.dump()}};
  CHECK(answer(fixture, detail)["data"]["display_name"] == "Lò Văn Pản");
  CHECK(answer(fixture, zalo("GET", "/v2.0/oa/getoa"))["data"]["oa_id"] == "6070000000000000001");
  CHECK(sandbox::zalo_answer(fixture.stage, zalo("GET", "/v3.0/oa/group/listgroup"))->status == 404);
  CHECK_FALSE(sandbox::zalo_answer(fixture.stage, zalo("GET", "/v26.0/me")));

  answer(fixture, zalo("POST", group, to_group(whole, {{"text", "một"}})));
  answer(fixture, zalo("POST", group, to_group(whole, {{"text", "hai"}})));
  Request history = zalo("GET", "/v3.0/oa/group/conversation");
  history.query = {{"group_id", whole}, {"offset", "0"}, {"count", "10"}};
  const json lines = answer(fixture, history)["data"];
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["message"] == "hai");
  CHECK(lines[0]["src"] == 0);
}

TEST_CASE("zalo: what people do arrives as events") {
  Fixture fixture;
  const sandbox::Person& who = *fixture.stage.chats.person("ton");
  sandbox::Chat& chat = *fixture.stage.chats.direct(sandbox::Platform::zalo, ton);

  SECTION("a text opens the window") {
    const std::string id = sandbox::write(fixture.stage, chat, who, "Đã đọc");
    const json event = fixture.posted_json(0);
    CHECK(event["event_name"] == "user_send_text");
    CHECK(event["sender"]["id"] == ton);
    CHECK(event["message"] == json{{"text", "Đã đọc"}, {"msg_id", id}});
    CHECK(event["timestamp"] == fixture.posted[0].timestamp);
    CHECK(answer(fixture, zalo("POST", cs, to_user(ton, {{"text", "x"}})))["error"] == 0);
  }
  SECTION("a tap on a hidden query is a text that the chat does not show") {
    sandbox::write(fixture.stage, chat, who, "chào");
    answer(fixture, zalo("POST", cs, to_user(ton, buttons(1))));
    fixture.posted.clear();
    sandbox::tap(fixture.stage, chat, who, "#ok:0", "Đã đọc");
    CHECK(fixture.posted_json(0)["message"]["text"] == "#ok:0");
    CHECK(chat.count == 2);
  }
  SECTION("following") {
    sandbox::begin(fixture.stage, chat, "");
    CHECK(fixture.posted_json(0)["event_name"] == "follow");
    CHECK(fixture.posted_json(0)["follower"]["id"] == ton);
  }
  SECTION("opening the chat tells what was seen, once") {
    sandbox::write(fixture.stage, chat, who, "chào");
    const std::string id = answer(fixture, zalo("POST", cs, to_user(ton, {{"text", "x"}})))["data"]["message_id"];
    fixture.posted.clear();
    CHECK(chat.unread_by(who));
    sandbox::open(fixture.stage, chat, who);
    sandbox::open(fixture.stage, chat, who);
    REQUIRE(fixture.posted.size() == 2);
    CHECK(fixture.posted_json(0)["event_name"] == "user_received_message");
    CHECK(fixture.posted_json(1)["event_name"] == "user_seen_message");
    CHECK(fixture.posted_json(1)["message"]["msg_ids"] == json::array({id}));
    CHECK(fixture.posted_json(1)["sender"]["id"] == "6070000000000000001");
  }
  SECTION("unfollowing closes the window") {
    sandbox::begin(fixture.stage, chat, "");
    sandbox::unfollow(fixture.stage, chat);
    CHECK(fixture.posted_json(1)["event_name"] == "unfollow");
    CHECK(answer(fixture, zalo("POST", cs, to_user(ton, {{"text", "x"}})))["error"] == -232);
  }
  SECTION("joining and leaving a group") {
    sandbox::Chat& all = *fixture.stage.chats.group(whole);
    sandbox::join(fixture.stage, all, who, true);
    CHECK(fixture.posted_json(0)["event_name"] == "user_join_group");
    CHECK(fixture.posted_json(0)["users"] == json::array({{{"id", ton}}}));
    CHECK(fixture.stage.chats.chats_of(sandbox::Platform::zalo, who).size() == 2);
    CHECK(all.group->members.size() == 3);
    sandbox::join(fixture.stage, all, who, false);
    CHECK(fixture.posted_json(1)["event_name"] == "user_out_group");
    CHECK(fixture.stage.chats.chats_of(sandbox::Platform::zalo, who).size() == 1);
  }
  SECTION("a group text names the group as recipient and the OA beside it") {
    sandbox::Chat& all = *fixture.stage.chats.group(whole);
    sandbox::write(fixture.stage, all, *fixture.stage.chats.person("my"), "thống kê");
    const json event = fixture.posted_json(0);
    CHECK(event["event_name"] == "user_send_group_text");
    CHECK(event["recipient"]["id"] == whole);
    CHECK(event["oa_id"] == "6070000000000000001");
    CHECK(event["sender"]["id"] == my);
  }
}
