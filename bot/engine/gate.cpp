#include "bot/engine/gate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace engine {
namespace asio = boost::asio;

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

asio::awaitable<void> Gate::pass(std::shared_ptr<Place> place) {
  asio::steady_timer timer(io_);
  for (auto now = steady_ms(); pacing_.available(now) <= 0; now = steady_ms()) {
    timer.expires_after(std::chrono::milliseconds(pacing_.next_at(now) - now));
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  place->leave();
  pacing_.take(steady_ms(), 1);
}

}  // namespace engine
