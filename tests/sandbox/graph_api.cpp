// The Graph API's wire as tables: request in, answer out, and the webhooks that follow.
#include "adapters/sandbox/graph_api.hpp"

#include <catch2/catch.hpp>

#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

json answer(Fixture& fixture, const Request& request, int status) {
  const auto response = sandbox::graph_answer(fixture.stage, request);
  REQUIRE(response);
  CHECK(response->status == status);
  return json::parse(response->body);
}

json to(const std::string& psid, const json& message, const std::string& type = "RESPONSE") {
  return {{"recipient", {{"id", psid}}}, {"messaging_type", type}, {"message", message}};
}

json quick_replies(std::size_t count, const std::string& title = "Có", const std::string& payload = "YES") {
  json list = json::array();
  for (std::size_t i = 0; i < count; ++i)
    list.push_back({{"content_type", "text"}, {"title", title}, {"payload", payload}});
  return {{"text", "Anh chị đi không?"}, {"quick_replies", list}};
}

json button_template(std::size_t count, const std::string& text = "Chọn") {
  json list = json::array();
  for (std::size_t i = 0; i < count; ++i)
    list.push_back({{"type", "postback"}, {"title", "Mục"}, {"payload", "P" + std::to_string(i)}});
  return {{"attachment",
           {{"type", "template"}, {"payload", {{"template_type", "button"}, {"text", text}, {"buttons", list}}}}}};
}

}  // namespace

