// Outcome of one send → what becomes of its row.
#include <catch2/catch.hpp>

#include "bot/engine/settle.hpp"

namespace {

using State = engine::Verdict::State;
using adapters::HoldUntil;
constexpr std::int64_t now = 1'000'000;
const engine::RetryPolicy policy{{std::chrono::milliseconds(1'000), std::chrono::milliseconds(60'000)}, 3};

engine::Verdict judged(const adapters::Outcome& outcome, std::int64_t attempts = 0, std::int64_t flags = 0) {
  return engine::judge(outcome, {attempts, flags}, policy, now, 0.0);
}

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

TEST_CASE("who is told to slow down pauses the account, and the try does not count") {
  adapters::RetryAt slow{now + 60'000, "throttled"};
  slow.pause = 2'000;
  const auto verdict = judged(slow, 2);
  CHECK(verdict.state == State::queued);
  CHECK(verdict.due_at == now + 60'000);
  CHECK(verdict.pause_until == now + 2'000);
  CHECK(judged(adapters::RetryAt{0, "busy"}).pause_until == 0);
}

TEST_CASE("an answer nobody knows is tried as often as the platform allows, not as often as we would") {
  adapters::RetryAt few{0, "what is this"};
  few.attempts = 2;
  CHECK(judged(few).state == State::queued);
  CHECK(judged(few, 1).state == State::dead);
  few.attempts = 100;
  CHECK(judged(few, 1).state == State::queued);
  CHECK(judged(few, 2).state == State::dead);
}

TEST_CASE("a plain form and a new upload are tried at once, and once") {
  namespace outbox = storage::outbox;
  adapters::RetryAt plain{0, "form refused"}, again{0, "attachment expired"};
  plain.plain = true;
  again.upload_again = true;
  CHECK(judged(plain).state == State::queued);
  CHECK(judged(plain).flags == outbox::plain);
  CHECK(judged(plain).due_at == now);
  CHECK(judged(plain, 1, outbox::plain).state == State::rejected);
  CHECK(judged(plain, 1, outbox::plain).reason == "form refused");
  CHECK(judged(again).flags == outbox::uploaded_again);
  CHECK(judged(again, 1, outbox::plain).flags == outbox::uploaded_again);
  CHECK(judged(again, 1, outbox::uploaded_again).state == State::rejected);
  CHECK(judged(adapters::RetryAt{0, "busy"}).flags == 0);
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
