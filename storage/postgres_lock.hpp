// The mark that a server uses a PostgreSQL database: an advisory lock on a connection of its own, watched by a thread.
// PostgreSQL lets go of it when the process dies. held() is false from the loss of the connection until it is regained.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "storage/postgres_connection.hpp"

namespace storage {

class PostgresLock {
 public:
  explicit PostgresLock(std::string url);  // throws UnusableDatabase when another server holds it, Unavailable
  ~PostgresLock();
  bool held() const { return held_; }      // any thread

 private:
  bool try_lock();
  void watch();
  bool still_alive();
  void wait_for_news() const;  // until the connection says something, the server stops, or some seconds have passed

  const std::string url_;
  std::unique_ptr<PostgresConnection> connection_;
  std::atomic<bool> held_ = false;
  std::atomic<bool> stopping_ = false;
  int wake_;  // eventfd
  std::thread watcher_;
};

}  // namespace storage
