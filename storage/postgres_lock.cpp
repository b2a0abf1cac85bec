// The socket of the lock's connection is watched, so that its end is noticed at once and not at the next question.
#include "storage/postgres_lock.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>

namespace storage {

namespace {

using namespace std::chrono_literals;
// A server that was just killed may still hold its lock for a moment.
constexpr int tries_at_start = 10;
constexpr auto pause_between_tries = 150ms;
constexpr int milliseconds_between_questions = 5000;
constexpr int milliseconds_between_attempts = 250;

}  // namespace

PostgresLock::PostgresLock(std::string url) : url_(std::move(url)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  connection_ = std::make_unique<PostgresConnection>(url_);
  for (int i = 1; !try_lock(); ++i) {
    if (i == tries_at_start) throw UnusableDatabase("The PostgreSQL database is in use by another server.");
    std::this_thread::sleep_for(pause_between_tries);
  }
  held_ = true;
  watcher_ = std::thread([this] { watch(); });
}

PostgresLock::~PostgresLock() {
  stopping_ = true;
  ::eventfd_write(wake_, 1);
  watcher_.join();
  ::close(wake_);
}

bool PostgresLock::try_lock() {
  return connection_->translated([this] {
    pqxx::nontransaction session(connection_->raw());
    return session.exec1("SELECT pg_try_advisory_lock(hashtextextended('nhipcau ' || current_schema(), 0))")[0]
        .as<bool>();
  });
}

bool PostgresLock::still_alive() {
  return connection_->translated([this] {
    pqxx::nontransaction(connection_->raw()).exec("SELECT 1");
    return true;
  });
}

void PostgresLock::watch() {
  while (wait_for_news(), !stopping_) {
    try {
      if (held_ && still_alive()) continue;
      connection_ = std::make_unique<PostgresConnection>(url_);
      held_ = try_lock();
    } catch (const std::exception&) {
      held_ = false;
    }
  }
}

void PostgresLock::wait_for_news() const {
  pollfd watched[] = {{wake_, POLLIN, 0}, {held_ ? connection_->raw().sock() : -1, POLLIN, 0}};
  ::poll(watched, 2, held_ ? milliseconds_between_questions : milliseconds_between_attempts);
}

}  // namespace storage
