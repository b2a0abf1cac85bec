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
constexpr std::int64_t strangers_slice = 500;           // rows a look, so that the writer is never held for long
using Batch = std::shared_ptr<const std::vector<Finished>>;

// One job: settles the batch and claims the next rows. Commits once for both.
auto settle_and_claim(const Shared& context, const ChannelSetup& setup, Batch batch, std::vector<Wish> wishes) {
  auto job = [context, &setup, batch = std::move(batch), wishes = std::move(wishes), now = context->now()](storage::Session& session) {
    for (const auto& finished : *batch) settle(session, *context, setup.name, finished, now);
    return claim_lot(session, *context, setup, wishes, now);
  };
  return storage::async_write(context->database, setup.name, std::move(job));
}

// Settles one row; without the rules if they throw at it.
auto settle_row(const Shared& context, const std::string& channel, const Finished& finished, bool with_rules) {
  auto job = [context, channel, finished = Finished(finished), with_rules, now = context->now()](storage::Session& session) mutable {
    if (!with_rules) finished.row.delivery_id.reset(), finished.row.flags &= ~(outbox::continued | outbox::ends);
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

asio::awaitable<void> pass(Gate& gate, std::shared_ptr<Gate::Place> place, const Context& context, const std::string& account) {
  co_await gate.pass(std::move(place));
  if (context.options.on_write) context.options.on_write(account);
}

// The row outlives the exchange that uses it.
adapters::http::Gate gate_of(Gate& gate, std::shared_ptr<Gate::Place> place, const Context& context, const outbox::Claimed& row) {
  return [&gate, place = std::move(place), &context, &row] { return pass(gate, place, context, row.account); };
}

// Rows of accounts that are not configured (any more) would wait for ever without anybody knowing.
auto hold_strangers(const Shared& context, const ChannelSetup& setup) {
  auto job = [&setup](storage::Session& session) {
    for (const auto& account : outbox::waiting_accounts(session, setup.name)) {
      const bool ours = std::any_of(setup.accounts.begin(), setup.accounts.end(), [&](const auto& known) { return known.id == account; });
      if (!ours) outbox::hold_account(session, setup.name, account, "account_unknown", strangers_slice);
    }
  };
  return storage::async_write(context->database, setup.name, std::move(job));
}

}  // namespace

Sender::Sender(Shared context, const ChannelSetup& setup, TokenBook& tokens, Evidence& evidence)
    : context_(std::move(context)), setup_(setup), tokens_(tokens), evidence_(evidence), bell_(context_->io), uploads_(context_, setup, tokens) {
  for (const auto& account : setup.accounts) lines_.push_back(std::make_unique<Line>(context_->io, account.id, setup.sends_per_second));
}

void Sender::start() {
  spawn_worker(*context_, "sender_" + setup_.name, [this] { return run(); });
}

void Sender::wake() {
  for (auto& line : lines_) line->more = true;
  bell_.ring();
}

asio::awaitable<void> Sender::run() {
  while (!context_->stopping || in_flight_ > 0 || !finished_.empty()) {
    if (!context_->stopping && context_->now() >= recheck_at_) co_await recheck();
    if (finished_.empty() && !hungry()) co_await rest();
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
  const auto now = steady_ms();
  if (in_flight_ < setup_.connections)
    for (auto& line : lines_)
      if (line->more) limit = std::min(limit, std::chrono::milliseconds(line->gate.pacing().next_claim(now) - now));
  const bool rung = co_await bell_.wait(std::max(limit, std::chrono::milliseconds(1)));
  if (!rung && limit >= context_->options.tick) wake();
}

// A claim whose commit was in doubt may stand in the database although nobody posts it: it would block its conversation. No claim is
// under way here, so a row of ours that was not posted never will be.
asio::awaitable<void> Sender::recheck() {
  const auto taken = co_await take_back(context_, setup_.name, posted_);
  co_await hold_strangers(context_, setup_);
  recheck_at_ = context_->now() + context_->options.recheck.count();
  if (taken == 0) co_return;
  wake();
  context_->log("claims_taken_back", setup_.name + ": " + std::to_string(taken) + " messages");
}

Sender::Line* Sender::line(const std::string& account) {
  for (auto& line : lines_)
    if (line->account == account) return line.get();
  return nullptr;
}

// The free connections are shared out from another account each time, so that none waits for long.
std::vector<Wish> Sender::wishes() {
  std::vector<Wish> wishes;
  if (context_->stopping) return wishes;
  auto free = setup_.connections - in_flight_;
  const auto now = steady_ms();
  ++turn_;
  for (std::size_t n = 0; n < lines_.size() && free > 0; ++n) {
    auto& line = *lines_[(turn_ + n) % lines_.size()];
    const auto share = (free + static_cast<std::int64_t>(lines_.size() - n) - 1) / static_cast<std::int64_t>(lines_.size() - n);
    const auto limit = line.more ? std::min(share, line.gate.pacing().claimable(now)) : 0;
    if (limit > 0) wishes.push_back({line.account, limit});
    free -= limit;
  }
  return wishes;
}

bool Sender::hungry() {
  if (context_->stopping || in_flight_ >= setup_.connections) return false;
  const auto now = steady_ms();
  return std::any_of(lines_.begin(), lines_.end(), [&](auto& line) { return line->more && line->gate.pacing().claimable(now) > 0; });
}

// An account that gave less than was asked for has no more.
void Sender::note(const std::vector<Wish>& wishes, const Lot& lot) {
  for (const auto& wish : wishes) {
    const auto claimed = lot.claimed.find(wish.account);
    line(wish.account)->more = claimed != lot.claimed.end() && claimed->second == wish.limit;
  }
}

asio::awaitable<void> Sender::cycle() {
  const auto batch = std::make_shared<const std::vector<Finished>>(std::move(finished_));
  finished_.clear();
  const auto wished = wishes();
  Lot lot;
  std::exception_ptr fault;
  bool poisoned = false;
  try {
    lot = co_await settle_and_claim(context_, setup_, batch, wished);
  } catch (const storage::Unavailable&) {
    fault = std::current_exception();
  } catch (const std::exception&) {
    poisoned = true;                                    // one row's rules threw: nothing of the batch was kept
    if (batch->empty()) fault = std::current_exception();  // while claiming: said once, tried again after a pause
  }
  if (fault) {
    finished_.insert(finished_.begin(), batch->begin(), batch->end());
    wake();
    co_await pause(*context_, context_->options.tick);
    std::rethrow_exception(fault);
  }
  context_->storage_works();
  if (poisoned) {
    co_await settle_alone(*batch);
    co_return;
  }
  settled(*batch);
  note(wished, lot);
  post(std::move(lot.rows));
}

// Row by row. Should storage go away meanwhile, the rest is kept for later.
asio::awaitable<void> Sender::settle_alone(std::vector<Finished> finished) {
  wake();
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
  in_flight_ += static_cast<std::int64_t>(rows.size());
  for (auto& row : rows) {
    evidence_.writing(row.id);
    posted_.insert(row.id);
    auto place = std::make_shared<Gate::Place>(line(row.account)->gate);
    spawn_task(*context_, "send", post_one(std::move(row), std::move(place)));
  }
}

asio::awaitable<void> Sender::post_one(outbox::Claimed row, Place place) {
  auto outcome = co_await sent(row, place);
  place->leave();
  if (std::holds_alternative<adapters::Unsure>(outcome))
    if (auto echoed = evidence_.seen(row.id); !echoed.empty()) outcome = adapters::Sent{std::move(echoed)};
  ++context_->stats.sends[{setup_.name, std::string(adapters::name(outcome))}];
  const auto& options = context_->options;
  const RetryPolicy policy{{options.back_off, options.back_off_cap}, options.send_attempts};
  auto verdict = judge(outcome, {row.attempts, row.flags}, policy, context_->now(), context_->chance());
  --in_flight_;
  finished_.push_back({std::move(row), std::move(verdict)});
  bell_.ring();
}

// Whatever fails before the message is on its way leaves it unsent.
asio::awaitable<adapters::Outcome> Sender::sent(const outbox::Claimed& row, Place place) {
  try {
    co_return co_await send(row, place);
  } catch (const storage::Unavailable&) {
    co_return adapters::RetryAt{0, "storage_away"};
  } catch (const std::exception&) {
    co_return adapters::Unsure{"failed_while_sending"};  // nobody knows how far it came: a human or the conversation tells
  }
}

asio::awaitable<adapters::Outcome> Sender::send(const outbox::Claimed& row, Place place) {
  Prepared prepared;
  try {
    prepared = prepare(row, *setup_.channel);
  } catch (const std::exception&) {
    co_return adapters::Rejected{"cannot_be_composed"};
  }
  if (prepared.media != 0 && !prepared.outgoing.message.plain) {
    auto media = co_await uploads_.find(row.account, prepared.media);
    if (auto* why = std::get_if<adapters::Outcome>(&media)) co_return std::move(*why);
    prepared.outgoing.message.media = std::get<adapters::Media>(std::move(media));
  }
  co_return co_await write(row, std::move(prepared.outgoing), place);
}

asio::awaitable<adapters::Outcome> Sender::write(const outbox::Claimed& row, adapters::Outgoing outgoing, Place place) {
  const auto token = tokens_.find(setup_.name, row.account);
  if (!token) co_return adapters::Hold{adapters::HoldUntil::human_acts, "account_unknown", false};
  adapters::http::ClientRequest request;
  try {
    request = setup_.channel->compose(outgoing, token->credentials);
  } catch (const std::exception&) {
    co_return adapters::Rejected{"cannot_be_composed"};
  }
  auto& gate = line(row.account)->gate;
  auto through = gate_of(gate, std::move(place), *context_, row);
  const auto result = co_await context_->client.exchange(std::move(request), std::move(through));
  if (const auto* response = std::get_if<adapters::http::ClientResponse>(&result))
    if (const auto used = setup_.channel->usage(*response)) gate.pacing().slow(*used, steady_ms());
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
