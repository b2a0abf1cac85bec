// Each rule of docs/intents.md and each trap of the language by its name: tests/language/data/rules.tsv holds the table, "##" begins a
// rule. Which rule stands where:
//   section 1 (forms of the arguments)   "## 1 …"        section 5 (short answers)        "## 5 …"
//   section 2 (catalogue)                "## 2.x …" and promise.tsv, the examples of the catalogue itself
//   section 3 (expect, needs, asked back)"## 3 …" and below      section 6 (letters)      "## 6 …"
//   section 4 (groups)                   "## 4 …", silence_test.cpp, chatter_test.cpp     section 7 (numbers, days, documents) "## 7 …"
//   section 8 (units)                    "## 8 …"        facts of the language            "## facts …", traps_test.cpp
#include <catch2/catch.hpp>
#include <sstream>

#include "bot/language/intent.hpp"
#include "tests/language/lines.hpp"

namespace {

void check(const lines::Row& row) {
  const auto intent = language::understand(row.text, row.context);
  INFO(lines::told(row, intent));
  CHECK(lines::same(row, intent));
}

}  // namespace

TEST_CASE("each rule of the promise holds for the lines that show it", "[rules]") {
  const auto rows = lines::rows("rules.tsv");
  REQUIRE(rows.size() > 300);
  for (std::size_t at = 0; at < rows.size();) {
    const auto rule = rows[at].rule;
    DYNAMIC_SECTION(rule) {
      for (auto each = at; each < rows.size() && rows[each].rule == rule; ++each) check(rows[each]);
    }
    while (at < rows.size() && rows[at].rule == rule) ++at;
  }
}

TEST_CASE("each example of the catalogue is understood", "[rules]") {
  const auto rows = lines::rows("promise.tsv");
  REQUIRE(rows.size() == 152);
  for (const auto& row : rows) check(row);
}

TEST_CASE("what changes much is asked back, and nothing else", "[rules]") {
  for (const auto* name : {"broadcast", "broadcast_recall", "report_submit", "merge_decide", "unit_close", "role_grant", "role_revoke", "delegate", "group_bind", "group_unbind", "member_add",
                           "member_remove", "member_transfer", "merge_propose", "merge_cancel", "poll_close", "data_erase"}) {
    INFO(name);
    CHECK(language::asks_back({name}));
  }
  for (const auto* name : {"poll_vote", "ack", "checkin", "attendance_reply", "feedback_new", "stats", "consent_withdraw", "mute", "poll_unvote", "remind", "feedback_close", "poll_create", "event_create", "attest"}) {
    INFO(name);
    CHECK_FALSE(language::asks_back({name}));
  }
  CHECK(language::asks_back({"announce", {{"groups", {"all"}}}}));
  CHECK_FALSE(language::asks_back({"announce", {{"groups", {"tổ 3"}}}}));
}
