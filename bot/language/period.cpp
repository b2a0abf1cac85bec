// Reads periods: months, quarters, halves, weeks, years.
#include <cstdio>
#include <cstdlib>

#include "bot/language/when.hpp"

namespace language {
namespace {

const Phrases kWeek("week_word"), kMonth("month_word"), kQuarter("quarter_word"), kYear("year_word"), kThis("this"), kNext("next"), kFirstHalf("first_half"),
    kSecondHalf("second_half"), kLast("last"), kLastYear("last_year"), kThisYear("this_year"), kNextYear("next_year"), kDayWord("day_word");
const Meanings kRoman("roman");

template <class... Values>
std::string print(const char* form, Values... values) {
  char text[32];
  std::snprintf(text, sizeof text, form, values...);
  return text;
}

// ISO week: the one that holds the Thursday.
std::string week_of(std::int64_t day) {
  const auto thursday = date_of_number(day - weekday_of(date_of_number(day)) + 3);
  const auto week = (number_of(thursday) - number_of({thursday.year, 1, 1})) / 7 + 1;
  return print("%04d-W%02d", thursday.year, static_cast<int>(week));
}

// "báo cáo năm trước 15/12": the word before a day is no "last".
bool before_day(const Cursor& cursor) {
  if (cursor.done() || !cursor.word().gap.empty()) return false;
  return kDayWord.at(cursor.line(), cursor.at) > 0 || (cursor.word().number() && cursor.left() > 1 && cursor.line()[cursor.at + 1].wears('/'));
}

bool take_last_year(Cursor& cursor) {
  const auto from = cursor.at;
  if (!cursor.take(kLastYear)) return false;
  if (cursor.line()[cursor.at - 1].folded == "truoc" && before_day(cursor)) return cursor.at = from, false;
  return true;
}

// A year after a month or quarter: "tháng 2 năm nay", "quý 3/2025", "tháng 10 năm ngoái"; the year of now if none is said.
int take_year(Cursor& cursor, int this_year) {
  if (cursor.take(kThisYear)) return this_year;
  if (take_last_year(cursor)) return this_year - 1;
  const auto from = cursor.at;
  const bool said = cursor.take(kYear) || (!cursor.done() && cursor.word().gap == "/");
  const auto year = said ? cursor.take_number(2100) : std::nullopt;
  if (year && *year >= 2000) return *year;
  cursor.at = from;
  return this_year;
}

// "11/2026"
std::optional<std::string> take_month_of_year(Cursor& cursor) {
  const auto from = cursor.at;
  const auto month = cursor.take_number(12);
  if (month && *month > 0 && !cursor.done() && cursor.word().gap == "/" && !cursor.word().spaced) {
    const auto year = cursor.take_number(2100);
    const bool day = !cursor.done() && cursor.word().gap == "/";
    if (year && *year >= 2000 && !day && (from == cursor.line().first || cursor.line().words[from].gap != "/")) return print("%04d-%02d", *year, *month);
  }
  cursor.at = from;
  return std::nullopt;
}

// "trước 20/12" is a deadline, not the month or year before.
bool take_last(Cursor& cursor) {
  const auto from = cursor.at;
  if (!cursor.take(kLast)) return false;
  const bool day = !cursor.done() && cursor.word().gap.empty() && (cursor.word().number() || kDayWord.at(cursor.line(), cursor.at) > 0);
  if (day) cursor.at = from;
  return !day;
}

std::optional<std::string> take_month(Cursor& cursor, const Date& today) {
  if (cursor.take(kThis)) return print("%04d-%02d", today.year, today.month);
  if (cursor.take(kNext)) return today.month == 12 ? print("%04d-01", today.year + 1) : print("%04d-%02d", today.year, today.month + 1);
  if (take_last(cursor)) return today.month == 1 ? print("%04d-12", today.year - 1) : print("%04d-%02d", today.year, today.month - 1);
  const auto month = cursor.take_number(12);
  if (!month || *month == 0) return std::nullopt;
  const auto year = take_year(cursor, today.year);
  return print("%04d-%02d", year, *month);
}

std::optional<std::string> take_quarter(Cursor& cursor, const Date& today) {
  const int current = (today.month + 2) / 3;
  if (cursor.take(kThis)) return print("%04d-Q%d", today.year, current);
  if (cursor.take(kNext)) return current == 4 ? print("%04d-Q1", today.year + 1) : print("%04d-Q%d", today.year, current + 1);
  if (take_last(cursor)) return current == 1 ? print("%04d-Q4", today.year - 1) : print("%04d-Q%d", today.year, current - 1);
  const auto roman = cursor.take(kRoman);
  const auto quarter = roman ? std::optional(std::atoi(roman->c_str())) : cursor.take_number(4);
  if (!quarter || *quarter == 0) return std::nullopt;
  const auto year = take_year(cursor, today.year);
  return print("%04d-Q%d", year, *quarter);
}

std::optional<std::string> take_week(Cursor& cursor, const Date& today) {
  if (cursor.take(kThis)) return week_of(number_of(today));
  if (cursor.take(kNext)) return week_of(number_of(today) + 7);
  if (take_last(cursor)) return week_of(number_of(today) - 7);
  const auto week = cursor.take_number(53);
  return week && *week > 0 ? std::optional(print("%04d-W%02d", today.year, *week)) : std::nullopt;
}

std::optional<std::string> take_whole_year(Cursor& cursor, const Date& today) {
  if (cursor.take(kThisYear)) return print("%04d", today.year);
  if (take_last_year(cursor)) return print("%04d", today.year - 1);
  if (cursor.take(kNextYear)) return print("%04d", today.year + 1);
  const auto from = cursor.at;
  if (cursor.take(kYear)) {
    if (const auto year = cursor.take_number(2100); year && *year >= 2000) return print("%04d", *year);
  }
  cursor.at = from;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> take_period(Cursor& cursor, std::int64_t now, bool bare_year) {
  const auto today = date_of(now);
  const auto from = cursor.at;
  if (cursor.take(kFirstHalf)) return print("%04d-H1", take_year(cursor, today.year));
  if (cursor.take(kSecondHalf)) return print("%04d-H2", take_year(cursor, today.year));
  if (auto year = take_whole_year(cursor, today)) return year;
  std::optional<std::string> period;
  if (cursor.take(kMonth)) period = take_month(cursor, today);
  else if (cursor.take(kQuarter)) period = take_quarter(cursor, today);
  else if (cursor.take(kWeek)) period = take_week(cursor, today);
  else if (auto month = take_month_of_year(cursor)) period = month;
  if (!period && bare_year) {
    cursor.at = from;
    const bool four = !cursor.done() && cursor.word().folded.size() == 4 && cursor.word().gap.find_first_of("/-") == std::string::npos;
    const auto year = four ? cursor.take_number(2100) : std::nullopt;
    if (year && *year >= 2000) return print("%04d", *year);
  }
  if (!period) cursor.at = from;
  return period;
}

}  // namespace language
