// A bell a loop waits on: rung when there may be work, so that nothing waits for a timer. I/O thread only. Work itself lives in the
// database; a ring that nobody heard is kept.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace engine {

class Bell {
 public:
  explicit Bell(boost::asio::io_context& io) : timer_(io) {}

  void ring() {
    rung_ = true;
    timer_.cancel();
  }

  // Until it rings (true; at once if it rang since the last wait) or the time is over (false). One waiter.
  boost::asio::awaitable<bool> wait(std::chrono::milliseconds limit) {
    if (!rung_) {
      timer_.expires_after(limit);
      co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    const bool rung = rung_;
    rung_ = false;
    co_return rung;
  }

 private:
  boost::asio::steady_timer timer_;
  bool rung_ = false;
};

}  // namespace engine
