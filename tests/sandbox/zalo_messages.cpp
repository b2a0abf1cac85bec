// Every kind of Zalo message, uploads, reactions, quotas: request in, answer out, line in the chat, webhook.
#include <catch2/catch.hpp>

#include "adapters/sandbox/media.hpp"
#include "adapters/sandbox/multipart.hpp"
#include "adapters/sandbox/zalo_api.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

const std::string cs = "/v3.0/oa/message/cs", group = "/v3.0/oa/group/message", pan = "7710000000000000001", whole = "f4000000000000000001";

json answer(Fixture& fixture, const Request& request) {
  const auto response = sandbox::zalo_answer(fixture.stage, request);
  REQUIRE(response);
  return json::parse(response->body);
}

json send(Fixture& fixture, const json& message, bool to_group = false) {
  const json recipient = to_group ? json{{"group_id", whole}} : json{{"user_id", pan}};
  return answer(fixture, zalo("POST", to_group ? group : cs, {{"recipient", recipient}, {"message", message}}));
}

json templated(const json& payload, const std::string& text = "") {
  json message{{"attachment", {{"type", "template"}, {"payload", payload}}}};
  if (!text.empty()) message["text"] = text;
  return message;
}

json element(const std::string& title, const std::string& subtitle, const json& action = nullptr) {
  json made{{"title", title}, {"subtitle", subtitle}, {"image_url", "https://vi.du/a.png"}};
  if (!action.is_null()) made["default_action"] = action;
  return made;
}
json list(const json& elements) { return templated({{"template_type", "list"}, {"elements", elements}}); }
json medium(const json& one) { return templated({{"template_type", "media"}, {"elements", json::array({one})}}, "Ảnh đây"); }

json upload(Fixture& fixture, const std::string& kind, const std::string& name, const std::string& bytes) {
  Request request = zalo("POST", "/v2.0/oa/upload/" + kind);
  attach(request, "file", name, bytes);
  return answer(fixture, request);
}

}  // namespace

TEST_CASE("zalo: lists, pictures, files and forms, and what is wrong with them") {
  const json open_url{{"type", "oa.open.url"}, {"url", "https://vi.du"}}, say{{"type", "oa.query.show"}, {"payload", "/lich"}};
  struct Row { std::string what; json message; bool group; int error; };
  const std::vector<Row> rows{
      {"list", list(json::array({element("Lịch", "tháng 12", open_url), element("Hỏi", "", say)})), false, 0},
      {"list of six", list(json::array({element("1", "a"), element("2", ""), element("3", ""), element("4", ""), element("5", ""), element("6", "")})), false, -210},
      {"first without subtitle", list(json::array({element("1", "")})), false, -201},
      {"title of 101", list(json::array({element(long_text(101), "a")})), false, -210},
      {"subtitle of 501", list(json::array({element("1", long_text(501))})), false, -210},
      {"action that does nothing", list(json::array({element("1", "a", {{"type", "oa.open.url"}})})), false, -201},
      {"url inside a payload", list(json::array({element("1", "a", {{"type", "oa.open.url"}, {"payload", {{"url", "https://vi.du"}}}})})), false, -201},
      {"empty list", list(json::array()), false, -201},
      {"list in a group", list(json::array({element("1", "a")})), true, -233},
      {"picture by address", medium({{"media_type", "image"}, {"url", "https://vi.du/a.jpg"}}), false, 0},
      {"picture in a group", medium({{"media_type", "image"}, {"url", "https://vi.du/a.jpg"}}), true, 0},
      {"picture by both", medium({{"media_type", "image"}, {"url", "https://vi.du/a.jpg"}, {"attachment_id", "x"}}), false, -201},
      {"picture nobody uploaded", medium({{"media_type", "image"}, {"attachment_id", "x"}}), false, -201},
      {"gif without size", medium({{"media_type", "gif"}, {"url", "https://vi.du/a.gif"}}), false, -201},
      {"gif", medium({{"media_type", "gif"}, {"url", "https://vi.du/a.gif"}, {"width", 10}, {"height", 10}}), false, 0},
      {"sticker in a group", medium({{"media_type", "sticker"}, {"attachment_id", "sticker-1"}}), true, 0},
      {"two elements", templated({{"template_type", "media"}, {"elements", json::array({{{"media_type", "image"}, {"url", "https://a"}}, {{"media_type", "image"}, {"url", "https://a"}}})}}), false, -201},
      {"form", templated({{"template_type", "request_user_info"}, {"elements", json::array({element("Xin số điện thoại", "để mời họp")})}}), false, 0},
      {"form in a group", templated({{"template_type", "request_user_info"}, {"elements", json::array({element("a", "b")})}}), true, -233},
      {"file nobody uploaded", {{"attachment", {{"type", "file"}, {"payload", {{"token", "x"}}}}}}, false, -201},
      {"sms of 161", templated({{"buttons", json::array({{{"title", "SMS"}, {"type", "oa.open.sms"}, {"payload", {{"content", long_text(161)}, {"phone_code", "84900000001"}}}}})}}, "x"), false, -210},
      {"unknown template", templated({{"template_type", "carousel"}}), false, -233},
      {"unknown attachment", {{"attachment", {{"type", "video"}, {"payload", json::object()}}}}, false, -233}};
  for (const Row& row : rows) {
    INFO(row.what);
    Fixture fixture;
    CHECK(send(fixture, row.message, row.group)["error"] == row.error);
    CHECK(fixture.stage.record.count() == (row.error == 0 ? 1U : 0U));
  }
}

