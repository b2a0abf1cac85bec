// Pacing: never more than the rate in any one-second window, and no waiting beyond that.
#include <catch2/catch.hpp>

#include <random>
#include <vector>

#include "bot/engine/pacing.hpp"

using engine::Pacing;

namespace {

// Takes all it can at each step; gives when each send went.
std::vector<std::int64_t> flood(Pacing& pacing, std::int64_t until, std::int64_t most_step, unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<std::int64_t> sends;
  for (std::int64_t now = 0; now < until; now += std::uniform_int_distribution<std::int64_t>(1, most_step)(random)) {
    const auto count = std::min<std::int64_t>(pacing.available(now), std::uniform_int_distribution<std::int64_t>(0, 30)(random));
    pacing.take(now, count);
    sends.insert(sends.end(), static_cast<std::size_t>(count), now);
  }
  return sends;
}

std::size_t most_in_a_window(const std::vector<std::int64_t>& sends, std::int64_t window) {
  std::size_t most = 0, first = 0;
  for (std::size_t last = 0; last < sends.size(); ++last) {
    while (sends[last] - sends[first] >= window) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

TEST_CASE("pacing lets the rate through at once, then waits for the window") {
  Pacing pacing(3);
  CHECK(pacing.available(1'000) == 3);
  CHECK(pacing.next_at(1'000) == 1'000);
  pacing.take(1'000, 2);
  pacing.take(1'400, 1);
  CHECK(pacing.available(2'009) == 0);
  CHECK(pacing.next_at(2'009) == 2'010);  // a little more than a second: clocks are not exact
  CHECK(pacing.available(2'010) == 2);
  CHECK(pacing.available(2'410) == 3);
}

TEST_CASE("pacing below one a second") {
  Pacing half(0.5);
  half.take(0, 1);
  CHECK(half.available(2'019) == 0);
  CHECK(half.next_at(500) == 2'020);
  CHECK(half.available(2'020) == 1);
  Pacing never(0);  // a rate of nothing still drips: one an hour
  never.take(0, 1);
  CHECK(never.next_at(1) == 3'636'000);
}

TEST_CASE("pacing never lets more than the rate into any second") {
  for (const std::int64_t rate : {1, 7, 20, 1'000})
    for (unsigned seed = 1; seed <= 5; ++seed) {
      Pacing pacing(static_cast<double>(rate));
      const auto sends = flood(pacing, 60'000, 90, seed);
      CAPTURE(rate, seed);
      CHECK(most_in_a_window(sends, 1'000) <= static_cast<std::size_t>(rate));
      if (rate <= 20) CHECK(sends.size() >= static_cast<std::size_t>(rate) * 50);  // and it is used: at least 50 of the 60 seconds
    }
}

TEST_CASE("rows are claimed a little before they may be written, and no more of them") {
  Pacing pacing(4);
  CHECK(pacing.claimable(1'000) == 4);
  pacing.reserve(4);
  CHECK(pacing.claimable(1'000) == 0);
  CHECK(pacing.available(1'000) == 4);  // none is written yet
  for (int n = 0; n < 4; ++n) pacing.release();
  pacing.take(1'000, 3);
  pacing.take(1'200, 1);
  CHECK(pacing.claimable(1'300) == 0);
  const auto next = pacing.next_claim(1'300);
  CHECK(next > 1'300);
  CHECK(next < 2'010);
  CHECK(pacing.claimable(next) == 3);
  CHECK(pacing.available(next) == 0);
  pacing.reserve(2);
  CHECK(pacing.claimable(next) == 1);
}

TEST_CASE("what the platform says of its allowance slows an account down, and is forgotten") {
  struct Row { double used, share; };
  for (const auto& row : {Row{0, 1}, Row{0.8, 1}, Row{0.9, 0.5}, Row{0.95, 0.25}, Row{1, 0.05}, Row{1.7, 0.05}})
    CHECK(engine::allowed_share(row.used) == Approx(row.share));
  Pacing pacing(40);
  pacing.slow(0.5, 0);
  CHECK(pacing.available(0) == 40);
  pacing.slow(0.9, 0);
  CHECK(pacing.available(0) == 20);
  pacing.take(0, 20);
  CHECK(pacing.next_at(500) == 1'010);
  pacing.slow(1, 1'000);
  CHECK(pacing.available(1'009) < 0);
  CHECK(pacing.next_at(1'009) == 1'010);
  CHECK(pacing.available(1'010) == 2);
  CHECK(pacing.available(61'000) == 40);
}
