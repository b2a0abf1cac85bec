// The composition of the engine: its parts in the order they depend on each other, and who rings whom.
#include "bot/engine/engine.hpp"

#include <algorithm>
#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/evidence.hpp"
#include "bot/engine/inbox_worker.hpp"
#include "bot/engine/intake.hpp"
#include "bot/engine/known_roll.hpp"
#include "bot/engine/open_groups.hpp"
#include "bot/engine/proof.hpp"
#include "bot/engine/read_back.hpp"
#include "bot/engine/scheduler.hpp"
#include "bot/engine/sender.hpp"
#include "bot/engine/supervise.hpp"
#include "bot/engine/tokens.hpp"
#include "bot/engine/watch.hpp"
#include "storage/await.hpp"
#include "storage/credentials.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"

namespace engine {
namespace asio = boost::asio;

namespace {

constexpr int owner_bits = 64;

Shared make_context(asio::io_context& io, storage::Database& database, RulesPort rules, adapters::http::Client& client,
                    const storage::Vault& vault, std::vector<ChannelSetup> channels, Options options) {
  auto owner = options.owner + "-" + storage::random_token(owner_bits);
  return std::make_shared<Context>(Context{io, database, std::move(rules), client, vault, std::move(channels), std::move(options), std::move(owner)});
}

auto read_queues(const Shared& context) {
  return storage::async_read(context->database, [now = context->now()](storage::Session& session) {
    const auto inbox = storage::inbox::counts(session);
    const auto out = storage::outbox::counts(session, now);
    QueueState state;
    state.inbox_waiting = inbox.waiting;
    state.inbox_dead = inbox.dead;
    state.replies_due = out.replies_due;
    state.bulk_due = out.bulk_due;
    state.held = out.held;
    state.rejected = out.rejected;
    state.unsure = out.unsure;
    state.outbox_dead = out.dead;
    state.oldest_due_ms = out.oldest_due_at ? now - *out.oldest_due_at : 0;
    state.sending_stopped = storage::sending_stopped(session);
    state.alarms = storage::alarms::open(session);
    return state;
  });
}

}  // namespace

void Histogram::add(double milliseconds) {
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), milliseconds) - bounds.begin();
  ++counts[static_cast<std::size_t>(bucket)];
  sum += milliseconds;
  ++count;
}

struct Engine::Impl {
  explicit Impl(Shared shared)
      : context(std::move(shared)),
        tokens(context),
        groups(context),
        roll(context),
        watch(context, tokens),
        read_back(context, tokens),
        worker(context, [this](const TurnDone& done) { after_turn(done); }),
        scheduler(context, tokens, [this](const TurnDone& done) { after_turn(done); }),
        intake(context, groups, evidence, watch, [this] { worker.wake(); }) {
    for (const auto& setup : context->channels) senders.push_back(std::make_unique<Sender>(context, setup, tokens, evidence));
    context->wake_senders = [this] { wake_senders(); };
  }

  void wake_senders() {
    for (auto& sender : senders) sender->wake();
  }
  void after_turn(const TurnDone& done) {
    if (done.spoke) wake_senders();
    if (done.questions_changed) groups.read_again();
    roll.after_turn(done.intent);
    if (done.work_waiting) scheduler.plan();
  }
  // Nothing goes out before what an earlier run left behind is known.
  asio::awaitable<void> start_senders() {
    co_await recover(context, evidence);
    co_await tokens.load();
    for (auto& sender : senders) sender->start();
    tokens.renew_due(context->now());
    watch.start();
    read_back.start();
  }
  void wake() {
    worker.wake();
    scheduler.wake();
    wake_senders();
  }
  asio::awaitable<void> stop(std::chrono::milliseconds grace) {
    context->stopping = true;
    wake();
    const auto deadline = std::chrono::steady_clock::now() + grace;
    while (context->running > 0 && std::chrono::steady_clock::now() < deadline)
      co_await context->ended.wait(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()));
  }

  Shared context;
  Evidence evidence;
  TokenBook tokens;
  OpenGroups groups;
  KnownRoll roll;
  Watch watch;
  ReadBack read_back;
  InboxWorker worker;
  Scheduler scheduler;
  Intake intake;
  std::vector<std::unique_ptr<Sender>> senders;
};

Engine::Engine(asio::io_context& io, storage::Database& database, RulesPort rules, adapters::http::Client& client, const storage::Vault& vault,
               std::vector<ChannelSetup> channels, Options options)
    : impl_(std::make_shared<Impl>(make_context(io, database, std::move(rules), client, vault, std::move(channels), std::move(options)))) {
  impl_->context->keeper = impl_;
}

Engine::~Engine() = default;

asio::awaitable<void> Engine::accept(std::string channel, std::vector<adapters::Event> events) {
  const auto keep = impl_;
  co_await keep->intake.accept(std::move(channel), std::move(events));
}

void Engine::start() {
  impl_->worker.start();
  impl_->scheduler.start();
  impl_->roll.look_again();
  spawn_worker(*impl_->context, "start", [impl = impl_.get()] { return impl->start_senders(); });
}

asio::awaitable<void> Engine::stop(std::chrono::milliseconds grace) {
  const auto keep = impl_;
  co_await keep->stop(grace);
}

void Engine::wake() {
  impl_->groups.read_again();
  impl_->roll.look_again();
  impl_->wake();
}

const ChannelSetup* Engine::channel(std::string_view name) const { return impl_->context->channel(name); }

Stats Engine::stats() const { return impl_->context->stats; }

asio::awaitable<QueueState> Engine::queues() {
  const auto keep = impl_;
  auto state = co_await read_queues(keep->context);
  state.token_age_ms = keep->tokens.ages(keep->context->now());
  co_return state;
}

}  // namespace engine
