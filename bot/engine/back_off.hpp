// How long to wait before the next try. Pure: chance is an argument.
#pragma once

#include <chrono>
#include <cstdint>

namespace engine {

struct BackOff {
  std::chrono::milliseconds first{1'000};               // doubles with every try
  std::chrono::milliseconds cap{600'000};
};

// Milliseconds before the try after `attempts` failed ones (0: the first just failed). random in [0, 1): the wait lies between half
// of the doubled step and the whole of it, so that many rows do not come back at once.
std::int64_t wait_ms(const BackOff& back_off, std::int64_t attempts, double random);

}  // namespace engine
