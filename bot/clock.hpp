// The one clock of a server, in UTC milliseconds: the machine's, or one that starts at a given moment and runs (tests, demo).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace app {

std::function<std::int64_t()> make_clock(std::optional<std::int64_t> start);

}  // namespace app
