// Days and moments of Asia/Ho_Chi_Minh, which is UTC+7 without summer time.
#include <chrono>
#include <cstdio>

#include "bot/language/days.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

constexpr std::int64_t kDay = 86'400'000, kMinute = 60'000, kZone = 7 * 60 * kMinute;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

template <class... Values>
std::string print(const char* form, Values... values) {
  char text[64];
  const int size = std::snprintf(text, sizeof text, form, values...);
  return std::string(text, static_cast<std::size_t>(size));
}

// Minutes east of UTC of "Z" or "+07:00".
std::optional<int> offset_of(std::string_view zone) {
  if (zone == "Z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

struct Local { Date date; int hour, minute, second; };

Local local(std::int64_t moment) {
  const auto shifted = moment + kZone;
  const auto day = shifted >= 0 ? shifted / kDay : (shifted - kDay + 1) / kDay;
  const auto seconds = static_cast<int>((shifted - day * kDay) / 1000);
  return {date_of_number(day), seconds / 3600, seconds / 60 % 60, seconds % 60};
}

}  // namespace

Date date_of_number(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::int64_t number_of(const Date& date) {
  const auto month = std::chrono::month(static_cast<unsigned>(date.month));
  const auto day = std::chrono::day(static_cast<unsigned>(date.day));
  return std::chrono::sys_days(std::chrono::year(date.year) / month / day).time_since_epoch().count();
}

bool exists(const Date& date) {
  if (date.month < 1 || date.day < 1 || date.day > 31 || date.month > 12 || date.year < 1 || date.year > 9999) return false;
  return (std::chrono::year(date.year) / static_cast<unsigned>(date.month) / static_cast<unsigned>(date.day)).ok();
}

int weekday_of(const Date& date) { return static_cast<int>((number_of(date) + 3) % 7); }  // 1970-01-01 was a Thursday

std::string iso(const Date& date) { return print("%04d-%02d-%02d", date.year, date.month, date.day); }

std::int64_t moment_at(const Date& date, int seconds) { return number_of(date) * kDay + seconds * std::int64_t{1000} - kZone; }

Date date_of(std::int64_t moment) { return local(moment).date; }

std::optional<Date> read_date(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return std::nullopt;
  const auto year = digits(day, 0, 4), month = digits(day, 5, 2), number = digits(day, 8, 2);
  if (!year || !month || !number) return std::nullopt;
  const Date date{*year, *month, *number};
  return exists(date) ? std::optional(date) : std::nullopt;
}

std::string day_of(std::int64_t moment) { return iso(date_of(moment)); }

bool valid_day(std::string_view day) { return read_date(day).has_value(); }

std::optional<std::int64_t> moment_of(std::string_view text) {
  const auto date = read_date(text.substr(0, 10));
  if (!date || text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  auto zone = text.substr(19);
  int thousandths = 0;
  if (zone.size() > 4 && zone[0] == '.') {
    const auto fraction = digits(zone, 1, 3);
    if (!fraction) return std::nullopt;
    thousandths = *fraction;
    zone.remove_prefix(4);
  }
  const auto offset = offset_of(zone);
  if (!offset) return std::nullopt;
  const auto seconds = (*hour * 60 + *minute) * 60 + *second;
  return number_of(*date) * kDay + seconds * std::int64_t{1000} + thousandths - *offset * kMinute;
}

std::string iso_moment(std::int64_t moment) {
  const auto at = local(moment);
  return iso(at.date) + print("T%02d:%02d:%02d+07:00", at.hour, at.minute, at.second);
}

// In running text the day has two digits, the month only where one could make another number of it (01, 02).
std::string say_day(std::string_view day) {
  const auto date = read_date(day);
  if (!date) return std::string(day);
  return print(date->month < 3 ? "%02d/%02d/%04d" : "%02d/%d/%04d", date->day, date->month, date->year);
}

std::string say_moment(std::int64_t moment) {
  const auto at = local(moment);
  return print("%dh%02d ngày ", at.hour, at.minute) + say_day(iso(at.date));
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  const auto tenths = (part * 2000 + whole) / (2 * whole);
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10) + "%";
}

}  // namespace language
