// A Page's set-up and care: subscription, texts of the chat, templates, attachments, the token's health, usage headers.
#include <catch2/catch.hpp>

#include "adapters/sandbox/control.hpp"
#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/persons.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

json answer(Fixture& fixture, const Request& request, int status = 200) {
  const auto response = sandbox::graph_answer(fixture.stage, request);
  REQUIRE(response);
  CHECK(response->status == status);
  return json::parse(response->body);
}

json message(const json& content, const std::string& to = "24001", const std::string& type = "RESPONSE") {
  return {{"recipient", {{"id", to}}}, {"messaging_type", type}, {"message", content}};
}
json attachment(const std::string& type, const json& payload) { return {{"attachment", {{"type", type}, {"payload", payload}}}}; }
json card(const std::string& title) {
  return {{"title", title}, {"subtitle", "x"}, {"buttons", json::array({{{"type", "postback"}, {"title", "Chọn"}, {"payload", "P"}}})}};
}
json cards(std::size_t count, const std::string& title = "Thẻ") {
  json list = json::array();
  for (std::size_t i = 0; i < count; ++i) list.push_back(card(title));
  return attachment("template", {{"template_type", "generic"}, {"elements", list}});
}
json menu(const std::string& title) {
  const json item{{"type", "postback"}, {"title", title}, {"payload", "MENU"}};
  return json::array({{{"locale", "default"}, {"call_to_actions", json::array({item})}}});
}

}  // namespace

TEST_CASE("page: a subscription can be seen, lost and renewed") {
  Fixture fixture;
  const std::string edge = "100200300/subscribed_apps";
  CHECK(answer(fixture, graph("GET", edge))["data"][0]["subscribed_fields"].size() >= 8);
  CHECK(answer(fixture, graph("DELETE", edge))["success"] == true);
  CHECK(answer(fixture, graph("GET", edge))["data"].empty());
  CHECK_FALSE(fixture.stage.account(sandbox::Platform::facebook).hooked);
  CHECK(answer(fixture, graph("POST", edge), 400)["error"]["code"] == 100);
  CHECK(answer(fixture, graph("POST", edge, {{"subscribed_fields", "messages,feed"}}))["success"] == true);
  CHECK(answer(fixture, graph("GET", edge))["data"][0]["subscribed_fields"] == json{"feed", "messages"});
}

TEST_CASE("page: texts of the chat are checked, kept, and answer as postbacks") {
  Fixture fixture;
  const std::string edge = "me/messenger_profile";
  const json greeting = json::array({{{"locale", "default"}, {"text", "Xin chào"}}});
  struct Row { std::string what; json given; int status; };
  for (const Row& row : std::vector<Row>{
           {"menu before get started", {{"persistent_menu", menu("Trợ giúp")}}, 400},
           {"greeting", {{"greeting", greeting}}, 200},
           {"greeting of 161", {{"greeting", json::array({{{"locale", "default"}, {"text", long_text(161)}}})}}, 400},
           {"all", {{"get_started", {{"payload", "BEGIN"}}}, {"persistent_menu", menu("Trợ giúp")}}, 200},
           {"title of 31", {{"persistent_menu", menu(long_text(31))}}, 400},
           {"nothing", json::object(), 200}}) {
    INFO(row.what);
    answer(fixture, graph("POST", edge, row.given), row.status);
  }
  const json kept = answer(fixture, graph("GET", edge, {{"fields", "greeting,persistent_menu"}}))["data"][0];
  CHECK(kept["greeting"][0]["text"] == "Xin chào");
  sandbox::Chat& chat = *fixture.stage.chats.direct(sandbox::Platform::facebook, "24001");
  sandbox::begin(fixture.stage, chat, "Bắt đầu", "nhom-a");
  CHECK(fixture.posted_json(0)["entry"][0]["messaging"][0]["postback"]["payload"] == "BEGIN");
  CHECK(fixture.posted_json(0)["entry"][0]["messaging"][0]["postback"]["referral"]["ref"] == "nhom-a");
  sandbox::tap(fixture.stage, chat, *chat.person, "MENU", "");
  CHECK(fixture.posted_json(1)["entry"][0]["messaging"][0]["postback"]["title"] == "Trợ giúp");
  sandbox::follow_link(fixture.stage, chat, "nhom-b", "Bắt đầu");
  CHECK(fixture.posted_json(2)["entry"][0]["messaging"][0]["referral"]["ref"] == "nhom-b");
  for (int i = 0; i < 3; ++i) answer(fixture, graph("GET", edge, {{"fields", "greeting"}}));
  CHECK(answer(fixture, graph("GET", edge, {{"fields", "greeting"}}), 429)["error"]["code"] == 613);
}

TEST_CASE("page: pictures, files, cards and what is wrong with them") {
  struct Row { std::string what; json content; int status, subcode; };
  for (const Row& row : std::vector<Row>{
           {"picture by address", attachment("image", {{"url", "https://vi.du/a.png"}}), 200, 0},
           {"file by address", attachment("file", {{"url", "https://vi.du/a.pdf"}}), 200, 0},
           {"nobody's attachment", attachment("image", {{"attachment_id", "1"}}), 400, 2018074},
           {"neither", attachment("image", json::object()), 400, 0},
           {"text beside a picture", {{"text", "x"}, {"attachment", {{"type", "image"}, {"payload", {{"url", "https://a"}}}}}}, 400, 0},
           {"ten cards", cards(10), 200, 0},
           {"eleven cards", cards(11), 400, 0},
           {"title of 81", cards(1, long_text(81)), 400, 0},
           {"unknown kind", attachment("hologram", {{"url", "https://a"}}), 400, 0}}) {
    INFO(row.what);
    Fixture fixture;
    const json said = answer(fixture, graph_send(message(row.content)), row.status);
    if (row.status != 200) CHECK(said["error"].value("error_subcode", 0) == row.subcode);
  }
}