TEST_CASE("zalo: uploads are looked at, used for a week, then expired") {
  struct Row { std::string kind, name, bytes; int error; };
  const std::vector<Row> rows{
      {"image", "anh.png", png, 0},
      {"image", "anh", png, -201},                                   // the name needs its extension
      {"image", "anh.gif", gif, -201},
      {"image", "anh.png", pdf, -201},
      {"image", "anh.png", png + std::string(1024 * 1024, 'x'), -210},
      {"gif", "anh.gif", gif, 0},
      {"gif", "anh.gif", gif + std::string(5 * 1024 * 1024, 'x'), -210},
      {"file", "ke-hoach.pdf", pdf, 0},
      {"file", "danh-sach.csv", "a,b", 0},
      {"file", "ke-hoach.exe", pdf, -201},
      {"file", "ke-hoach.pdf", pdf + std::string(5 * 1024 * 1024, 'x'), -210},
      {"file", "ke-hoach.pdf", "", -201}};
  for (const Row& row : rows) {
    INFO(row.kind << " " << row.name << " " << row.bytes.size());
    Fixture fixture;
    CHECK(upload(fixture, row.kind, row.name, row.bytes)["error"] == row.error);
  }
  Fixture fixture;
  const std::string token = upload(fixture, "file", "kế hoạch.pdf", pdf)["data"]["token"];
  const std::string picture = upload(fixture, "image", "a.png", png)["data"]["attachment_id"];
  const json file{{"attachment", {{"type", "file"}, {"payload", {{"token", token}}}}}};
  CHECK(send(fixture, file)["error"] == 0);
  CHECK(send(fixture, file, true)["error"] == 0);
  CHECK(fixture.posted_json(0)["event_name"] == "oa_send_file");
  CHECK(fixture.posted_json(0)["message"]["attachments"][0]["payload"]["name"] == "kế hoạch.pdf");
  CHECK(send(fixture, medium({{"media_type", "image"}, {"attachment_id", picture}}))["error"] == 0);
  CHECK(send(fixture, medium({{"media_type", "image"}, {"attachment_id", token}}))["error"] == -201);
  fixture.stage.chats.direct(sandbox::Platform::zalo, pan)->last_interaction += 8 * day;
  fixture.now += 7 * day + 1;
  const std::string fresh = json::parse(sandbox::zalo_answer(fixture.stage, refresh("first-refresh"))->body)["access_token"];
  const json expired = answer(fixture, zalo("POST", cs, {{"recipient", {{"user_id", pan}}}, {"message", file}}, fresh));
  CHECK(expired["error"] == -100);
}

TEST_CASE("zalo: what people send back: pictures, the form, reactions, staff") {
  Fixture fixture;
  sandbox::Chat& chat = *fixture.stage.chats.direct(sandbox::Platform::zalo, pan);
  const std::string id = send(fixture, {{"text", "Đã nhận chưa?"}, {"quote_message_id", "e1"}})["data"]["message_id"];
  CHECK(fixture.posted_json(0)["message"]["quote_msg_id"] == "e1");

  const json reaction{{"recipient", {{"user_id", pan}}}, {"sender_action", {{"react_icon", "/-strong"}, {"react_message_id", id}}}};
  CHECK(answer(fixture, zalo("POST", "/v2.0/oa/message", reaction))["error"] == 0);
  CHECK(fixture.posted_json(1)["event_name"] == "oa_reacted_message");
  CHECK(chat.find(id)->reactions.size() == 1);
  json wrong = reaction;
  wrong["sender_action"]["react_icon"] = "👍";
  CHECK(answer(fixture, zalo("POST", "/v2.0/oa/message", wrong))["error"] == -201);
  CHECK(answer(fixture, zalo("POST", "/v2.0/oa/message", {{"recipient", {{"user_id", pan}}}, {"message", {{"text", "x"}}}}))["error"] == -240);
}

TEST_CASE("zalo: the quota says when the person last spoke, and a test may close the account") {
  Fixture fixture;
  const json quota = answer(fixture, zalo("POST", "/v3.0/oa/quota/message", {{"user_id", pan}}))["data"];
  CHECK(quota["last_interaction"] == std::to_string(start - hour));
  CHECK(quota["cs_reply"]["remain"] == 8);
  fixture.stage.account(sandbox::Platform::zalo).error = -211;
  CHECK(send(fixture, {{"text", "x"}})["error"] == -211);
  fixture.stage.account(sandbox::Platform::zalo).error = 0;
  fixture.stage.account(sandbox::Platform::zalo).plain_only = true;
  CHECK(send(fixture, list(json::array({element("1", "a")})))["error"] == -233);
  CHECK(send(fixture, {{"text", "1. a"}})["error"] == 0);
  fixture.stage.chats.direct(sandbox::Platform::zalo, pan)->blocked = true;
  CHECK(send(fixture, {{"text", "x"}})["error"] == -244);
}

TEST_CASE("zalo: multipart bodies as clients write them, and as nobody should") {
  Request request;
  attach(request, "file", "a.png", "one\r\n--cu\r\ntwo");
  const auto parts = sandbox::read_multipart(http::find_header(request.headers, "Content-Type"), request.body);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].name == "file");
  CHECK(parts[0].file_name == "a.png");
  CHECK(parts[0].body == "one\r\n--cu\r\ntwo");
  CHECK(sandbox::read_multipart("multipart/form-data; boundary=cut", "--cut\r\nno end").empty());
  CHECK(sandbox::read_multipart("multipart/form-data", request.body).empty());
  CHECK(sandbox::read_multipart("application/json", request.body).empty());
  CHECK(sandbox::extension("Kế hoạch.PDF") == "pdf");
}
