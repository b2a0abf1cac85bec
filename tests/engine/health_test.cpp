// What is wrong with channels and accounts → which alarms stand. Moments are UTC; Viet Nam is seven hours ahead.
#include <catch2/catch.hpp>

#include "bot/engine/health.hpp"

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr std::int64_t midnight = 20'000 * day - 7 * hour;  // of some day in Viet Nam
constexpr std::int64_t noon = midnight + 12 * hour;

engine::Health quiet_world(std::int64_t now) {
  engine::Health health;
  health.now = now;
  health.silence = 2 * hour;
  health.channels = {"zalo"};
  health.seen["zalo"] = now;
  return health;
}

std::vector<std::string> kinds(const engine::Alarms& alarms) {
  std::vector<std::string> kinds;
  for (const auto& alarm : alarms) kinds.push_back(alarm.kind);
  return kinds;
}
using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("silence counts in daytime only, from six in the morning") {
  struct Row { std::int64_t heard, now; bool silent; };
  for (const auto& row : {
           Row{noon - 2 * hour, noon, true},
           Row{noon - 2 * hour + 1, noon, false},
           Row{midnight - 6 * hour, midnight + 5 * hour, false},           // the night does not count
           Row{midnight - 6 * hour, midnight + 7 * hour, false},           // one hour of the morning
           Row{midnight - 6 * hour, midnight + 8 * hour, true},
           Row{midnight + 6 * hour, midnight + 8 * hour, true},
           Row{midnight + 15 * hour, midnight + 22 * hour, false},         // it is evening
           Row{midnight + 15 * hour, midnight + 22 * hour - 1, true},
           Row{midnight + 15 * hour, midnight + 23 * hour, false},
       }) {
    CAPTURE(row.heard - midnight, row.now - midnight);
    CHECK(engine::too_silent(row.heard, row.now, 2 * hour) == row.silent);
  }
}

TEST_CASE("a silent channel is an alarm until it is heard again, through the night too") {
  auto health = quiet_world(noon);
  health.seen["zalo"] = noon - 3 * hour;
  const auto raised = engine::changes(health, {}).raised;
  REQUIRE(kinds(raised) == Kinds{"silent"});
  CHECK(raised[0].channel == "zalo");
  CHECK(raised[0].account.empty());
  CHECK(raised[0].since == noon);
  health.now = noon + 11 * hour;
  CHECK(engine::changes(health, raised).raised.empty());
  CHECK(engine::changes(health, raised).over.empty());
  health.seen["zalo"] = noon + 1;
  CHECK(kinds(engine::changes(health, raised).over) == Kinds{"silent"});
}

TEST_CASE("silence is counted from the start of the server, and not at all when switched off") {
  auto health = quiet_world(noon);
  health.seen.clear();
  health.started_at = noon - hour;
  CHECK(engine::changes(health, {}).raised.empty());
  health.started_at = noon - 2 * hour;
  CHECK(engine::changes(health, {}).raised.size() == 1);
  health.silence = 0;
  CHECK(engine::changes(health, {}).raised.empty());
}

TEST_CASE("each trouble of an account is its own alarm") {
  struct Row { std::string stopped; std::optional<std::int64_t> age; std::optional<std::string> webhook; Kinds expected; };
  for (const auto& row : {
           Row{"", std::nullopt, std::nullopt, {}},
           Row{"OA disabled", std::nullopt, "", {"stopped"}},
           Row{"consent_lost", std::nullopt, "", {"consent_lost"}},
           Row{"refresh_answer_lost", std::nullopt, "", {"consent_lost"}},
           Row{"refresh_refused", std::nullopt, "", {"stopped"}},
           Row{"", 74 * day, "", {}},
           Row{"", 75 * day, "", {"token_old"}},
           Row{"", std::nullopt, "not subscribed", {"webhook"}},
           Row{"OA disabled", 80 * day, "not subscribed", {"stopped", "token_old", "webhook"}},
       }) {
    auto health = quiet_world(noon);
    health.accounts = {{"zalo", "607", row.stopped, row.age, row.webhook}};
    CAPTURE(row.stopped);
    const auto raised = engine::changes(health, {}).raised;
    CHECK(kinds(raised) == row.expected);
    CHECK(engine::changes(health, raised).raised.empty());  // once
    CHECK(engine::changes(health, raised).over.empty());
  }
}

TEST_CASE("an alarm is over when its cause is gone, a webhook's when it was looked at again") {
  auto health = quiet_world(noon);
  health.accounts = {{"zalo", "607", "", std::nullopt, std::nullopt}};
  const engine::Alarms open{{"zalo", "607", "stopped", "x", 1}, {"zalo", "607", "webhook", "gone", 1}, {"gone", "1", "stopped", "x", 1}};
  CHECK(kinds(engine::changes(health, open).over) == Kinds{"stopped", "stopped"});
  health.accounts[0].webhook = "";
  CHECK(kinds(engine::changes(health, open).over) == Kinds{"stopped", "webhook", "stopped"});
}
