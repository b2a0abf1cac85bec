// What is known of births, compared and said.
#include "bot/union/birth.hpp"

#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"

namespace trade_union {
namespace {

constexpr std::size_t year_long = 4, month_long = 7, day_long = 10;

}  // namespace

bool known_to_the_day(std::string_view birth) { return birth.size() == day_long; }

bool may_be_one_birth(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a)); }

bool births_differ(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && !may_be_one_birth(a, b); }

Fields say_birth(std::string_view birth) {
  if (birth.size() == year_long) return {{"year", birth}};
  if (birth.size() != month_long) return {{"day", language::say_day(birth)}};
  const auto month = birth.substr(birth[year_long + 1] == '0' ? year_long + 2 : year_long + 1);
  return {{"month", std::string(month) + "/" + std::string(birth.substr(0, year_long))}};
}

}  // namespace trade_union
