// The one deadline of an exchange: it ends waits and cuts transports, whatever the exchange is just doing.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

#include "adapters/http/transport.hpp"

namespace adapters::http {

// Held by shared_ptr: a pending timer keeps it alive. One I/O thread.
class Deadline : public std::enable_shared_from_this<Deadline> {
 public:
  using Clock = std::chrono::steady_clock;
  Deadline(const boost::asio::any_io_executor& executor, std::chrono::milliseconds limit)
      : timer_(executor), at_(Clock::now() + limit) {}

  Clock::time_point at() const { return at_; }
  bool passed() const { return Clock::now() >= at_; }

  boost::asio::awaitable<void> wait();                        // until ring() or the deadline
  void ring() { timer_.cancel(); }                            // resumes wait() soon

  void guard(Transport& transport) { guard(transport, at_); }
  void guard(Transport& transport, Clock::time_point until);  // closes the transport then, unless release() comes first
  void release();

 private:
  boost::asio::steady_timer timer_;
  Clock::time_point at_;
  Transport* guarded_ = nullptr;
};

}  // namespace adapters::http
