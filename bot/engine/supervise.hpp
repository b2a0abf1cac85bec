// The one way the engine starts coroutines: none dies silently, and stop() knows when all have ended.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "bot/engine/context.hpp"

namespace engine {

// Runs body; if it throws, says so once a fault and starts it again after a pause, until the engine stops. body itself ends when
// context.stopping is set and its work is done.
void spawn_worker(Context& context, std::string name, std::function<boost::asio::awaitable<void>()> body);

// Runs task once; an exception is logged.
void spawn_task(Context& context, std::string name, boost::asio::awaitable<void> task);

boost::asio::awaitable<void> pause(Context& context, std::chrono::milliseconds time);

}  // namespace engine
