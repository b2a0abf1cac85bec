#include "bot/engine/supervise.hpp"

#include <boost/asio/co_spawn.hpp>

namespace engine {
namespace asio = boost::asio;
namespace {

using Body = std::function<asio::awaitable<void>()>;

// Runs the body; "" if it ended by itself, else what it threw.
asio::awaitable<std::string> attempt(Context& context, Body& body) {
  try {
    co_await body();
    co_return "";
  } catch (const storage::Unavailable& error) {
    context.storage_fault(error);
    co_return std::string("storage: ") + error.what();
  } catch (const std::exception& error) {
    co_return error.what();
  }
}

asio::awaitable<void> supervise(Context& context, std::string name, Body body) {
  std::string last;
  while (true) {
    auto fault = co_await attempt(context, body);
    if (fault.empty() || context.stopping) co_return;
    if (fault != last && !context.storage_away) context.log(name + "_failed", fault);
    last = std::move(fault);
    co_await pause(context, context.options.tick);
  }
}

void start(Context& context, std::string name, asio::awaitable<void> task) {
  ++context.running;
  auto ended = [&context, name = std::move(name), keep = context.keeper.lock()](std::exception_ptr error) {
    try {
      if (error) std::rethrow_exception(error);
    } catch (const std::exception& fault) {
      context.log(name + "_failed", fault.what());
    }
    --context.running;
    context.ended.ring();
  };
  asio::co_spawn(context.io, std::move(task), std::move(ended));
}

}  // namespace

void spawn_worker(Context& context, std::string name, Body body) { start(context, name, supervise(context, name, std::move(body))); }

void spawn_task(Context& context, std::string name, asio::awaitable<void> task) { start(context, std::move(name), std::move(task)); }

asio::awaitable<void> pause(Context& context, std::chrono::milliseconds time) {
  asio::steady_timer timer(context.io, time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace engine
