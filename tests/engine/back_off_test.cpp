#include <catch2/catch.hpp>

#include "bot/engine/back_off.hpp"

TEST_CASE("back-off doubles with jitter up to a cap") {
  const engine::BackOff back_off{std::chrono::milliseconds(1'000), std::chrono::milliseconds(60'000)};
  struct Row { std::int64_t attempts; double random; std::int64_t wait; };
  for (const auto& row : {Row{0, 0.0, 500}, Row{0, 0.5, 750}, Row{1, 0.0, 1'000}, Row{3, 0.5, 6'000}, Row{6, 0.0, 30'000}, Row{7, 0.5, 45'000},
                          Row{1'000'000, 0.0, 30'000}, Row{-1, 0.0, 500}}) {
    CAPTURE(row.attempts, row.random);
    CHECK(engine::wait_ms(back_off, row.attempts, row.random) == row.wait);
    CHECK(engine::wait_ms(back_off, row.attempts, 0.999999) <= 60'000);
  }
}
