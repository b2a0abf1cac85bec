// Outcome of one send → what becomes of its row.
#include <catch2/catch.hpp>

#include "bot/engine/settle.hpp"

namespace {

using State = engine::Verdict::State;
using adapters::HoldUntil;
constexpr std::int64_t now = 1'000'000;
const engine::RetryPolicy policy{{std::chrono::milliseconds(1'000), std::chrono::milliseconds(60'000)}, 3};

engine::Verdict judged(const adapters::Outcome& outcome, std::int64_t attempts = 0) { return engine::judge(outcome, attempts, policy, now, 0.0); }

}  // namespace

TEST_CASE("every outcome has one verdict") {
  const auto sent = judged(adapters::Sent{"m1"});
  CHECK(sent.state == State::sent);
  CHECK(sent.message_id == "m1");

  const auto rejected = judged(adapters::Rejected{"blocked"});
  CHECK(rejected.state == State::rejected);
  CHECK(rejected.reason == "blocked");

  CHECK(judged(adapters::Unsure{"cut"}).state == State::unsure);
}

TEST_CASE("a retry waits as the platform says, else backs off, and ends dead") {
  CHECK(judged(adapters::RetryAt{now + 7'000, "busy"}).due_at == now + 7'000);
  CHECK(judged(adapters::RetryAt{now - 7'000, "busy"}).due_at == now);
  CHECK(judged(adapters::RetryAt{0, "busy"}).due_at == now + 500);
  CHECK(judged(adapters::RetryAt{0, "busy"}, 1).due_at == now + 1'000);
  CHECK(judged(adapters::RetryAt{0, "busy"}, 1).state == State::queued);
  CHECK(judged(adapters::RetryAt{0, "busy"}, 2).state == State::dead);
  CHECK(judged(adapters::RetryAt{0, "busy"}, 2).reason == "busy");
}

TEST_CASE("a hold says what it waits for") {
  const auto person = judged(adapters::Hold{HoldUntil::person_writes, "window", false});
  CHECK(person.state == State::held);
  CHECK(person.held_until == "person_writes");
  CHECK_FALSE(person.stop_account);

  const auto quota = judged(adapters::Hold{HoldUntil::quota_renews, "quota", false});
  CHECK(quota.held_until == "quota_renews");
  CHECK(quota.due_at > now);

  const auto human = judged(adapters::Hold{HoldUntil::human_acts, "token", true});
  CHECK(human.held_until == "human_acts");
  CHECK(human.stop_account);
  CHECK_FALSE(engine::pauses_account(human));
  CHECK_FALSE(engine::pauses_account(quota));
  CHECK(engine::pauses_account(judged(adapters::Hold{HoldUntil::quota_renews, "quota", true})));
}
