// The JSON API over a real database: rights, scope, paging, refusals, and answers as its description says.
#include "bot/server/api.hpp"

#include "templates/files/embedded.hpp"
#include "tests/server/schema.hpp"
#include "tests/server/world.hpp"

using nlohmann::json;
using world::body_of;
using world::call;
using world::request;

namespace {

struct Fixture : world::World {
  server::Api api{*database, catalog, [] { return world::now; }};
  server::Router router{api.routes()};

  adapters::http::Response get(const std::string& path, const std::string& token) {
    return call(*this, router, request("GET", path, token));
  }
  adapters::http::Response post(const json& body, const std::string& token) {
    return call(*this, router, request("POST", "/api/v1/directives", token, body.dump()));
  }
};

json new_directive() {
  return {{"doc", "5/TB-LĐLĐ"}, {"issued_on", "2026-11-20"}, {"abstract", "Lịch tập huấn"}, {"body", "Nội dung"}};
}

}  // namespace

TEST_CASE("every call needs a token in force, writing needs the right") {
  Fixture at;
  for (const auto& path :
       {"/api/v1/directives", "/api/v1/polls", "/api/v1/events", "/api/v1/feedback", "/api/v1/directives/1"}) {
    for (const auto& token : {std::string(), std::string("nc_guess"), at.revoked}) {
      const auto answer = at.get(path, token);
      CAPTURE(path, token);
      CHECK(answer.status == 401);
      CHECK_THAT(std::string(adapters::http::find_header(answer.headers, "WWW-Authenticate")),
                 Catch::StartsWith("Bearer"));
      CHECK(body_of(answer).contains("error"));
    }
  }
  CHECK(at.post(new_directive(), at.reader).status == 403);
  CHECK(at.post(new_directive(), "").status == 401);
  CHECK(at.database->read([](storage::Session& session) { return session.number("SELECT COUNT(*) FROM directive"); }) ==
        1);
}

TEST_CASE("answers fit the description") {
  Fixture at;
  const auto description = json::parse(templates::files::embedded().at("api/openapi.json"));
  struct Row { std::string path, schema; };
  const std::vector<Row> rows{
      {"directives", "DirectivePage"}, {"directives/" + std::to_string(at.directive), "DirectiveReport"},
      {"polls", "PollPage"},           {"polls/" + std::to_string(at.poll), "Poll"},
      {"events", "EventPage"},         {"events/" + std::to_string(at.meeting), "Event"},
      {"feedback", "FeedbackPage"}};
  for (const auto& [path, name] : rows) {
    const auto answer = at.get("/api/v1/" + path, at.reader);
    CAPTURE(path, answer.body);
    CHECK(answer.status == 200);
    CHECK(schema::misfit_of(description, body_of(answer), name) == "");
  }
  CHECK(schema::misfit_of(description, body_of(at.get("/api/v1/polls", "")), "Error") == "");
}

TEST_CASE("the figures are those of the counters, sums included") {
  Fixture at;
  const auto report = body_of(at.get("/api/v1/directives/" + std::to_string(at.directive), at.reader));
  CHECK(report["total"]["roster"] == 4);
  CHECK(report["total"]["sent"] == 3);
  CHECK(report["total"]["acknowledged"] == 1);
  CHECK(report["total"]["off_roll"] == 12);
  REQUIRE(report["units"].size() == 4);
  CHECK(report["units"][0]["unit_id"] == std::to_string(at.province));
  const auto poll = body_of(at.get("/api/v1/polls/" + std::to_string(at.poll), at.reader));
  CHECK(poll["roster"] == 3);
  CHECK(poll["voted"] == 1);
  CHECK(poll["options"][1]["votes"] == 1);
  const auto meeting = body_of(at.get("/api/v1/events/" + std::to_string(at.meeting), at.reader));
  CHECK(meeting["present"] == 2);
  CHECK(meeting["quorum"] == true);  // 2 of 3 is exactly two thirds
}

