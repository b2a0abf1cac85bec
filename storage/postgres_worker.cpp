// Which interruptions are repeated, how often, and with what pause between.
#include "storage/postgres_worker.hpp"

#include <algorithm>
#include <chrono>
#include <random>

namespace storage {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Decides about repeating one job. A serialisation failure is repeated for seconds; a cut connection twice (the first
// cut is often an idle connection that went stale); a commit in doubt until its repetition says how it ended, as long
// as callers can wait.
class Repetition {
 public:
  bool allowed_after(PostgresFault fault) {
    ++repeats_;
    in_doubt_ = in_doubt_ || fault == PostgresFault::in_doubt;
    if (fault == PostgresFault::away) ++cuts_;
    const auto spent = Clock::now() - start_;
    if (in_doubt_) return spent < 10s;
    return cuts_ <= 2 && spent < 5s;
  }
  bool in_doubt() const { return in_doubt_; }

  void pause() const {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int longest = std::min(250, 2 << std::min(repeats_, 7));
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution<int>(0, longest)(random)));
  }

 private:
  const Clock::time_point start_ = Clock::now();
  int repeats_ = 0;
  int cuts_ = 0;
  bool in_doubt_ = false;
};

using WriteTransaction = pqxx::transaction<pqxx::serializable, pqxx::read_write>;
using ReadTransaction = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

}  // namespace

PostgresWorker::PostgresWorker(Kind kind, std::string url, JobQueue& queue, const PostgresLock* lock,
                               PostgresCounters& counters)
    : kind_(kind),
      url_(std::move(url)),
      queue_(queue),
      lock_(lock),
      counters_(counters),
      thread_([this] { loop(); }) {}

PostgresWorker::~PostgresWorker() { thread_.join(); }

void PostgresWorker::loop() {
  std::deque<QueuedJob> taken;
  while (queue_.take(taken, 1)) {
    for (QueuedJob& item : taken) item.finish(run(item));
    taken.clear();
  }
}

std::exception_ptr PostgresWorker::run(QueuedJob& item) {
  for (Repetition repetition;; repetition.pause()) {
    try {
      run_once(item);
      return nullptr;
    } catch (const PostgresInterrupted& interruption) {
      if (!repetition.allowed_after(interruption.fault)) return std::current_exception();
    } catch (const Unavailable&) {
      if (!repetition.in_doubt() || !repetition.allowed_after(PostgresFault::away)) return std::current_exception();
    } catch (...) {
      return std::current_exception();
    }
  }
}

void PostgresWorker::run_once(QueuedJob& item) {
  if (lock_ && !lock_->held()) throw Unavailable("The server has lost its lock on the PostgreSQL database.");
  connect_if_needed();
  kind_ == Kind::writer ? run_in<WriteTransaction>(item) : run_in<ReadTransaction>(item);
}

template <class Transaction>
void PostgresWorker::run_in(QueuedJob& item) {
  connection_->translated([&] {
    Transaction transaction(connection_->raw());
    PostgresSession session(*connection_, transaction);
    try {
      item.job(session);
    } catch (...) {
      if (session.failure()) std::rethrow_exception(session.failure());
      throw;
    }
    if (session.failure()) std::rethrow_exception(session.failure());
    transaction.commit();
  });
  if (kind_ == Kind::writer) ++counters_.commits;
}

// Only between jobs: nothing of a job ever runs on two connections.
void PostgresWorker::connect_if_needed() {
  if (connection_ && connection_->open()) return;
  connection_.reset();
  connection_ = std::make_unique<PostgresConnection>(url_);
}

}  // namespace storage
