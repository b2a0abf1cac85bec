// Days that are written and do not exist: "31/11", "30/2", "29/2/2027". Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/language/words.hpp"

namespace language {

// All of a line, as written; "29/2" alone is one if neither this year nor the next has it.
std::vector<std::string> days_that_are_none(const Line& line, std::int64_t now);

// The first that the text says where a value stands: not in what the intent only keeps or passes on as written. "" if there is none,
// or if the intent neither changes nor sends anything.
std::string no_such_day(std::string_view text, const Intent& intent, std::int64_t now);

}  // namespace language
