// Wakes the open chat pages when something was written in a chat they watch.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <set>

namespace adapters::sandbox {

class News {
 public:
  explicit News(boost::asio::io_context& io) : io_(io) {}
  void ring() {
    for (boost::asio::steady_timer* waiter : waiters_) waiter->cancel();
  }
  void close() {
    closed_ = true;
    ring();
  }
  bool closed() const { return closed_; }

  // Until the next ring, at most `longest`.
  boost::asio::awaitable<void> wait(std::chrono::milliseconds longest) {
    boost::asio::steady_timer timer(io_, longest);
    const Waiter waiter(*this, timer);
    co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }

 private:
  struct Waiter {
    Waiter(News& of, boost::asio::steady_timer& timer) : news(of), own(timer) { news.waiters_.insert(&own); }
    ~Waiter() { news.waiters_.erase(&own); }
    News& news;
    boost::asio::steady_timer& own;
  };

  boost::asio::io_context& io_;
  std::set<boost::asio::steady_timer*> waiters_;
  bool closed_ = false;
};

}  // namespace adapters::sandbox
