// Each platform's chat shows what that platform shows: buttons, lists, cards, forms, pictures, comments, or none of them.
#include <catch2/catch.hpp>

#include "adapters/sandbox/bot_api.hpp"
#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/media.hpp"
#include "adapters/sandbox/pages.hpp"
#include "adapters/sandbox/persons.hpp"
#include "adapters/sandbox/zalo_api.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

std::string page(Fixture& fixture, const std::string& path, std::map<std::string, std::string> query = {}) {
  Request request;
  request.method = "GET";
  request.path = path;
  request.query = std::move(query);
  const auto response = sandbox::page_answer(fixture.stage, request);
  REQUIRE(response);
  CHECK(response->status == 200);
  return response->body;
}

void post(Fixture& fixture, const std::string& path, const std::string& form) {
  Request request;
  request.method = "POST";
  request.path = path;
  request.body = form;
  REQUIRE(sandbox::page_answer(fixture.stage, request));
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void zalo_says(Fixture& fixture, const json& message) {
  const json body{{"recipient", {{"user_id", "7710000000000000001"}}}, {"message", message}};
  REQUIRE(json::parse(sandbox::zalo_answer(fixture.stage, zalo("POST", "/v3.0/oa/message/cs", body))->body)["error"] == 0);
}

void page_says(Fixture& fixture, const json& message) {
  const json body{{"recipient", {{"id", "24001"}}}, {"messaging_type", "RESPONSE"}, {"message", message}};
  REQUIRE(sandbox::graph_answer(fixture.stage, graph_send(body))->status == 200);
}

}  // namespace

TEST_CASE("manners: a list on Zalo is tapped by rows, the form for name and phone works once") {
  Fixture fixture;
  const json rows = json::array({{{"title", "Lịch họp"}, {"subtitle", "tháng 12"}, {"default_action", {{"type", "oa.query.show"}, {"payload", "/lich"}}}},
                                 {{"title", "Kế hoạch"}, {"default_action", {{"type", "oa.open.url"}, {"url", "https://vi.du/k"}}}}});
  zalo_says(fixture, {{"attachment", {{"type", "template"}, {"payload", {{"template_type", "list"}, {"elements", rows}}}}}});
  std::string body = page(fixture, "/chat/zalo/pan");
  CHECK(has(body, "class=\"list\""));
  CHECK(has(body, "value=\"/lich\""));
  CHECK(has(body, "href=\"https://vi.du/k\""));

  const json form = json::array({{{"title", "Xin số điện thoại"}, {"subtitle", "để mời họp"}, {"image_url", ""}}});
  zalo_says(fixture, {{"attachment", {{"type", "template"}, {"payload", {{"template_type", "request_user_info"}, {"elements", form}}}}}});
  CHECK(has(page(fixture, "/chat/zalo/pan"), "data-testid=\"contact\""));
  fixture.posted.clear();
  post(fixture, "/chat/zalo/pan", "contact_name=L%C3%B2+V%C4%83n+P%E1%BA%A3n&contact_phone=84900000001");
  CHECK(fixture.posted_json(0)["event_name"] == "user_submit_info");
  CHECK(fixture.posted_json(0)["info"]["phone"] == 84900000001);
  CHECK_FALSE(has(page(fixture, "/chat/zalo/pan"), "data-testid=\"contact\""));
}

TEST_CASE("manners: pictures and files are shown, a file is never run as a page") {
  Fixture fixture;
  const std::string picture = fixture.stage.media.add({"p1", sandbox::Platform::zalo, "image", "a.png", "image/png", png, "", start}).id;
  fixture.stage.media.add({"f1", sandbox::Platform::zalo, "file", "<b>.pdf", "application/pdf", pdf, "", start});
  zalo_says(fixture, {{"text", "Ảnh"}, {"attachment", {{"type", "template"}, {"payload", {{"template_type", "media"}, {"elements", json::array({{{"media_type", "image"}, {"attachment_id", picture}}})}}}}}});
  zalo_says(fixture, {{"attachment", {{"type", "file"}, {"payload", {{"token", "f1"}}}}}});
  const std::string body = page(fixture, "/chat/zalo/pan");
  CHECK(has(body, "<img src=\"/media/p1\""));
  CHECK(has(body, "href=\"/media/f1\""));
  CHECK(has(body, "&lt;b&gt;.pdf"));
  Request request;
  request.method = "GET";
  request.path = "/media/f1";
  const auto file = sandbox::page_answer(fixture.stage, request);
  CHECK(file->content_type == "application/octet-stream");
  CHECK(file->body == pdf);
  request.path = "/media/none";
  CHECK(sandbox::page_answer(fixture.stage, request)->status == 404);
}

