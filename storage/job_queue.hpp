// Jobs on their way to a storage thread, and the part of a session both engines share.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

#include "storage/database.hpp"

namespace storage {

struct QueuedJob {
  Database::Job job;
  Database::Done done;
  bool reads_only = false;

  // Lets go of the job and tells the caller how it ended.
  void finish(std::exception_ptr error) {
    job = nullptr;
    std::exchange(done, nullptr)(std::move(error));
  }
};

// First in, first out; any thread puts, any number of threads take.
class JobQueue {
 public:
  void put(QueuedJob item) {
    {
      const std::lock_guard lock(mutex_);
      items_.push_back(std::move(item));
      if (waiting_ == 0) return;
    }
    bell_.notify_one();
  }

  // Moves up to `most` jobs into `into`, waiting for the first one, at most for `patience` if given (then into may stay
  // empty). False: closed, and nothing is left.
  bool take(std::deque<QueuedJob>& into, std::size_t most, std::optional<std::chrono::milliseconds> patience = {}) {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return closed_ || !items_.empty(); };
    ++waiting_;
    if (patience) bell_.wait_for(lock, *patience, ready);
    else bell_.wait(lock, ready);
    --waiting_;
    for (; most > 0 && !items_.empty(); --most) {
      into.push_back(std::move(items_.front()));
      items_.pop_front();
    }
    return !into.empty() || !closed_;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    bell_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  std::deque<QueuedJob> items_;
  int waiting_ = 0;
  bool closed_ = false;
};

// Remembers the first statement the engine refused: nothing runs after it, and the job fails even if it swallowed that.
class FailureKeepingSession : public Session {
 public:
  std::exception_ptr failure() const { return failure_; }
  // The failure was the engine's (full, broken, away), not the statement's.
  bool engine_in_trouble() const { return in_trouble_; }

 protected:
  ~FailureKeepingSession() = default;

  void refuse_after_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }
  // Runs one step of the engine and remembers when it throws.
  template <class F>
  decltype(auto) keep_failure(F step) {
    try {
      return step();
    } catch (const Unavailable&) {
      in_trouble_ = true;
      failure_ = std::current_exception();
      throw;
    } catch (...) {
      failure_ = std::current_exception();
      throw;
    }
  }

 private:
  std::exception_ptr failure_;
  bool in_trouble_ = false;
};

}  // namespace storage
