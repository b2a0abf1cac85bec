// Lists as numbered lines, where a platform shows no list. Pure.
#pragma once

#include <string>
#include <vector>

#include "adapters/outgoing.hpp"

namespace adapters {

// The text, and below it a line a row: "1) title: subtitle address". At most `limit` code points, cut with "…".
std::string with_lines(std::string text, const std::vector<ListItem>& items, std::size_t limit);

}  // namespace adapters
