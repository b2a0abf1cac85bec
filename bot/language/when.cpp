// Reads days and clock times.
#include "bot/language/when.hpp"

#include <cstdlib>

#include "bot/language/text.hpp"

namespace language {
namespace {

constexpr int kLongAgo = 60;  // days
constexpr int kHour = 60, kNoon = 12 * kHour, kDayMinutes = 24 * kHour, kMinuteSeconds = 60, kLastSecond = 86'399;

const Meanings kDays("day"), kWeekdays("weekday"), kPartsOfDay("part_of_day"), kEnds("end_of");
const Phrases kThisDay("this_day"), kLastDay("last_day"), kNextWeek("next_week"), kThisWeek("this_week"), kLastWeek("last_week"), kDayWord("day_word"),
    kMonthWord("month_word"), kYearWord("year_word"), kHourWord("hour_word"), kAt("at_word"), kMinuteWord("minute_word"), kHalf("half_past"), kThisMonth("this_month"),
    kNextMonth("next_month"), kConference("hn_conference"), kWhere("hn_where");

Date shifted(const Date& day, std::int64_t days) { return date_of_number(number_of(day) + days); }

// The year of a day d/m that is written without one.
std::optional<Date> with_year(int day, int month, const Date& today, Lean lean) {
  Date date{today.year, month, day};
  for (int year = today.year - 1; lean == Lean::near && year <= today.year + 1; ++year)
    if (const Date near{year, month, day}; exists(near) && number_of(near) >= number_of(today) - kLongAgo) return near;
  if (lean == Lean::ahead && date < today) ++date.year;
  if (lean == Lean::behind && date > today) --date.year;
  return exists(date) ? std::optional(date) : std::nullopt;
}

int full_year(int written) { return written < 100 ? 2000 + written : written; }

bool slash(const Word& word) { return (word.gap == "/" || word.gap == "-" || word.gap == ".") && !word.spaced; }

// d/m or d/m/yyyy
std::optional<Date> take_slashed(Cursor& cursor, const Date& today, Lean lean) {
  const auto from = cursor.at;
  const auto day = cursor.take_number(31);
  if (day && !cursor.done() && slash(cursor.word())) {
    const char sign = cursor.word().gap[0];
    const auto month = cursor.take_number(12);
    if (month && !cursor.done() && slash(cursor.word()) && cursor.word().gap[0] == sign) {
      const auto year = cursor.take_number(9999);
      const Date date{full_year(year.value_or(0)), *month, *day};
      if (year && exists(date)) return date;
    } else if (month && sign == '/') {
      if (const auto date = with_year(*day, *month, today, lean)) return date;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

// "ngày 5 tháng 12 [năm 2026]", "mùng 10": the day word has been passed.
std::optional<Date> take_spelt(Cursor& cursor, const Date& today, Lean lean) {
  const auto from = cursor.at;
  const auto day = cursor.take_number(31);
  if (day && cursor.take(kMonthWord)) {
    if (const auto month = cursor.take_number(12)) {
      const auto before_year = cursor.at;
      if (cursor.take(kYearWord)) {
        const auto year = cursor.take_number(9999);
        if (year && exists({*year, *month, *day})) return Date{*year, *month, *day};
        cursor.at = before_year;
      }
      if (const auto date = with_year(*day, *month, today, lean)) return date;
    }
  } else if (day && *day > 0 && cursor.take(kNextMonth)) {
    const Date date = today.month == 12 ? Date{today.year + 1, 1, *day} : Date{today.year, today.month + 1, *day};
    if (exists(date)) return date;
  } else if (day && *day > 0) {
    Date date{today.year, today.month, *day};
    if (cursor.take(kThisMonth)) return exists(date) ? std::optional(date) : std::nullopt;
    if (lean == Lean::ahead && date < today) date = date.month == 12 ? Date{date.year + 1, 1, *day} : Date{date.year, date.month + 1, *day};
    if (exists(date)) return date;
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<Date> take_weekday(Cursor& cursor, const Date& today) {
  const auto found = cursor.take(kWeekdays);
  if (!found) return std::nullopt;
  const int ahead = (std::atoi(found->c_str()) - weekday_of(today) + 6) % 7 + 1;  // the next one after today
  if (cursor.take(kNextWeek)) return shifted(today, 7 - weekday_of(today) + std::atoi(found->c_str()));
  if (cursor.take(kLastWeek)) return shifted(today, std::atoi(found->c_str()) - weekday_of(today) - 7);
  cursor.take(kThisWeek);
  return shifted(today, ahead);
}

// "7h30", "14g", "17h": minutes after midnight.
std::optional<int> glued_clock(const std::string& word) {
  const auto sign = word.find_first_not_of("0123456789");
  if (sign == 0 || sign == std::string::npos || sign > 2 || (word[sign] != 'h' && word[sign] != 'g')) return std::nullopt;
  const auto minutes = word.substr(sign + 1);
  if (minutes.size() > 2 || minutes.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int hour = std::atoi(word.c_str()), minute = minutes.empty() ? 0 : std::atoi(minutes.c_str());
  if (hour > 24 || minute > 59) return std::nullopt;
  return (hour * kHour + minute) % kDayMinutes;
}

std::optional<int> take_plain_clock(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.done()) return std::nullopt;
  if (const auto minutes = glued_clock(cursor.word().folded)) {
    ++cursor.at;
    return cursor.take(kHalf) ? *minutes + kHour / 2 : *minutes;
  }
  const auto hour = cursor.take_number(24);
  if (hour && !cursor.done()) {
    if (cursor.word().gap == ":" && !cursor.word().spaced) {
      if (const auto minute = cursor.take_number(59)) return (*hour * kHour + *minute) % kDayMinutes;
    } else if (cursor.take(kHourWord)) {
      if (cursor.take(kHalf)) return *hour * kHour + kHour / 2;
      const auto before = cursor.at;
      const auto minute = cursor.done() || !cursor.word().gap.empty() ? std::nullopt : cursor.take_number(59);
      if (minute && !cursor.done() && slash(cursor.word())) {  // "14 giờ 5/12": the 5 belongs to the day
        cursor.at = before;
        return *hour * kHour % kDayMinutes;
      }
      cursor.take(kMinuteWord);
      return (*hour * kHour + minute.value_or(0)) % kDayMinutes;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

int in_part(int minutes, const std::string& part) {
  if (part == "night" && minutes < 5 * kHour) return minutes;  // "1h đêm"
  if (part == "night" && minutes < kNoon) return minutes + kNoon;
  if (part == "pm" && minutes < kNoon) return minutes + kNoon;
  if (part == "noon" && minutes < 3 * kHour) return minutes + kNoon;
  return minutes;
}

}  // namespace

// "hn người lao động" is a hội nghị, "ở hn" is Hà Nội.
bool other_hn(const Line& line, std::size_t at) {
  return at < line.last && line[at].folded == "hn" && (kConference.at(line, at) > 0 || kWhere.before(line, at) > 0);
}

std::optional<Date> take_day(Cursor& cursor, std::int64_t now, Lean lean) {
  const auto from = cursor.at;
  const auto today = date_of(now);
  if (const auto days = other_hn(cursor.line(), from) ? std::nullopt : cursor.take(kDays)) return shifted(today, std::atoi(days->c_str()));
  if (const auto day = take_weekday(cursor, today)) return day;
  const bool said = cursor.take(kDayWord);
  if (const auto day = take_slashed(cursor, today, lean)) return day;
  if (said) {
    if (const auto day = take_weekday(cursor, today)) return day;
    if (const auto day = take_spelt(cursor, today, lean)) return day;
  }
  cursor.at = from;
  return std::nullopt;
}

// "cuối tháng", "hết tuần", "cuối năm": their last day.
std::optional<Date> take_end(Cursor& cursor, std::int64_t now) {
  const auto end = cursor.take(kEnds);
  if (!end) return std::nullopt;
  const auto today = date_of(now);
  if (*end == "week") return shifted(today, 6 - weekday_of(today));
  if (*end == "year") return Date{today.year, 12, 31};
  const int months = *end == "next_month" ? 2 : 1;
  const int month = today.month + months;
  return shifted(Date{today.year + (month - 1) / 12, (month - 1) % 12 + 1, 1}, -1);
}

std::optional<int> take_clock(Cursor& cursor) {
  const auto from = cursor.at;
  cursor.take(kAt);
  const auto minutes = take_plain_clock(cursor);
  if (!minutes) {
    cursor.at = from;
    return std::nullopt;
  }
  const auto part = cursor.take(kPartsOfDay);
  return part ? in_part(*minutes, *part) : *minutes;
}

std::optional<When> take_when(Cursor& cursor, std::int64_t now, Lean lean) {
  When when;
  std::optional<std::string> part;
  while (!cursor.done()) {
    const auto from = cursor.at;
    if (!when.minutes && (when.minutes = take_clock(cursor))) continue;
    if (!when.day && (when.day = take_day(cursor, now, lean))) continue;
    if (!part && (part = cursor.take(kPartsOfDay))) {
      if (cursor.take(kThisDay)) when.day = date_of(now);
      else if (cursor.take(kLastDay)) when.day = shifted(date_of(now), -1);
      Cursor ahead = cursor;
      if (when.day || when.minutes || take_day(ahead, now, lean)) continue;
    }
    cursor.at = from;
    break;
  }
  if (!when.day && !when.minutes) return std::nullopt;
  if (part && when.minutes) when.minutes = in_part(*when.minutes, *part);
  return when;
}

namespace {

Date day_for(const When& when, std::int64_t now) {
  const auto today = date_of(now);
  if (when.day) return *when.day;
  return when.minutes && moment_at(today, *when.minutes * kMinuteSeconds) <= now ? shifted(today, 1) : today;
}

}  // namespace

std::string closing_moment(const When& when, std::int64_t now) {
  return iso_moment(moment_at(day_for(when, now), when.minutes ? *when.minutes * kMinuteSeconds : kLastSecond));
}

std::string starting_moment(const When& when, std::int64_t now) {
  return iso_moment(moment_at(day_for(when, now), when.minutes.value_or(0) * kMinuteSeconds));
}

}  // namespace language
