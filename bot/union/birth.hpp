// A birth date as far as it is known: to the day (1990-03-05), to the month (1990-03) or to the year (1990), kept so and never filled up. Pure.
#pragma once

#include <string>
#include <string_view>

#include "bot/union/findings.hpp"

namespace trade_union {

bool known_to_the_day(std::string_view birth);
// Both known, and one may be the other told more exactly.
bool may_be_one_birth(std::string_view a, std::string_view b);
// Both known, and they contradict each other.
bool births_differ(std::string_view a, std::string_view b);
// What a view shows, in one of the fields day ("05/3/1990"), month ("3/1990"), year ("1990"); "" as an empty day.
Fields say_birth(std::string_view birth);

}  // namespace trade_union
