#include "bot/engine/settle.hpp"

#include <algorithm>

#include "bot/engine/outgoing.hpp"
#include "storage/credentials.hpp"
#include "storage/media.hpp"

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

Verdict make(State state, std::string reason, std::string message_id = {}) {
  return {state, 0, {}, std::move(reason), std::move(message_id), 0, false};
}

// What the answer asks for first, if that was not done before; nothing else helps.
std::optional<std::int64_t> wanted_first(const adapters::RetryAt& retry) {
  if (retry.plain) return storage::outbox::plain;
  if (retry.upload_again) return storage::outbox::uploaded_again;
  return std::nullopt;
}

Verdict again(const adapters::RetryAt& retry, const Tried& tried, const RetryPolicy& policy, std::int64_t now, double random) {
  const auto first = wanted_first(retry);
  if (first && (tried.flags & *first) != 0) return make(State::rejected, retry.reason);
  auto verdict = make(State::queued, retry.reason);
  verdict.flags = first.value_or(0);
  const auto most = retry.attempts > 0 ? std::min(policy.attempts, retry.attempts) : policy.attempts;
  if (retry.pause > 0) verdict.pause_until = now + retry.pause;
  else if (tried.attempts + 1 >= most) verdict.state = State::dead;
  verdict.due_at = retry.at > 0 ? std::max(retry.at, now) : first ? now : now + wait_ms(policy.back_off, tried.attempts, random);
  return verdict;
}

struct Judge {
  const Tried& tried;
  std::int64_t now;
  const RetryPolicy& policy;
  double random;
  Verdict operator()(const adapters::Sent& sent) const { return make(State::sent, {}, sent.message_id); }
  Verdict operator()(const adapters::RetryAt& retry) const { return again(retry, tried, policy, now, random); }
  Verdict operator()(const adapters::Rejected& rejected) const { return make(State::rejected, rejected.reason); }
  Verdict operator()(const adapters::Unsure& unsure) const { return make(State::unsure, unsure.reason); }
  Verdict operator()(const adapters::Hold& hold) const {
    auto verdict = make(State::held, hold.reason);
    verdict.held_until = name(hold.until);
    verdict.due_at = hold.until == adapters::HoldUntil::quota_renews ? now + quota_pause : now;
    verdict.stop_account = hold.stop_account;
    return verdict;
  }
};

bool write(storage::Session& session, const storage::outbox::Claim& claim, const Verdict& verdict, std::int64_t now) {
  switch (verdict.state) {
    case State::sent: return storage::outbox::sent(session, claim, verdict.message_id, now);
    case State::queued:
      return storage::outbox::retry(session, claim, verdict.due_at, verdict.reason, {verdict.flags, verdict.pause_until == 0});
    case State::held: return storage::outbox::hold(session, claim, verdict.held_until, verdict.reason, verdict.due_at);
    case State::rejected: return storage::outbox::end(session, claim, "rejected", verdict.reason, now);
    case State::unsure: return storage::outbox::end(session, claim, "unsure", verdict.reason, now);
    case State::dead: return storage::outbox::end(session, claim, "dead", verdict.reason, now);
  }
  return false;
}