TEST_CASE("a token sees its subtree and nothing else") {
  Fixture at;
  const auto report = body_of(at.get("/api/v1/directives/" + std::to_string(at.directive), at.of_che));
  CHECK(report["total"]["roster"] == 1);
  CHECK(report["units"].size() == 1);
  CHECK(at.get("/api/v1/polls/" + std::to_string(at.poll), at.of_che).status == 404);
  CHECK(at.get("/api/v1/events/" + std::to_string(at.meeting), at.of_che).status == 404);
  CHECK(body_of(at.get("/api/v1/polls", at.of_che))["polls"].empty());
  CHECK(body_of(at.get("/api/v1/events", at.of_che))["events"].empty());
  CHECK(body_of(at.get("/api/v1/feedback", at.of_che))["feedback"].empty());
  auto elsewhere = new_directive();
  elsewhere["unit_id"] = std::to_string(at.province);
  CHECK(at.post(elsewhere, at.of_che).status == 404);
  CHECK(at.post(new_directive(), at.of_che).status == 201);  // of its own unit
}

TEST_CASE("what is not there is 404, what cannot be read 400") {
  Fixture at;
  for (const char* path : {"directives/999", "directives/x", "polls/0", "polls/-1", "events/99999999999999999999"}) {
    CAPTURE(path);
    CHECK(at.get(std::string("/api/v1/") + path, at.reader).status == 404);
  }
  for (const char* query : {"limit=0", "limit=501", "limit=x", "before=x"}) {
    CAPTURE(query);
    CHECK(at.get(std::string("/api/v1/feedback?") + query, at.reader).status == 400);
  }
}

TEST_CASE("pages follow each other without a gap") {
  Fixture at;
  auto page = body_of(at.get("/api/v1/feedback?limit=2", at.reader));
  REQUIRE(page["feedback"].size() == 2);
  CHECK(page["feedback"][0]["text"] == "=cmd");
  const auto rest = body_of(at.get("/api/v1/feedback?before=" + page["next"].get<std::string>(), at.reader));
  REQUIRE(rest["feedback"].size() == 1);
  CHECK(rest["feedback"][0]["number"] == "PA-0001");
  CHECK(rest["next"].is_null());
  CHECK(body_of(at.get("/api/v1/feedback?before=999", at.reader))["feedback"].empty());
}

TEST_CASE("a directive enters once, and is refused with a sentence") {
  Fixture at;
  const auto created = at.post(new_directive(), at.writer);
  CHECK(created.status == 201);
  const auto id = body_of(created)["id"].get<std::string>();
  CHECK(adapters::http::find_header(created.headers, "Location") == "/api/v1/directives/" + id);
  CHECK(body_of(at.get("/api/v1/directives/" + id, at.reader))["doc"] == "5/TB-LĐLĐ");

  struct Row { const char* change; int status; };
  const std::vector<Row> rows{{R"({"abstract":"lần nữa"})", 409},
                              {R"({"doc":"6/TB-LĐLĐ","issued_on":"2026-02-30"})", 422},
                              {R"({"doc":"6/TB-LĐLĐ","deadline":"mai"})", 422},
                              {R"({"doc":"không số"})", 422},
                              {R"({"doc":"7/TB-LĐLĐ","urgency":"mật"})", 422},
                              {R"({"doc":"7/TB-LĐLĐ","body":"  "})", 422},
                              {R"({"doc":null})", 400},
                              {R"({"x":1})", 400},
                              {R"({"doc":"8/TB-LĐLĐ","unit_id":"999"})", 404}};
  for (const auto& row : rows) {
    auto body = new_directive();
    body.merge_patch(json::parse(row.change));
    const auto answer = at.post(body, at.writer);
    CAPTURE(row.change, answer.body);
    CHECK(answer.status == row.status);
    CHECK_FALSE(body_of(answer).at("error").get<std::string>().empty());
    CHECK(answer.body.find('\n') >= answer.body.size() - 1);
  }
  CHECK(call(at, at.router, request("POST", "/api/v1/directives", at.writer, "not json")).status == 400);
}
