#include "bot/engine/inbox_worker.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>

#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"
#include "storage/inbox.hpp"

namespace engine {
namespace asio = boost::asio;

namespace {
constexpr std::chrono::minutes long_time{1};           // the bell rings when a batch is over; this only bounds a wait
constexpr std::size_t error_limit = 300;               // bytes of what a turn threw that are kept

auto read_events(const Shared& context, std::vector<std::int64_t> under_way) {
  std::sort(under_way.begin(), under_way.end());
  auto job = [context, under_way = std::move(under_way)](storage::Session& session) { return read_waiting(session, *context, under_way); };
  return storage::async_read(context->database, std::move(job));
}

auto record_failure(const Shared& context, const Arrived& event, std::string error) {
  auto job = [context, id = event.id, error = std::move(error)](storage::Session& session) {
    return storage::inbox::failed(session, id, error, context->options.turn_attempts);
  };
  return storage::async_write(context->database, event.conversation, std::move(job));
}

// What was thrown, in words; nothing for Unavailable: then the event waits.
std::optional<std::string> fault_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const storage::Unavailable&) {
    return std::nullopt;
  } catch (const std::exception& fault) {
    return std::string(fault.what()).substr(0, error_limit);
  } catch (...) {
    return "something that is no std::exception";
  }
}

}  // namespace

// Turns under way. A slot is written by its turn's job and read once all jobs are over.
struct InboxWorker::Batch {
  Batch(asio::io_context& io, std::vector<Arrived> arrived) : events(std::move(arrived)), results(events.size()), errors(events.size()), remaining(events.size()), over(io) {}
  std::vector<std::int64_t> ids() const {
    std::vector<std::int64_t> ids;
    for (const auto& event : events) ids.push_back(event.id);
    return ids;
  }
  const std::vector<Arrived> events;
  std::vector<TurnDone> results;
  std::vector<std::exception_ptr> errors;
  std::atomic<std::size_t> remaining;
  bool finished = false;
  Bell over;
};

InboxWorker::InboxWorker(Shared context, std::function<void(const TurnDone&)> after_turn)
    : context_(std::move(context)), after_turn_(std::move(after_turn)), bell_(context_->io) {}

void InboxWorker::start() {
  spawn_worker(*context_, "inbox_worker", [this] { return run(); });
}

asio::awaitable<void> InboxWorker::run() {
  std::vector<Arrived> next;
  while (!context_->stopping) {
    if (next.empty()) next = co_await read_events(context_, std::vector<std::int64_t>());
    if (next.empty()) {
      co_await bell_.wait(context_->options.tick);
      continue;
    }
    const auto batch = submit(std::move(next));
    next.clear();
    std::exception_ptr fault;
    try {
      if (!context_->stopping) next = co_await read_events(context_, batch->ids());
    } catch (...) {
      fault = std::current_exception();  // the batch under way is finished first
    }
    co_await finish(batch);
    if (fault) std::rethrow_exception(fault);
  }
}

InboxWorker::Running InboxWorker::submit(std::vector<Arrived> events) {
  auto batch = std::make_shared<Batch>(context_->io, std::move(events));
  const auto now = context_->now();
  for (std::size_t index = 0; index < batch->events.size(); ++index) submit_turn(batch, index, now);
  return batch;
}

void InboxWorker::submit_turn(const Running& batch, std::size_t index, std::int64_t now) {
  auto job = [context = context_, batch, index, now](storage::Session& session) {
    batch->results[index] = run_turn(session, *context, batch->events[index], now);
  };
  auto done = [context = context_, batch, index](std::exception_ptr error) {
    batch->errors[index] = std::move(error);
    if (batch->remaining.fetch_sub(1) > 1) return;
    asio::post(context->io, [batch] {
      batch->finished = true;
      batch->over.ring();
    });
  };
  context_->database.submit_write(batch->events[index].conversation, std::move(job), std::move(done));
}

asio::awaitable<void> InboxWorker::finish(Running batch) {
  while (!batch->finished) co_await batch->over.wait(long_time);
  std::exception_ptr away;
  for (std::size_t index = 0; index < batch->events.size(); ++index) {
    if (!batch->errors[index]) committed(batch->results[index]);
    else if (fault_of(batch->errors[index])) co_await fail(batch, index);
    else away = batch->errors[index];
  }
  if (away) std::rethrow_exception(away);  // the supervisor waits and starts again; nothing is lost
  context_->storage_works();
}

void InboxWorker::committed(const TurnDone& done) {
  if (!done.done) return;
  ++context_->stats.intents[done.intent];
  context_->stats.turn_time.add(done.milliseconds);
  after_turn_(done);
}

asio::awaitable<void> InboxWorker::fail(Running batch, std::size_t index) {
  const auto& event = batch->events[index];
  const bool dead = co_await record_failure(context_, event, *fault_of(batch->errors[index]));
  context_->log(dead ? "turn_dead" : "turn_failed", "inbox " + std::to_string(event.id));
}

}  // namespace engine
