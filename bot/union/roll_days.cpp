// Days as union offices write them.
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "bot/language/days.hpp"
#include "bot/language/text.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {
namespace {

// The groups of figures of a text, and what stands between them.
struct Groups { std::vector<std::string> figures; bool other = false; };

bool word_of_days(std::string_view word) { return word == "ngay" || word == "thang" || word == "nam" || word == "mung" || word == "sinh"; }

Groups groups_of(std::string_view text) {
  Groups found;
  std::string word, figures;
  const auto end_word = [&] {
    if (!word.empty() && !word_of_days(word)) found.other = true;
    word.clear();
  };
  const auto end_figures = [&] {
    if (!figures.empty()) found.figures.push_back(std::exchange(figures, {}));
  };
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const bool between = std::string_view("/-., \t\\").find(c) != std::string_view::npos;
    if (digit) end_word(), figures += c;
    else if (between) end_word(), end_figures();
    else end_figures(), word += c;
  }
  end_word();
  end_figures();
  return found;
}

// "05/03/1990 00:00:00", "… 12:00:00 SA": the day alone.
std::string_view without_time(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return text;
  const auto blank = text.find_last_of(" t", colon);
  return blank == text.npos ? text : text.substr(0, blank);
}

int number(const std::string& figures) {
  int value = -1;
  std::from_chars(figures.data(), figures.data() + figures.size(), value);
  return value;
}

// Two figures: the latest such year that has begun.
int whole_year(const std::string& figures, int this_year) {
  const int year = number(figures);
  if (figures.size() != 2) return figures.size() == 4 ? year : -1;
  const int of_this_century = this_year / 100 * 100 + year;
  return of_this_century > this_year ? of_this_century - 100 : of_this_century;
}

constexpr int first_year = 1850, last_year = 2200;

Read<std::string> from_parts(int year, int month, int day) {
  const language::Date date{year, month, day};
  if (year < first_year || year > last_year || !language::exists(date)) return {{}, "day_not_exist"};
  return {language::iso(date), nullptr};
}

// What was not written is not filled up: "1990-03" of month and year, "1990" of the year alone.
Read<std::string> from_month(int year, int month) {
  auto first = from_parts(year, month, 1);
  constexpr std::size_t day_part = 3;
  if (first.value) first.value->resize(first.value->size() - day_part);
  return first;
}
Read<std::string> from_year(const std::string& figures) {
  const int year = number(figures);
  return year < first_year || year > last_year ? Read<std::string>{{}, "day_not_exist"} : Read<std::string>{figures, nullptr};
}

// A number alone: a day counted from 1900 (five figures), a year, or a day without separators (05031990).
Read<std::string> from_one(const std::string& figures, int this_year) {
  constexpr int first_serial = 3'654, last_serial = 73'050;  // 1910 to 2099
  const int value = number(figures);
  if (figures.size() == 8) return from_parts(number(figures.substr(4)), number(figures.substr(2, 2)), number(figures.substr(0, 2)));
  if (figures.size() == 4 && value > first_year && value <= this_year + 100) return from_year(figures);
  if (value < first_serial || value > last_serial) return {{}, "day_unreadable"};
  constexpr int unix_epoch = 25'569;
  return {language::iso(language::date_of_number(value - unix_epoch)), nullptr};
}

// A cell written as text begins with an apostrophe, some with the curled one.
std::string without_apostrophes(std::string text) {
  for (const auto* each : {"'", "`", "\xE2\x80\x98", "\xE2\x80\x99"})
    for (auto at = text.find(each); at != text.npos; at = text.find(each)) text.erase(at, std::string_view(each).size());
  return text;
}

// As exactly as it is written: a day, a month or a year.
Read<std::string> read_date(std::string_view cell, std::string_view today) {
  const auto folded = language::trim(without_apostrophes(language::fold(cell)));
  if (folded.empty() || folded == "-") return {};
  const auto found = groups_of(without_time(folded));
  const auto& parts = found.figures;
  const int this_year = language::read_date(today).value_or(language::Date{2026, 1, 1}).year;
  if (found.other || parts.empty() || parts.size() > 3) return {{}, "day_unreadable"};
  if (parts.size() == 1) return from_one(parts[0], this_year);
  if (parts.size() == 2 && parts[1].size() == 4 && parts[0].size() <= 2) return from_month(number(parts[1]), number(parts[0]));
  if (parts.size() == 2) return parts[0].size() == 4 && parts[1].size() <= 2 ? from_month(number(parts[0]), number(parts[1])) : Read<std::string>{{}, "day_unreadable"};
  if (parts[0].size() == 4) return from_parts(number(parts[0]), number(parts[1]), number(parts[2]));
  if (parts[0].size() > 2 || parts[1].size() > 2) return {{}, "day_unreadable"};
  const int year = whole_year(parts[2], this_year);
  if (year < 0) return {{}, "day_unreadable"};
  const bool no_day = number(parts[0]) == 0;  // 00/03/1990, 00/00/1990: how a register writes what it does not know
  if (no_day && parts[2].size() == 4) return number(parts[1]) == 0 ? from_year(parts[2]) : from_month(year, number(parts[1]));
  return from_parts(year, number(parts[1]), number(parts[0]));
}

}  // namespace

Read<std::string> read_day(std::string_view cell, std::string_view today) {
  constexpr std::size_t year_long = 4, month_long = 7;
  auto date = read_date(cell, today);
  if (date.value && date.value->size() == year_long) return {{}, "day_only_year"};
  return date.value && date.value->size() == month_long ? Read<std::string>{{}, "day_only_month"} : date;
}

Read<std::string> read_birth_day(std::string_view cell, std::string_view today) {
  const auto date = read_date(cell, today);
  if (!date.value) return date;
  if (*date.value > today.substr(0, date.value->size())) return {{}, "day_future"};
  return *date.value < "1900" ? Read<std::string>{{}, "day_not_exist"} : date;
}

}  // namespace trade_union
