#include "bot/engine/pacing.hpp"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {
constexpr double second = 1'010;                        // ten more than a second has: nobody's clock is exact
constexpr double slowest = 1.0 / 3'600;                 // one an hour: a rate of zero would never send
constexpr std::int64_t ahead = 250;                     // rows are claimed so long before they may be written: a claim takes a commit
constexpr std::int64_t remembered = 60'000;             // platforms count by the minute
}  // namespace

double allowed_share(double used) {
  constexpr double begin = 0.8, least = 0.05;
  return std::clamp((1 - used) / (1 - begin), least, 1.0);
}

Pacing::Pacing(double rate) : rate_(std::max(rate, slowest)) { set_share(1); }

void Pacing::set_share(double share) {
  const double rate = std::max(rate_ * share, slowest);
  share_ = share;
  capacity_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(rate));
  window_ = static_cast<std::int64_t>(std::ceil(second / std::min(rate, 1.0)));
}

std::int64_t Pacing::available(std::int64_t now) {
  forget(now);
  return capacity_ - out_;
}

std::int64_t Pacing::claimable(std::int64_t now) {
  forget(now);
  std::int64_t coming = capacity_ - out_ - reserved_;
  for (const auto& taken : taken_) {
    if (taken.at + window_ > now + ahead) break;
    coming += taken.count;
  }
  return std::max<std::int64_t>(0, coming);
}

std::int64_t Pacing::next_claim(std::int64_t now) {
  if (claimable(now) > 0) return now;
  for (const auto& taken : taken_)
    if (taken.at + window_ - ahead > now) return taken.at + window_ - ahead;
  return now + window_;
}

std::int64_t Pacing::next_at(std::int64_t now) {
  if (available(now) > 0) return now;
  auto over = out_ - capacity_;                         // so many must come back before the one that lets us go
  for (const auto& taken : taken_) {
    over -= taken.count;
    if (over < 0) return taken.at + window_;
  }
  return now + window_;
}

void Pacing::take(std::int64_t now, std::int64_t count) {
  if (count <= 0) return;
  out_ += count;
  if (!taken_.empty() && taken_.back().at == now) taken_.back().count += count;
  else taken_.push_back({now, count});
}

void Pacing::slow(double used, std::int64_t now) {
  slow_until_ = now + remembered;
  if (const auto share = allowed_share(used); share != share_) set_share(share);
}

void Pacing::forget(std::int64_t now) {
  if (share_ < 1 && now >= slow_until_) set_share(1);
  while (!taken_.empty() && taken_.front().at + window_ <= now) {
    out_ -= taken_.front().count;
    taken_.pop_front();
  }
}

}  // namespace engine
