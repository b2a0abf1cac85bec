// See clock.hpp.
#include "bot/clock.hpp"

#include <chrono>

namespace app {

std::function<std::int64_t()> make_clock(std::optional<std::int64_t> start) {
  using std::chrono::duration_cast, std::chrono::milliseconds;
  if (!start) return [] { return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
  const auto begun = std::chrono::steady_clock::now();
  return [start = *start, begun] { return start + duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun).count(); };
}

}  // namespace app
