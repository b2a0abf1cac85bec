// The one thread that writes an SQLite file: waiting jobs share a transaction (group commit); one that fails takes back
// only what it did itself. The jobs of a batch in which one failed run a second time.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "storage/job_queue.hpp"
#include "storage/sqlite_connection.hpp"

namespace storage {

class SqliteWriter {
 public:
  SqliteWriter(std::unique_ptr<SqliteConnection> connection, int max_batch);
  ~SqliteWriter();  // runs what was handed in, then truncates the WAL

  void submit(QueuedJob item) { queue_.put(std::move(item)); }
  // Runs work on the writer's connection between two transactions, and waits for it. Rethrows what it throws.
  void run_between_transactions(const std::function<void(SqliteConnection&)>& work);
  CommitStats stats() const { return {commits_.load(), jobs_.load()}; }

 private:
  struct Ran { QueuedJob item; std::exception_ptr error; };
  using Clock = std::chrono::steady_clock;

  void loop();
  void run_batch(std::deque<QueuedJob>& batch);
  void run_transaction(std::deque<QueuedJob>& batch, std::vector<Ran>& ran);
  void repeat(std::vector<Ran>& ran);
  std::exception_ptr run_in_savepoint(QueuedJob& item);
  std::exception_ptr run_job(QueuedJob& item);
  static std::exception_ptr call(QueuedJob& item, SqliteSession& session);
  void tell(std::vector<Ran>& ran);
  void run_between();
  void truncate_wal_if_due(bool idle);

  std::unique_ptr<SqliteConnection> connection_;
  const std::size_t max_batch_;
  JobQueue queue_;
  std::function<void()> between_;  // set by a job of run_between_transactions, for after its transaction
  Clock::time_point last_truncation_ = Clock::now();
  bool wal_may_be_long_ = false;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> jobs_ = 0;
  std::thread thread_;
};

}  // namespace storage
