// The gate on real timers: counted where it lets through, never more than the rate in any second.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <vector>

#include "bot/engine/gate.hpp"

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

asio::awaitable<void> pass(engine::Gate& gate, std::vector<Clock::time_point>& passed) {
  auto place = std::make_shared<engine::Gate::Place>(gate);
  co_await gate.pass(std::move(place));
  passed.push_back(Clock::now());
}

}  // namespace

TEST_CASE("a gate lets no more than its rate through in any second, and keeps nobody waiting for nothing") {
  constexpr std::size_t rate = 50, many = 120;
  asio::io_context io;
  engine::Gate gate(io, rate);
  std::vector<Clock::time_point> passed;
  for (std::size_t n = 0; n < many; ++n) asio::co_spawn(io, pass(gate, passed), asio::detached);
  io.run();
  REQUIRE(passed.size() == many);
  for (std::size_t n = rate; n < many; ++n) CHECK(passed[n] - passed[n - rate] >= std::chrono::seconds(1));
  CHECK(gate.pacing().claimable(engine::steady_ms() + 2'000) == rate);  // nobody holds a place any more
}

TEST_CASE("who gives up frees the place") {
  asio::io_context io;
  engine::Gate gate(io, 2);
  const auto now = engine::steady_ms();
  {
    engine::Gate::Place one(gate), two(gate);
    CHECK(gate.pacing().claimable(now) == 0);
    two.leave();
    two.leave();
    CHECK(gate.pacing().claimable(now) == 1);
  }
  CHECK(gate.pacing().claimable(now) == 2);
}