TEST_CASE("page: an upload is used again and again, for ninety days") {
  Fixture fixture;
  const json wanted{{"attachment", {{"type", "image"}, {"payload", {{"is_reusable", true}}}}}};
  Request upload = graph("POST", "100200300/message_attachments");
  attach(upload, "filedata", "a.png", png, wanted.dump());
  const std::string id = answer(fixture, upload)["attachment_id"];
  const Request send = graph_send(message(attachment("image", {{"attachment_id", id}})));
  CHECK(answer(fixture, send).contains("message_id"));
  CHECK(answer(fixture, send).contains("message_id"));
  CHECK(answer(fixture, graph_send(message(attachment("file", {{"attachment_id", id}}))), 400)["error"]["error_subcode"] == 2018074);

  attach(upload = graph("POST", "100200300/message_attachments"), "filedata", "a.png", pdf, wanted.dump());
  CHECK(answer(fixture, upload, 400)["error"]["error_subcode"] == 2018047);
  attach(upload = graph("POST", "100200300/message_attachments"), "filedata", "a.png", png + std::string(8 * 1024 * 1024, 'x'), wanted.dump());
  CHECK(answer(fixture, upload, 400)["error"]["error_subcode"] == 2018109);
  const json by_url{{"message", {{"attachment", {{"type", "file"}, {"payload", {{"is_reusable", true}, {"url", "https://vi.du/a.pdf"}}}}}}}};
  CHECK(answer(fixture, graph("POST", "me/message_attachments", by_url)).contains("attachment_id"));

  fixture.now += 91 * day;
  fixture.stage.chats.direct(sandbox::Platform::facebook, "24001")->last_interaction = fixture.now;
  CHECK(answer(fixture, send, 400)["error"]["error_subcode"] == 2018074);
}

TEST_CASE("page: an approved template goes out when the window is closed") {
  Fixture fixture;
  const json body{{"type", "BODY"}, {"text", "Nhắc anh chị {{ten}} họp lúc {{gio}}."}};
  answer(fixture, graph("POST", "me/message_templates", {{"name", "nhac_hop"}, {"language", "vi"}, {"category", "UTILITY"}, {"components", json::array({body})}}));
  const auto filled = [](const json& parameters) {
    return message({{"template", {{"name", "nhac_hop"}, {"language", {{"code", "vi"}}}, {"components", json::array({{{"type", "body"}, {"parameters", parameters}}})}}}}, "24002", "UTILITY");
  };
  const json name{{"type", "text"}, {"parameter_name", "ten"}, {"text", "Mỷ"}}, time{{"type", "text"}, {"parameter_name", "gio"}, {"text", "8h"}};
  CHECK(answer(fixture, graph_send(filled(json::array({name, time})))).contains("message_id"));
  CHECK(fixture.stage.record.json(0, "24002")["sends"][0]["text"] == "Nhắc anh chị Mỷ họp lúc 8h.");
  answer(fixture, graph_send(filled(json::array({name}))), 400);
  answer(fixture, graph_send(message({{"text", "x"}}, "24002", "UTILITY")), 400);
}

TEST_CASE("page: tokens, blocks and restrictions as errors") {
  Fixture fixture;
  const Request send = graph_send(message({{"text", "x"}}));
  const auto debug = [&] { return answer(fixture, graph("GET", "debug_token", {{"input_token", "page-token"}}))["data"]; };
  CHECK(debug()["is_valid"] == true);
  fixture.stage.account(sandbox::Platform::facebook).revoked = true;
  CHECK(answer(fixture, send, 400)["error"]["error_subcode"] == 458);
  CHECK(debug()["is_valid"] == false);
  fixture.stage.account(sandbox::Platform::facebook) = {};
  fixture.stage.account(sandbox::Platform::facebook).error = 10;
  fixture.stage.account(sandbox::Platform::facebook).subcode = 1893063;
  CHECK(answer(fixture, send, 400)["error"]["error_subcode"] == 1893063);
  fixture.stage.account(sandbox::Platform::facebook) = {};
  fixture.stage.chats.direct(sandbox::Platform::facebook, "24001")->blocked = true;
  CHECK(answer(fixture, send, 400)["error"]["code"] == 551);
}

TEST_CASE("page: usage headers tell how much of the budget is gone") {
  sandbox::Options options;
  options.facebook_budget = 4;
  Fixture fixture(options);
  const Request send = graph_send(message({{"text", "x"}}));
  for (int i = 0; i < 3; ++i) sandbox::graph_answer(fixture.stage, send);
  const auto response = sandbox::graph_answer(fixture.stage, send);
  CHECK(json::parse(http::find_header(response->headers, "X-App-Usage"))["call_count"] == 100);
  CHECK(json::parse(http::find_header(response->headers, "X-Business-Use-Case-Usage"))["100200300"][0]["call_count"] == 100);
  CHECK(answer(fixture, send, 429)["error"]["code"] == 80006);
  fixture.now += day;
  CHECK(answer(fixture, send, 403)["error"]["code"] == 10);           // the budget is new, the window is closed
}
