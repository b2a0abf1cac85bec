// Days, clock times and periods as people write them, counted from a now. Pure.
#pragma once

#include <optional>
#include <string>

#include "bot/language/days.hpp"
#include "bot/language/words.hpp"

namespace language {

// Which way a day without a year leans: what is still to come is never past, what is done never in the future; near: the next one, or
// the last if that was not long ago (60 days).
enum class Lean { ahead, behind, near, none };

struct When {
  std::optional<Date> day;
  std::optional<int> minutes;  // after midnight
};

// Passes over a day, a clock time or both in any order ("8h sáng thứ 5", "mai", "14:00 ngày 5/12"). Nothing taken if there is neither.
std::optional<When> take_when(Cursor& cursor, std::int64_t now, Lean lean);
std::optional<Date> take_day(Cursor& cursor, std::int64_t now, Lean lean);
std::optional<Date> take_end(Cursor& cursor, std::int64_t now);            // "cuối tháng", "hết năm": the last day
std::optional<int> take_clock(Cursor& cursor);                             // minutes after midnight

// "2026-11", "2026-Q4", "2026-H1", "2026-W48", "2026" from "t11", "quý này", "6 tháng đầu năm", "tuần trước", "năm nay" …
// With `bare_year` "2026" alone is a year.
std::optional<std::string> take_period(Cursor& cursor, std::int64_t now, bool bare_year = false);

// The moment meant, ISO with the zone: a time without a day is its next occurrence, a day without a time ends at 23:59:59.
std::string closing_moment(const When& when, std::int64_t now);
std::string starting_moment(const When& when, std::int64_t now);           // a day without a time: 00:00:00

}  // namespace language