TEST_CASE("manners: Messenger greets, asks first, has a menu; cards carry their buttons") {
  Fixture fixture;
  const auto localised = [](const json& actions) { return json::array({{{"locale", "default"}, {"call_to_actions", actions}}}); };
  fixture.stage.page.profile = {{"get_started", {{"payload", "BEGIN"}}},
                                {"greeting", json::array({{{"locale", "default"}, {"text", "Chào anh chị"}}})},
                                {"ice_breakers", localised(json::array({{{"question", "Lịch họp?"}, {"payload", "LICH"}}}))},
                                {"persistent_menu", localised(json::array({{{"type", "postback"}, {"title", "Trợ giúp"}, {"payload", "HELP"}}}))}};
  std::string body = page(fixture, "/chat/facebook/pan");
  CHECK(has(body, "Chào anh chị"));
  CHECK(has(body, "value=\"LICH\">Lịch họp?"));
  CHECK(has(body, "value=\"HELP\">Trợ giúp"));
  post(fixture, "/chat/facebook/pan", "payload=LICH");
  CHECK(fixture.posted_json(0)["entry"][0]["messaging"][0]["postback"]["title"] == "Lịch họp?");

  const json buttons = json::array({{{"type", "postback"}, {"title", "Chọn"}, {"payload", "A"}}});
  page_says(fixture, {{"attachment", {{"type", "template"}, {"payload", {{"template_type", "generic"}, {"elements", json::array({{{"title", "Sa Pa"}, {"buttons", buttons}}})}}}}}});
  body = page(fixture, "/chat/facebook/pan");
  CHECK(has(body, "class=\"cards\""));
  CHECK_FALSE(has(body, "Chào anh chị"));
  fixture.posted.clear();
  post(fixture, "/chat/facebook/pan", "payload=A");
  CHECK(fixture.posted_json(0)["entry"][0]["messaging"][0]["postback"]["payload"] == "A");
}

TEST_CASE("manners: the Zalo Bot has no buttons; in its group one answers it or names it") {
  Fixture fixture;
  const std::string path = "/chat/zalo_bot/my/zgr-0001";
  sandbox::bot_answer(fixture.stage, bot_call("sendMessage", {{"chat_id", "zgr-0001"}, {"text", "1. Có 2. Không"}}));
  const std::string body = page(fixture, path);
  CHECK_FALSE(has(body, "class=\"choice\""));
  CHECK(has(body, "data-mention=\"@Bot Công đoàn\""));
  const std::string id = fixture.stage.chats.group("zgr-0001")->lines.back().id;
  CHECK(has(body, "?reply=" + id));
  CHECK(has(page(fixture, path, {{"reply", id}}), "name=\"reply_to\" value=\"" + id));
  post(fixture, path, "text=kh%C3%B4ng+ai+nghe");
  CHECK(fixture.posted.empty());
  post(fixture, path, "text=C%C3%B3&reply_to=" + id);
  CHECK(fixture.posted_json(0)["message"]["text"] == "Có");
  CHECK(has(page(fixture, "/"), "/chat/zalo_bot/pan"));
}

TEST_CASE("manners: below a post stand comments, answers under what they answer") {
  Fixture fixture;
  const std::string path = "/chat/facebook/pan/100200300_55";
  CHECK(has(page(fixture, path), "Lịch tiếp công nhân tháng 12"));
  post(fixture, path, "text=m%E1%BB%99t");
  const std::string first = fixture.posted_json(0)["entry"][0]["changes"][0]["value"]["comment_id"];
  post(fixture, "/chat/facebook/my/100200300_55", "text=hai");
  sandbox::graph_answer(fixture.stage, graph("POST", first + "/comments", {{"message", "xin đáp"}}));
  const std::string body = page(fixture, path);
  CHECK(body.find("xin đáp") > body.find("một"));
  CHECK(body.find("xin đáp") < body.find(">hai<"));
  CHECK(has(body, "line theirs first nested"));
  CHECK(has(page(fixture, "/chat/facebook/pan"), "Bài viết: "));
}