TEST_CASE("graph: sends and refusals") {
  struct Row { std::string what; json body; int status, code, subcode; };
  const std::vector<Row> rows{
      {"text", to("24001", {{"text", "Chào bạn"}, {"metadata", "job-42"}}), 200, 0, 0},
      {"on our own initiative", to("24001", {{"text", "x"}}, "UPDATE"), 200, 0, 0},
      {"a dead tag", to("24001", {{"text", "x"}}, "MESSAGE_TAG"), 400, 100, 0},
      {"2,000 characters", to("24001", {{"text", long_text(2'000)}}), 200, 0, 0},
      {"2,001 characters", to("24001", {{"text", long_text(2'001)}}), 400, 100, 0},
      {"no text", to("24001", json::object()), 400, 100, 0},
      {"13 quick replies", to("24001", quick_replies(13)), 200, 0, 0},
      {"14 quick replies", to("24001", quick_replies(14)), 400, 100, 0},
      {"title of 21", to("24001", quick_replies(1, long_text(21))), 400, 100, 0},
      {"payload of 1,001", to("24001", quick_replies(1, "Có", long_text(1'001))), 400, 100, 0},
      {"three buttons", to("24001", button_template(3)), 200, 0, 0},
      {"four buttons", to("24001", button_template(4)), 400, 100, 0},
      {"template text of 641", to("24001", button_template(1, long_text(641))), 400, 100, 0},
      {"nobody", to("999", {{"text", "x"}}), 400, 100, 2018001},
      {"last wrote two days ago", to("24002", {{"text", "x"}}), 403, 10, 2018278},
      {"typing", {{"recipient", {{"id", "24001"}}}, {"sender_action", "typing_on"}}, 200, 0, 0}};
  for (const Row& row : rows) {
    INFO(row.what);
    Fixture fixture;
    const json said = answer(fixture, graph_send(row.body), row.status);
    if (row.code == 0) {
      CHECK(said["recipient_id"] == "24001");
      CHECK(said.contains("message_id") == row.body.contains("message"));
    } else {
      CHECK(said["error"]["code"] == row.code);
      CHECK(said["error"].value("error_subcode", 0) == row.subcode);
      CHECK(fixture.posted.empty());
    }
  }
}

TEST_CASE("graph: token and proof") {
  Fixture fixture;
  const json body = to("24001", {{"text", "x"}});
  CHECK(answer(fixture, graph_send(body, "wrong"), 400)["error"]["code"] == 190);
  Request request = graph_send(body);
  request.query["appsecret_proof"] = "0000";
  CHECK(answer(fixture, request, 400)["error"]["message"] == "Invalid appsecret_proof provided in the API argument");
  request.query.erase("appsecret_proof");
  CHECK(answer(fixture, request, 400)["error"]["code"] == 100);

  request = graph_send(body);
  request.headers.clear();
  request.query["access_token"] = "page-token";
  CHECK(answer(fixture, request, 200).contains("message_id"));
}

TEST_CASE("graph: the echo carries app id and metadata, the body is ASCII") {
  Fixture fixture;
  const json said = answer(fixture, graph_send(to("24001", {{"text", "Đọc a/b"}, {"metadata", "job-42"}})), 200);
  const std::string& raw = fixture.posted.at(0).body;
  CHECK(raw.find("\\u0110\\u1ecdc a\\/b") != std::string::npos);
  const json item = fixture.posted_json(0)["entry"][0]["messaging"][0];
  CHECK(item["sender"]["id"] == "100200300");
  CHECK(item["recipient"]["id"] == "24001");
  CHECK(item["message"]["is_echo"] == true);
  CHECK(item["message"]["app_id"] == 112233);
  CHECK(item["message"]["metadata"] == "job-42");
  CHECK(item["message"]["mid"] == said["message_id"]);
  CHECK(fixture.stage.record.json(0, "24001")["sends"][0]["request_id"] == "job-42");
}

TEST_CASE("graph: what people do arrives as events") {
  Fixture fixture;
  const sandbox::Person& who = *fixture.stage.chats.person("my");
  sandbox::Chat& chat = *fixture.stage.chats.direct(sandbox::Platform::facebook, "24002");
  const auto item = [&](std::size_t index) { return fixture.posted_json(index)["entry"][0]["messaging"][0]; };

  SECTION("a text opens the window") {
    sandbox::write(fixture.stage, chat, who, "xin chào");
    CHECK(item(0)["message"]["text"] == "xin chào");
    CHECK(item(0)["sender"]["id"] == "24002");
    CHECK(answer(fixture, graph_send(to("24002", {{"text", "x"}})), 200).contains("message_id"));
  }
  SECTION("a quick reply carries its payload") {
    sandbox::write(fixture.stage, chat, who, "xin chào");
    answer(fixture, graph_send(to("24002", quick_replies(1))), 200);
    fixture.posted.clear();
    sandbox::tap(fixture.stage, chat, who, "YES", "");
    CHECK(item(0)["message"]["text"] == "Có");
    CHECK(item(0)["message"]["quick_reply"]["payload"] == "YES");
  }
  SECTION("a button of a template is a postback") {
    sandbox::write(fixture.stage, chat, who, "xin chào");
    answer(fixture, graph_send(to("24002", button_template(2))), 200);
    fixture.posted.clear();
    sandbox::tap(fixture.stage, chat, who, "P1", "");
    CHECK(item(0)["postback"]["payload"] == "P1");
    CHECK(item(0)["postback"]["title"] == "Mục");
  }
  SECTION("beginning, delivery and read") {
    sandbox::begin(fixture.stage, chat, "Bắt đầu");
    CHECK(item(0)["postback"]["payload"] == "GET_STARTED");
    const std::string mid = answer(fixture, graph_send(to("24002", {{"text", "x"}})), 200)["message_id"];
    fixture.posted.clear();
    sandbox::open(fixture.stage, chat, who);
    REQUIRE(fixture.posted.size() == 2);
    CHECK(item(0)["delivery"]["mids"] == json::array({mid}));
    CHECK(item(1)["read"]["watermark"].is_number());
  }
}

TEST_CASE("graph: reads") {
  Fixture fixture;
  Request request = graph_send(json::object());
  request.method = "GET";
  request.body.clear();
  request.path = "/v26.0/100200300/subscribed_apps";
  CHECK(answer(fixture, request, 200)["data"][0]["id"] == "112233");
  request.path = "/v26.0/24002";
  CHECK(answer(fixture, request, 200)["first_name"] == "Mỷ");
  request.path = "/v26.0/999";
  CHECK(answer(fixture, request, 400)["error"]["error_subcode"] == 33);
  request.path = "/chat/zalo/pan";
  CHECK_FALSE(sandbox::graph_answer(fixture.stage, request));
}