void brake(storage::Session& session, const storage::credentials::Account& account, const Verdict& verdict) {
  if (verdict.pause_until > 0) storage::credentials::pause(session, account, verdict.pause_until);
  else if (pauses_account(verdict)) storage::credentials::pause(session, account, verdict.due_at);
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

trade_union::Settled settled_as(const std::string& state) {
  using trade_union::Settled;
  return state == "sent" ? Settled::sent : state == "held" ? Settled::held : state == "unsure" ? Settled::unsure : Settled::failed;
}

void settle_covered(storage::Session& session, const Context& context, std::int64_t row, const Verdict& verdict, std::int64_t now) {
  using trade_union::Settled;
  if (verdict.state == State::sent) {
    tell_covered(session, context, row, Settled::sent, "", now);
    storage::outbox::covered_sent(session, row, now);
  } else if (verdict.state == State::unsure) {
    tell_covered(session, context, row, Settled::unsure, verdict.reason, now);
  } else if (verdict.state == State::rejected || verdict.state == State::dead) {
    storage::outbox::uncover(session, row);
  }
}

// The held rows of the message that ends with this row, oldest first.
std::vector<std::int64_t> parts_of(storage::Session& session, const storage::outbox::Claimed& last) {
  std::vector<std::int64_t> parts;
  for (const auto& held : storage::outbox::held_for_person(session, last.conversation)) {
    if (held.id > last.id) break;
    parts.push_back(held.id);
    if (held.id != last.id && (held.flags & storage::outbox::continued) == 0) parts.clear();
  }
  return parts;
}

// The person cannot be written to now: a group of theirs in its place, if the rules know one.
void say_instead(storage::Session& session, const Context& context, const storage::outbox::Claimed& row, std::int64_t now) {
  if (!row.delivery_id || !context.rules.instead) return;
  const auto instead = context.rules.instead(session, *row.delivery_id, now);
  if (!instead) return;
  const auto by = enqueue(session, context, *instead, "", now);
  for (const auto part : parts_of(session, row)) storage::outbox::cover_held(session, part, by);
}

}  // namespace

Verdict judge(const adapters::Outcome& outcome, const Tried& tried, const RetryPolicy& policy, std::int64_t now, double random) {
  return std::visit(Judge{tried, now, policy, random}, outcome);
}

bool pauses_account(const Verdict& verdict) { return verdict.stop_account && verdict.held_until == "quota_renews"; }

bool settle(storage::Session& session, const Context& context, const std::string& channel, const Finished& finished, std::int64_t now) {
  const auto& [row, verdict] = finished;
  if (!write(session, {row.id, row.number}, verdict, now)) return false;
  brake(session, {channel, row.account}, verdict);
  if ((verdict.flags & storage::outbox::uploaded_again) != 0) storage::media::drop_upload(session, {channel, row.account}, media_of(row.message));
  if (const auto how = settled_as(verdict.state)) tell_settled(session, context, {row.id, row.delivery_id, row.flags}, *how, verdict.reason, now);
  if ((row.flags & storage::outbox::covers) != 0) settle_covered(session, context, row.id, verdict, now);
  if (verdict.state == State::held && verdict.held_until == name(adapters::HoldUntil::person_writes)) say_instead(session, context, row, now);
  return true;
}

bool hold_for_person(storage::Session& session, const Context& context, const std::string& channel, const storage::outbox::Claimed& row, std::int64_t now) {
  auto verdict = make(State::held, "outside_window");
  verdict.held_until = name(adapters::HoldUntil::person_writes);
  return settle(session, context, channel, {row, verdict}, now);
}

void tell_covered(storage::Session& session, const Context& context, std::int64_t row, trade_union::Settled how, const std::string& reason, std::int64_t now) {
  for (const auto delivery : storage::outbox::covered_deliveries(session, row)) tell_rules(session, context, delivery, how, reason, now);
}

void tell_settled(storage::Session& session, const Context& context, const storage::outbox::Unfinished& row, trade_union::Settled how,
                  const std::string& reason, std::int64_t now) {
  constexpr auto several = storage::outbox::continued | storage::outbox::ends;
  if ((row.flags & several) == 0) return tell_rules(session, context, row.delivery_id, how, reason, now);
  if (const auto whole = storage::outbox::whole_message(session, row.id)) tell_rules(session, context, whole->delivery, settled_as(whole->state), whole->reason, now);
}

void tell_rules(storage::Session& session, const Context& context, std::optional<std::int64_t> delivery_id, trade_union::Settled how,
                const std::string& reason, std::int64_t now) {
  if (delivery_id) context.rules.delivery_settled(session, *delivery_id, how, reason, now);
}

}  // namespace engine
