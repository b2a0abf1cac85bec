// A thread with a PostgreSQL connection of its own that runs jobs from a queue, each in one transaction, and repeats a
// job whole when the transaction was interrupted.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "storage/postgres_connection.hpp"
#include "storage/postgres_lock.hpp"

namespace storage {

struct PostgresCounters { std::atomic<std::uint64_t> commits = 0; };

class PostgresWorker {
 public:
  enum class Kind { writer, reader };
  // Connects when the first job comes. Queue, lock (none: does not need it) and counters outlive the worker.
  PostgresWorker(Kind kind, std::string url, JobQueue& queue, const PostgresLock* lock, PostgresCounters& counters);
  ~PostgresWorker();  // the queue must be closed; runs what is left in it

 private:
  void loop();
  std::exception_ptr run(QueuedJob& item);
  void run_once(QueuedJob& item);
  template <class Transaction> void run_in(QueuedJob& item);
  void connect_if_needed();

  const Kind kind_;
  const std::string url_;
  std::unique_ptr<PostgresConnection> connection_;
  JobQueue& queue_;
  const PostgresLock* lock_;
  PostgresCounters& counters_;
  std::thread thread_;
};

}  // namespace storage
