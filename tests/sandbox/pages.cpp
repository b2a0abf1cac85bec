// The chat pages without a browser: what they show, and what their forms do.
#include "adapters/sandbox/pages.hpp"

#include <catch2/catch.hpp>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/text_parts.hpp"
#include "adapters/sandbox/zalo_api.hpp"
#include "tests/sandbox/world_of_tests.hpp"

using namespace sandbox_tests;

namespace {

Response page(Fixture& fixture, const std::string& path, std::map<std::string, std::string> query = {}) {
  Request request;
  request.method = "GET";
  request.path = path;
  request.query = std::move(query);
  const auto response = sandbox::page_answer(fixture.stage, request);
  REQUIRE(response);
  return *response;
}

Response post(Fixture& fixture, const std::string& path, const std::string& form) {
  Request request;
  request.method = "POST";
  request.path = path;
  request.body = form;
  return sandbox::page_answer(fixture.stage, request).value();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void bot_says(Fixture& fixture, const json& message) {
  sandbox::zalo_answer(
      fixture.stage,
      zalo("POST", "/v3.0/oa/message/cs", {{"recipient", {{"user_id", "7710000000000000001"}}}, {"message", message}}));
}

}  // namespace

TEST_CASE("pages: the start page finds people without accents") {
  Fixture fixture;
  const std::string start = page(fixture, "/").body;
  CHECK(has(start, "/chat/zalo/pan"));
  CHECK(has(start, "/chat/facebook/my"));
  CHECK_FALSE(has(start, "/chat/zalo/ton"));                     // has no note: stands under the unit
  CHECK(has(start, "/?unit=May%20S%C6%A1n%20H%C3%A0"));
  struct Row { std::string query; bool pan, my, ton; };
  for (const Row& row : std::vector<Row>{{"giang", false, true, false},
                                         {"PAN", true, false, false},
                                         {"tran van", false, false, true},
                                         {"son ha", true, true, true},
                                         {"đ", false, false, false},
                                         {"nobody", false, false, false}}) {
    INFO(row.query);
    const std::string found = page(fixture, "/", {{"q", row.query}}).body;
    CHECK(has(found, "/chat/zalo/pan\"") == row.pan);
    CHECK(has(found, "/chat/zalo/my\"") == row.my);
    CHECK(has(found, "/chat/zalo/ton\"") == row.ton);
  }
  CHECK(has(page(fixture, "/", {{"unit", "May Sơn Hà"}}).body, "/chat/zalo/ton"));
}

TEST_CASE("pages: nothing that was said becomes markup") {
  Fixture fixture;
  bot_says(fixture, {{"text", "<script>alert(1)</script> & \"x\""}});
  post(fixture, "/chat/zalo/pan", "text=%3Cimg+src%3Dx%3E");
  const std::string body = page(fixture, "/chat/zalo/pan").body;
  CHECK_FALSE(has(body, "<script>alert"));
  CHECK_FALSE(has(body, "<img src=x>"));
  CHECK(has(body, "&lt;script&gt;alert(1)"));
  CHECK_FALSE(has(page(fixture, "/", {{"q", "\"><b>"}}).body, "\"><b>"));
}

TEST_CASE("pages: writing, tapping, beginning by plain forms") {
  Fixture fixture;
  CHECK(has(page(fixture, "/chat/zalo/ton").body, "data-testid=\"begin\""));
  post(fixture, "/chat/zalo/ton", "begin=Quan+t%C3%A2m");
  CHECK(fixture.posted_json(0)["event_name"] == "follow");

  const Response answer = post(fixture, "/chat/zalo/pan", "text=th%E1%BB%91ng+k%C3%AA");
  CHECK(answer.status == 303);
  CHECK(http::find_header(answer.headers, "Location") == "/chat/zalo/pan#end");
  CHECK(fixture.posted_json(1)["message"]["text"] == "thống kê");
  CHECK(has(page(fixture, "/chat/zalo/pan").body, "thống kê"));
  post(fixture, "/chat/zalo/pan", "text=+++");
  CHECK(fixture.posted.size() == 2);
  CHECK(post(fixture, "/chat/zalo/pan", "text=" + long_text(2'001)).status == 413);

  bot_says(fixture, {{"text", "Đã đọc chưa?"}, {"attachment", {{"type", "template"}, {"payload", {{"buttons", {
      {{"title", "Đã đọc"}, {"type", "oa.query.hide"}, {"payload", "#ok:7"}}}}}}}}});
  CHECK(has(page(fixture, "/chat/zalo/pan").body, "value=\"#ok:7\">Đã đọc</button>"));
  fixture.posted.clear();
  post(fixture, "/chat/zalo/pan", "payload=%23ok%3A7");
  CHECK(fixture.posted_json(0)["message"]["text"] == "#ok:7");
}

TEST_CASE("pages: quick replies stand under the last line only") {
  Fixture fixture;
  const json replies = json::array({{{"content_type", "text"}, {"title", "Có"}, {"payload", "YES"}}});
  const json body{{"recipient", {{"id", "24001"}}},
                  {"messaging_type", "RESPONSE"},
                  {"message", {{"text", "Đi không?"}, {"quick_replies", replies}}}};
  sandbox::graph_answer(fixture.stage, graph_send(body));
  CHECK(has(page(fixture, "/chat/facebook/pan").body, "class=\"reply\""));
  post(fixture, "/chat/facebook/pan", "payload=YES");
  CHECK_FALSE(has(page(fixture, "/chat/facebook/pan").body, "class=\"reply\""));
}

TEST_CASE("pages: a dot on chats with news, gone once opened") {
  Fixture fixture;
  const std::string group = "/chat/zalo/my/f4000000000000000001";
  post(fixture, "/chat/zalo/pan/f4000000000000000001", "text=h%E1%BB%8Dp");
  CHECK(has(page(fixture, "/chat/zalo/my").body, "class=\"news\""));
  CHECK(has(page(fixture, group, {{"part", "1"}, {"seen", "0"}}).body, "Lò Văn Pản"));
  CHECK(has(page(fixture, "/chat/zalo/my").body, "class=\"news\""));
  page(fixture, group);
  CHECK_FALSE(has(page(fixture, "/chat/zalo/my").body, "class=\"news\""));
}

TEST_CASE("pages: addresses that lead nowhere") {
  Fixture fixture;
  for (const char* path :
       {"/chat/zalo/nobody", "/chat/zalo", "/chat/zalo/ton/f4000000000000000001", "/chat/facebook/ton", "/other"}) {
    INFO(path);
    Request request;
    request.method = "GET";
    request.path = path;
    CHECK_FALSE(sandbox::page_answer(fixture.stage, request));
  }
  CHECK(page(fixture, "/files/../sandbox.hpp").status == 404);
  for (const char* file : {"bootstrap.min.css", "chat.css", "chat.js", "start.js", "icon.svg"}) {
    CHECK(page(fixture, std::string("/files/") + file).status == 200);
  }
}

TEST_CASE("pages: texts are cut into words, addresses and mentions") {
  using Kind = sandbox::TextPart::Kind;
  const auto parts = sandbox::text_parts("Chào [@771], xem https://vi.du/a?b=1. [@ không, http");
  REQUIRE(parts.size() == 5);
  CHECK(parts[1].kind == Kind::mention);
  CHECK(parts[1].text == "771");
  CHECK(parts[3].kind == Kind::link);
  CHECK(parts[3].text == "https://vi.du/a?b=1");
  CHECK(parts[4].text == ". [@ không, http");
  CHECK(sandbox::text_parts("").empty());
}

TEST_CASE("pages: forms are read as browsers write them") {
  auto fields = sandbox::read_form("a=1+2&b=%C4%90&c&=x&d=%zz&a=3");
  CHECK(fields["a"] == "3");
  CHECK(fields["b"] == "Đ");
  CHECK(fields.count("c") == 1);
  CHECK(fields["d"] == "%zz");
  CHECK(sandbox::url_encode("May Sơn/Hà~") == "May%20S%C6%A1n%2FH%C3%A0~");
}
