#include "bot/engine/scheduler.hpp"

#include "bot/engine/supervise.hpp"
#include "storage/audit.hpp"
#include "storage/await.hpp"
#include "storage/early_receipts.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"
#include "storage/questions.hpp"
#include "storage/watch.hpp"

namespace engine {
namespace asio = boost::asio;

namespace {

constexpr std::int64_t house_every = 60'000;
constexpr std::int64_t day = 24 * 3'600'000LL;
constexpr std::int64_t kept = 7 * day;                  // platforms repeat a webhook for up to 36 hours; receipts come within days
constexpr std::int64_t rejected_kept = 90 * day;        // so long a human may ask why
constexpr std::int64_t slice = 500;
constexpr std::int64_t audit_settles = 10'000;          // a transaction that began before may still bring a row with a lower number

auto initiative(const Shared& context, const char* key, Initiative RulesPort::*what) {
  auto job = [context, what, now = context->now()](storage::Session& session) { return run_initiative(session, *context, context->rules.*what, now); };
  return storage::async_write(context->database, key, std::move(job));
}

using Forget = std::int64_t(storage::Session&, std::int64_t before, std::int64_t limit);

auto forget_slice(const Shared& context, Forget* forget, std::int64_t before) {
  return storage::async_write(context->database, "house", [forget, before](storage::Session& session) { return forget(session, before, slice); });
}

asio::awaitable<void> forget_old(Shared context, Forget* forget, std::int64_t before) {
  auto forgotten = slice;
  while (forgotten == slice && !context->stopping) forgotten = co_await forget_slice(context, forget, before);
}

auto release_quota(const Shared& context, std::int64_t now) {
  return storage::async_write(context->database, "house", [now](storage::Session& session) { return storage::outbox::release_quota(session, now); });
}

auto seal_slice(const Shared& context, std::int64_t now) {
  return storage::async_write(context->database, "audit", [now](storage::Session& session) { return storage::seal_audit(session, now - audit_settles, slice); });
}

}  // namespace

Scheduler::Scheduler(Shared context, TokenBook& tokens, std::function<void(const TurnDone&)> after_turn)
    : context_(std::move(context)), tokens_(tokens), after_turn_(std::move(after_turn)), bell_(context_->io), plan_bell_(context_->io) {}

void Scheduler::start() {
  spawn_worker(*context_, "scheduler", [this] { return run(); });
  spawn_worker(*context_, "planner", [this] { return run_planner(); });
}

void Scheduler::plan() { plan_bell_.ring(); }

void Scheduler::wake() {
  bell_.ring();
  plan_bell_.ring();
}

asio::awaitable<void> Scheduler::run() {
  while (!context_->stopping) {
    const auto now = context_->now();
    co_await come_due();
    tokens_.renew_due(now);
    if (now - house_kept_ >= house_every) co_await keep_house(now);
    co_await bell_.wait(context_->options.tick);
  }
}

// One decision that cannot be applied does not stop what else is due.
asio::awaitable<void> Scheduler::come_due() {
  std::exception_ptr broke;
  TurnDone turn;
  try {
    turn = co_await initiative(context_, "due", &RulesPort::due);
  } catch (const storage::Unavailable&) {
    throw;
  } catch (const std::exception& error) {
    broke = std::current_exception();
    context_->log("due_failed", error.what());
  }
  if (broke && !context_->rules.due_broke) std::rethrow_exception(broke);
  if (broke) turn = co_await initiative(context_, "due", &RulesPort::due_broke);
  after_turn_(turn);
  if (broke && !turn.work_waiting) std::rethrow_exception(broke);
}

asio::awaitable<void> Scheduler::run_planner() {
  while (!context_->stopping) {
    const auto turn = co_await initiative(context_, "plan", &RulesPort::plan_slice);
    after_turn_(turn);
    if (!turn.work_waiting) co_await plan_bell_.wait(context_->options.tick);
  }
}

asio::awaitable<void> Scheduler::keep_house(std::int64_t now) {
  co_await forget_old(context_, &storage::inbox::forget, now - kept);
  co_await forget_old(context_, &storage::outbox::forget, now - kept);
  co_await forget_old(context_, &storage::outbox::forget_rejected, now - rejected_kept);
  co_await forget_old(context_, &storage::forget_quiet, now);
  co_await forget_old(context_, &storage::early::forget, now - day);
  co_await forget_old(context_, &storage::forget_expired, now);
  co_await seal_audit(now);
  const auto released = co_await release_quota(context_, now);
  if (released > 0) context_->wake_senders();
  house_kept_ = now;
}

asio::awaitable<void> Scheduler::seal_audit(std::int64_t now) {
  auto sealed = slice;
  while (sealed == slice && !context_->stopping) sealed = co_await seal_slice(context_, now);
}

}  // namespace engine
