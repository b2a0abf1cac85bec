// One timer, used either to wait or to guard.
#include "adapters/http/deadline.hpp"

namespace adapters::http {

boost::asio::awaitable<void> Deadline::wait() {
  timer_.expires_at(at_);
  co_await timer_.async_wait(as_result);
}

void Deadline::guard(Transport& transport, Clock::time_point until) {
  guarded_ = &transport;
  timer_.expires_at(until);
  timer_.async_wait([self = shared_from_this(), transport = &transport](error_code error) {
    if (!error && self->guarded_ == transport) transport->close();
  });
}

void Deadline::release() {
  guarded_ = nullptr;
  timer_.cancel();
}

}  // namespace adapters::http
