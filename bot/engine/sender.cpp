#include "bot/engine/sender.hpp"

#include <algorithm>

#include "bot/engine/outgoing.hpp"
#include "bot/engine/proof.hpp"
#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"
#include "storage/credentials.hpp"

namespace engine {
namespace asio = boost::asio;
namespace outbox = storage::outbox;

namespace {

constexpr std::chrono::milliseconds gathering{2};
constexpr std::int64_t lease_time = 120'000;            // longer than any exchange
using Batch = std::shared_ptr<const std::vector<Finished>>;

// One job: settles the batch and claims the next rows. Commits once for both.
auto settle_and_claim(const Shared& context, const std::string& channel, Batch batch, std::int64_t limit) {
  auto job = [context, channel, batch = std::move(batch), limit, now = context->now()](storage::Session& session) {
    for (const auto& finished : *batch) settle(session, *context, channel, finished, now);
    if (limit <= 0 || storage::sending_stopped(session)) return std::vector<outbox::Claimed>{};
    return outbox::claim(session, channel, now, limit, {context->owner, now + lease_time});
  };
  return storage::async_write(context->database, channel, std::move(job));
}

// Settles one row; without the rules if they throw at it.
auto settle_row(const Shared& context, const std::string& channel, const Finished& finished, bool with_rules) {
  auto job = [context, channel, finished = Finished(finished), with_rules, now = context->now()](storage::Session& session) mutable {
    if (!with_rules) finished.row.delivery_id.reset();
    settle(session, *context, channel, finished, now);
  };
  return storage::async_write(context->database, channel, std::move(job));
}

auto take_back(const Shared& context, const std::string& channel, const std::set<std::int64_t>& posted) {
  auto job = [context, channel, posted = std::vector(posted.begin(), posted.end()), now = context->now()](storage::Session& session) {
    return outbox::take_back(session, channel, context->owner, posted, now);
  };
  return storage::async_write(context->database, channel, std::move(job));
}

}  // namespace

Sender::Sender(Shared context, const ChannelSetup& setup, TokenBook& tokens, Evidence& evidence)
    : context_(std::move(context)), setup_(setup), tokens_(tokens), evidence_(evidence), bell_(context_->io), pacing_(setup.sends_per_second) {}

void Sender::start() {
  spawn_worker(*context_, "sender_" + setup_.name, [this] { return run(); });
}

void Sender::wake() {
  more_ = true;
  bell_.ring();
}

asio::awaitable<void> Sender::run() {
  while (!context_->stopping || in_flight_ > 0 || !finished_.empty()) {
    if (!context_->stopping && context_->now() >= recheck_at_) co_await recheck();
    if (finished_.empty() && (!more_ || wanted() == 0)) co_await rest();
    else co_await gather_and_cycle();
  }
}

asio::awaitable<void> Sender::gather_and_cycle() {
  co_await gather();
  co_await cycle();
}

// Many exchanges under way: settles and claims in larger lots, so that one commit serves more of them.
asio::awaitable<void> Sender::gather() {
  const auto enough = setup_.connections / 4;
  bool rung = true;
  while (rung && in_flight_ > enough && std::cmp_less(finished_.size(), enough)) rung = co_await bell_.wait(gathering);
}

// Until something is finished, somebody rings, pacing lets the next one go, or a tick has passed: late rows come due unannounced.
asio::awaitable<void> Sender::rest() {
  auto limit = context_->options.tick;
  const auto now = context_->now();
  if (more_ && in_flight_ < setup_.connections) limit = std::min(limit, std::chrono::milliseconds(pacing_.next_at(now) - now));
  const bool rung = co_await bell_.wait(std::max(limit, std::chrono::milliseconds(1)));
  if (!rung) more_ = true;
}

// A claim whose commit was in doubt may stand in the database although nobody posts it: it would block its conversation. No claim is
// under way here, so a row of ours that was not posted never will be.
asio::awaitable<void> Sender::recheck() {
  const auto taken = co_await take_back(context_, setup_.name, posted_);
  recheck_at_ = context_->now() + context_->options.recheck.count();
  if (taken == 0) co_return;
  more_ = true;
  context_->log("claims_taken_back", setup_.name + ": " + std::to_string(taken) + " messages");
}

std::int64_t Sender::wanted() {
  if (context_->stopping) return 0;
  return std::min(setup_.connections - in_flight_, pacing_.available(context_->now()));
}

asio::awaitable<void> Sender::cycle() {
  const auto batch = std::make_shared<const std::vector<Finished>>(std::move(finished_));
  finished_.clear();
  const auto limit = wanted();
  more_ = false;
  std::vector<outbox::Claimed> claimed;
  std::exception_ptr fault;
  bool poisoned = false;
  try {
    claimed = co_await settle_and_claim(context_, setup_.name, batch, limit);
  } catch (const storage::Unavailable&) {
    fault = std::current_exception();
  } catch (const std::exception&) {
    poisoned = true;                                    // one row's rules threw: nothing of the batch was kept
  }
  if (fault) {
    finished_.insert(finished_.begin(), batch->begin(), batch->end());
    more_ = true;
    co_await pause(*context_, context_->options.tick);
    std::rethrow_exception(fault);
  }
  context_->storage_works();
  if (poisoned) co_await settle_alone(*batch);
  else settled(*batch);
  if (limit > 0 && std::cmp_equal(claimed.size(), limit)) more_ = true;
  post(std::move(claimed));
}

// Row by row. Should storage go away meanwhile, the rest is kept for later.
asio::awaitable<void> Sender::settle_alone(std::vector<Finished> finished) {
  more_ = true;
  std::size_t done = 0;
  std::exception_ptr away;
  while (!away && done < finished.size()) {
    try {
      co_await settle_one(finished[done]);
      ++done;
    } catch (const storage::Unavailable&) {
      away = std::current_exception();
    }
  }
  if (!away) co_return;
  finished_.insert(finished_.begin(), finished.begin() + static_cast<std::ptrdiff_t>(done), finished.end());
  co_await pause(*context_, context_->options.tick);
  std::rethrow_exception(away);
}

// Throws Unavailable only.
asio::awaitable<void> Sender::settle_one(const Finished& finished) {
  const bool counted = co_await try_to_settle(finished, true);
  if (!counted) co_await try_to_settle(finished, false);
}

asio::awaitable<bool> Sender::try_to_settle(const Finished& finished, bool with_rules) {
  try {
    co_await settle_row(context_, setup_.name, finished, with_rules);
    settled({finished});
    co_return true;
  } catch (const storage::Unavailable&) {
    throw;
  } catch (const std::exception& error) {
    const auto* what = with_rules ? "delivery_not_counted" : "message_not_settled";
    context_->log(what, "outbox " + std::to_string(finished.row.id) + ": " + error.what());
    co_return false;
  }
}

void Sender::settled(const std::vector<Finished>& finished) {
  for (const auto& [row, verdict] : finished) {
    posted_.erase(row.id);
    if (verdict.stop_account) context_->log(pauses_account(verdict) ? "account_paused" : "account_stopped", setup_.name + "/" + row.account + ": " + verdict.reason);
    auto message_id = evidence_.settled(row.id, verdict.state == Verdict::State::unsure);
    if (!message_id.empty()) spawn_task(*context_, "evidence", prove_sent(context_, row.id, std::move(message_id)));
  }
}

void Sender::post(std::vector<outbox::Claimed> rows) {
  pacing_.take(context_->now(), static_cast<std::int64_t>(rows.size()));
  in_flight_ += static_cast<std::int64_t>(rows.size());
  for (auto& row : rows) {
    evidence_.writing(row.id);
    posted_.insert(row.id);
    spawn_task(*context_, "send", post_one(std::move(row)));
  }
}

asio::awaitable<void> Sender::post_one(outbox::Claimed row) {
  auto outcome = co_await send(row);
  if (std::holds_alternative<adapters::Unsure>(outcome))
    if (auto echoed = evidence_.seen(row.id); !echoed.empty()) outcome = adapters::Sent{std::move(echoed)};
  ++context_->stats.sends[{setup_.name, std::string(adapters::name(outcome))}];
  const auto& options = context_->options;
  const RetryPolicy policy{{options.back_off, options.back_off_cap}, options.send_attempts};
  auto verdict = judge(outcome, row.attempts, policy, context_->now(), context_->chance());
  --in_flight_;
  finished_.push_back({std::move(row), std::move(verdict)});
  bell_.ring();
}

asio::awaitable<adapters::Outcome> Sender::send(const outbox::Claimed& row) {
  const auto token = tokens_.find(setup_.name, row.account);
  if (!token) co_return adapters::Hold{adapters::HoldUntil::human_acts, "account_unknown", false};
  adapters::Outgoing outgoing;
  adapters::http::ClientRequest request;
  try {
    outgoing = outgoing_of(row);
    request = setup_.channel->compose(outgoing, token->credentials);
  } catch (const std::exception&) {
    co_return adapters::Rejected{"cannot_be_composed"};
  }
  const auto result = co_await context_->client.exchange(std::move(request));
  auto outcome = classified(outgoing, result);
  if (const auto* retry = std::get_if<adapters::RetryAt>(&outcome); retry && retry->refresh_token)
    tokens_.refused(setup_.name, row.account, token->version);
  co_return outcome;
}

adapters::Outcome Sender::classified(const adapters::Outgoing& outgoing, const adapters::http::ClientResult& result) const {
  try {
    return setup_.channel->classify(outgoing, result, context_->now());
  } catch (const std::exception&) {
    return adapters::Unsure{"answer_not_understood"};
  }
}

}  // namespace engine
