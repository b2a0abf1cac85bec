#include "bot/engine/pacing.hpp"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {
constexpr double second = 1'000;
constexpr double slowest = 1.0 / 3'600;                 // one an hour: a rate of zero would never send
}  // namespace

Pacing::Pacing(double rate)
    : capacity_(std::max<std::int64_t>(1, static_cast<std::int64_t>(rate))),
      window_(static_cast<std::int64_t>(rate >= 1 ? second : std::ceil(second / std::max(rate, slowest)))) {}

std::int64_t Pacing::available(std::int64_t now) {
  forget(now);
  return capacity_ - out_;
}

void Pacing::take(std::int64_t now, std::int64_t count) {
  if (count <= 0) return;
  out_ += count;
  if (!taken_.empty() && taken_.back().at == now) taken_.back().count += count;
  else taken_.push_back({now, count});
}

std::int64_t Pacing::next_at(std::int64_t now) { return available(now) > 0 || taken_.empty() ? now : taken_.front().at + window_; }

void Pacing::forget(std::int64_t now) {
  while (!taken_.empty() && taken_.front().at + window_ <= now) {
    out_ -= taken_.front().count;
    taken_.pop_front();
  }
}

}  // namespace engine
