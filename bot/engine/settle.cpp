#include "bot/engine/settle.hpp"

#include <algorithm>

#include "storage/credentials.hpp"

namespace engine {
namespace {

using State = Verdict::State;
constexpr std::int64_t quota_pause = 3'600'000;        // a quota renews on a day or month nobody tells us: look again in an hour

std::string_view name(adapters::HoldUntil until) {
  switch (until) {
    case adapters::HoldUntil::person_writes: return "person_writes";
    case adapters::HoldUntil::quota_renews: return "quota_renews";
    case adapters::HoldUntil::human_acts: return "human_acts";
  }
  return "human_acts";
}

Verdict again(const adapters::RetryAt& retry, std::int64_t attempts, const RetryPolicy& policy, std::int64_t now, double random) {
  Verdict verdict{.state = State::queued, .due_at = 0, .held_until = {}, .reason = retry.reason, .message_id = {}, .stop_account = false};
  if (attempts + 1 >= policy.attempts) verdict.state = State::dead;
  verdict.due_at = retry.at > 0 ? std::max(retry.at, now) : now + wait_ms(policy.back_off, attempts, random);
  return verdict;
}

struct Judge {
  std::int64_t attempts, now;
  const RetryPolicy& policy;
  double random;
  Verdict operator()(const adapters::Sent& sent) const { return make(State::sent, {}, sent.message_id); }
  Verdict operator()(const adapters::RetryAt& retry) const { return again(retry, attempts, policy, now, random); }
  Verdict operator()(const adapters::Rejected& rejected) const { return make(State::rejected, rejected.reason, {}); }
  Verdict operator()(const adapters::Unsure& unsure) const { return make(State::unsure, unsure.reason, {}); }
  Verdict operator()(const adapters::Hold& hold) const {
    auto verdict = make(State::held, hold.reason, {});
    verdict.held_until = name(hold.until);
    verdict.due_at = hold.until == adapters::HoldUntil::quota_renews ? now + quota_pause : now;
    verdict.stop_account = hold.stop_account;
    return verdict;
  }
  static Verdict make(State state, std::string reason, std::string message_id) {
    return {state, 0, {}, std::move(reason), std::move(message_id), false};
  }
};

bool write(storage::Session& session, const storage::outbox::Claim& claim, const Verdict& verdict, std::int64_t now) {
  switch (verdict.state) {
    case State::sent: return storage::outbox::sent(session, claim, verdict.message_id, now);
    case State::queued: return storage::outbox::retry(session, claim, verdict.due_at, verdict.reason);
    case State::held: return storage::outbox::hold(session, claim, verdict.held_until, verdict.reason, verdict.due_at);
    case State::rejected: return storage::outbox::end(session, claim, "rejected", verdict.reason, now);
    case State::unsure: return storage::outbox::end(session, claim, "unsure", verdict.reason, now);
    case State::dead: return storage::outbox::end(session, claim, "dead", verdict.reason, now);
  }
  return false;
}

void brake(storage::Session& session, const storage::credentials::Account& account, const Verdict& verdict) {
  if (pauses_account(verdict)) storage::credentials::pause(session, account, verdict.due_at);
  else if (verdict.stop_account) storage::credentials::stop(session, account, verdict.reason);
}

std::optional<trade_union::Settled> settled_as(State state) {
  switch (state) {
    case State::sent: return trade_union::Settled::sent;
    case State::held: return trade_union::Settled::held;
    case State::rejected:
    case State::dead: return trade_union::Settled::failed;
    case State::unsure: return trade_union::Settled::unsure;
    case State::queued: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Verdict judge(const adapters::Outcome& outcome, std::int64_t attempts, const RetryPolicy& policy, std::int64_t now, double random) {
  return std::visit(Judge{attempts, now, policy, random}, outcome);
}

bool pauses_account(const Verdict& verdict) { return verdict.stop_account && verdict.held_until == "quota_renews"; }

bool settle(storage::Session& session, const Context& context, const std::string& channel, const Finished& finished, std::int64_t now) {
  const auto& [row, verdict] = finished;
  if (!write(session, {row.id, row.number}, verdict, now)) return false;
  brake(session, {channel, row.account}, verdict);
  if (const auto how = settled_as(verdict.state)) tell_rules(session, context, row.delivery_id, *how, verdict.reason, now);
  return true;
}

void tell_rules(storage::Session& session, const Context& context, std::optional<std::int64_t> delivery_id, trade_union::Settled how,
                const std::string& reason, std::int64_t now) {
  if (delivery_id) context.rules.delivery_settled(session, *delivery_id, how, reason, now);
}

}  // namespace engine
