// Fair slots and reuse of idle connections.
#include "adapters/http/pool.hpp"

#include <algorithm>

namespace adapters::http {

std::unique_ptr<PooledConnection> Pool::take_idle() {
  drop_stale(Deadline::Clock::now());
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->transport.quiet()) return connection;
  }
  return nullptr;
}

void Pool::put_back(std::unique_ptr<PooledConnection> connection) {
  const auto now = Deadline::Clock::now();
  drop_stale(now);
  connection->idle_since = now;
  idle_.push_back(std::move(connection));
}

void Pool::drop_stale(Deadline::Clock::time_point now) {
  const auto fresh = [&](const auto& connection) { return now - connection->idle_since < idle_timeout_; };
  idle_.erase(idle_.begin(), std::find_if(idle_.begin(), idle_.end(), fresh));
}

void Pool::pass_on() {
  if (waiting_.empty()) {
    --in_use_;
    return;
  }
  Slot* next = waiting_.front();
  waiting_.pop_front();
  next->held_ = true;
  next->deadline_->ring();
}

Pool::Slot::Slot(std::shared_ptr<Pool> pool, std::shared_ptr<Deadline> deadline)
    : pool_(std::move(pool)), deadline_(std::move(deadline)) {
  if (pool_->in_use_ < pool_->most_) {
    ++pool_->in_use_;
    held_ = true;
  } else {
    pool_->waiting_.push_back(this);
  }
}

Pool::Slot::~Slot() {
  if (held_) pool_->pass_on();
  else std::erase(pool_->waiting_, this);
}

boost::asio::awaitable<bool> Pool::Slot::granted() {
  if (!held_) co_await deadline_->wait();
  co_return held_;
}

}  // namespace adapters::http
