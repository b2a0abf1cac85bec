#include "bot/engine/back_off.hpp"

#include <algorithm>

namespace engine {

std::int64_t wait_ms(const BackOff& back_off, std::int64_t attempts, double random) {
  constexpr std::int64_t most_doublings = 30;           // beyond that any cap is reached
  const auto factor = std::int64_t{1} << std::clamp<std::int64_t>(attempts, 0, most_doublings);
  const auto whole = std::min<std::int64_t>(back_off.cap.count(), back_off.first.count() * factor);
  return whole / 2 + static_cast<std::int64_t>(static_cast<double>(whole - whole / 2) * random);
}

}  // namespace engine
