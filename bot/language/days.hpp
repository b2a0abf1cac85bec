// Calendar arithmetic for the reading of days: dates as numbers. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace language {

struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};

bool exists(const Date& date);
std::int64_t number_of(const Date& date);           // days since 1970-01-01
Date date_of_number(std::int64_t day);
int weekday_of(const Date& date);                   // 0 Monday … 6 Sunday
std::string iso(const Date& date);                  // "2026-12-05"
std::optional<Date> read_date(std::string_view day);  // of "2026-12-05"; nothing for a day that does not exist
Date date_of(std::int64_t moment);                  // the day in Asia/Ho_Chi_Minh
std::int64_t moment_at(const Date& date, int seconds);  // seconds after midnight there → UTC ms

}  // namespace language
