// The reports as JSON fit the schemas of the API's description; what comes in is read strictly.
#include "bot/server/api_json.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "templates/files/embedded.hpp"
#include "tests/server/schema.hpp"

using namespace server;
using nlohmann::json;

namespace {

const json& description() {
  static const auto parsed = json::parse(templates::files::embedded().at("api/openapi.json"));
  return parsed;
}

trade_union::DirectiveReport directive() {
  trade_union::DirectiveReport report;
  report.head = {17, "324/KH-LĐLĐ", "KH", "2022-03-28", "Thực hiện", "", "2026-12-31", 3, "running", 1'795'000'000'000};
  report.body = "Toàn văn";
  report.total = {.roster = 10,
                  .off_roll = 2,
                  .queued = 1,
                  .sent = 6,
                  .held = 1,
                  .failed = 1,
                  .skipped = 1,
                  .delivered = 5,
                  .seen = 4,
                  .acknowledged = 3};
  report.units = {{5, "CĐCS May Sơn Hà", "May Sơn Hà", "cdcs", 2, report.total}};
  return report;
}

}  // namespace

TEST_CASE("every report fits its schema") {
  auto report = directive();
  CHECK(schema::misfit_of(description(), to_json(report.head), "Directive") == "");
  CHECK(schema::misfit_of(description(), to_json(report), "DirectiveReport") == "");
  report.head.deadline.reset();
  report.head.campaign_id.reset();
  report.head.sent_at.reset();
  report.head.state = "";
  CHECK(schema::misfit_of(description(), to_json(report), "DirectiveReport") == "");

  trade_union::PollReport poll;
  poll.state = "open";
  poll.options = {{1, "Sa Pa", 2}};
  CHECK(schema::misfit_of(description(), to_json(poll), "Poll") == "");
  poll.closes_at = poll.closed_at = 5;
  poll.state = "closed";
  CHECK(schema::misfit_of(description(), to_json(poll), "Poll") == "");

  trade_union::MeetingReport meeting;
  meeting.state = "open";
  CHECK(schema::misfit_of(description(), to_json(meeting), "Event") == "");
  CHECK(schema::misfit_of(description(), to_json(trade_union::FeedbackRow{}), "Feedback") == "");
}

TEST_CASE("the check of schemas can fail") {
  auto value = to_json(directive());
  value["total"]["roster"] = "10";
  CHECK(schema::misfit_of(description(), value, "DirectiveReport") != "");
  value = to_json(directive());
  value["extra"] = 1;
  CHECK(schema::misfit_of(description(), value, "DirectiveReport") == "$.extra is not described");
  value = to_json(directive());
  value["units"][0].erase("name");
  CHECK(schema::misfit_of(description(), value, "DirectiveReport") == "$.units[].name is missing");
}

TEST_CASE("ids are strings, moments are numbers, days are texts") {
  const auto value = to_json(directive());
  CHECK(value["id"] == "17");
  CHECK(value["campaign_id"] == "3");
  CHECK(value["units"][0]["unit_id"] == "5");
  CHECK(value["sent_at"] == 1'795'000'000'000);
  CHECK(value["issued_on"] == "2022-03-28");
}

TEST_CASE("a new directive is read strictly") {
  const json whole{{"doc", "5/TB-LĐLĐ"}, {"issued_on", "2026-11-23"}, {"abstract", "A"}, {"body", "B"}};
  const auto plain = new_directive(whole.dump(), 7);
  CHECK(plain.doc == "5/TB-LĐLĐ");
  CHECK(plain.unit_id == 7);
  CHECK_FALSE(plain.deadline);
  auto full = whole;
  full.update({{"action", "Đọc"}, {"urgency", "khẩn"}, {"deadline", "2026-12-01"}, {"unit_id", "9"}});
  const auto read = new_directive(full.dump(), 7);
  CHECK(read.deadline == "2026-12-01");
  CHECK(read.unit_id == 9);

  struct Row { const char *change, *says; };
  for (const auto& row :
       {Row{R"({"doc":null})", "'doc' is missing"}, Row{R"({"body":5})", "'body' must be a text"},
        Row{R"({"unit_id":9})", "'unit_id' must be a text"}, Row{R"({"unit_id":"x"})", "'unit_id' must be the id"},
        Row{R"({"titel":"x"})", "'titel' is not known"}}) {
    auto changed = whole;
    changed.merge_patch(json::parse(row.change));
    CAPTURE(row.change);
    CHECK_THROWS_WITH(new_directive(changed.dump(), 7), Catch::Contains(row.says));
  }
  for (const char* body : {"", "[]", "7", "{", "\xff"}) CHECK_THROWS_AS(new_directive(body, 7), std::invalid_argument);
}
