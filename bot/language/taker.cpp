#include "bot/language/taker.hpp"

#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

const Phrases kDeadline("deadline"), kBecause("because"), kThanks("tail_thanks"), kEffective("effective_from"), kWorking("working_days"), kDaysUnit("days_unit"),
    kWeeksUnit("weeks_unit"), kTitle("title"), kReasonLead("reason_lead"), kReasonFiller("reason_filler"), kParticles("text_tail"), kBeforeHouse("before_house"), kBareLead("bare_number_lead"), kCounted("counted_things"), kMember("member"),
    kForWord("for_word"), kNameLead("name_lead");

// "ạ", "nhé", thanks at the end of free text. "nhà" without its mark stays.
std::size_t without_tail(const Line& line, std::size_t from, std::size_t to) {
  for (bool again = true; again && to > from;) {
    again = false;
    for (const auto* list : {&kParticles, &kThanks}) {
      const auto count = list->before(line, to);
      const bool house = count == 1 && !line.marked && line[to - 1].folded == "nha" && kBeforeHouse.before(line, to - 1) > 0;  // "bận việc nhà"
      if (count > 0 && count < to - from && !house) to -= count, again = true;
    }
  }
  return to;
}

}  // namespace

void Taker::use(std::size_t from, std::size_t to) {
  for (auto at = from; at < to && at < used_.size(); ++at) used_[at] = true;
}

bool Taker::find(const std::function<bool(Cursor&)>& take, std::size_t from) {
  for (auto at = std::max(from, line.first); at < line.last; ++at) {
    if (used_[at]) continue;
    Cursor cursor(line, at);
    if (!take(cursor)) continue;
    use(at, cursor.at);
    return true;
  }
  return false;
}

std::size_t Taker::seek(const Phrases& phrases, std::size_t from) const {
  for (auto at = std::max(from, line.first); at < line.last; ++at)
    if (!used_[at] && phrases.at(line, at) > 0) return at;
  return line.last;
}

std::string Taker::meaning(const Meanings& meanings) {
  for (auto at = line.first; at < line.last; ++at) {
    if (used_[at]) continue;
    if (const auto found = meanings.at(line, at); found.words > 0) return std::string(found.value);
  }
  return {};
}

std::string Taker::text(std::size_t from, std::size_t to) const {
  return line.cut(from, without_tail(line, from, to));
}

std::string Taker::text_from(std::size_t from) const {
  if (from >= line.words.size()) return {};
  const auto to = without_tail(line, from, line.words.size());
  const auto begin = line[from].from;
  const bool cut_short = line.words.back().to + 64 < line.text.size();  // only its beginning was read
  return nfc(trim(line.text.substr(begin, cut_short ? std::string_view::npos : line[to - 1].to - begin)));
}

bool take_document_arg(Taker& taker, bool bare) {
  nlohmann::json found;
  const auto take = [&](bool number_alone) {
    return taker.find([&](Cursor& cursor) {
      if (number_alone && kBareLead.before(taker.line, cursor.at) == 0 && cursor.at != taker.line.first) return false;
      const auto doc = take_document(cursor, number_alone);
      if (!doc || !doc->numbered()) return false;
      if (number_alone && !cursor.done() && kCounted.at(taker.line, cursor.at) > 0) return false;  // "3 văn bản"
      found = doc->args;
      return true;
    });
  };
  if (!take(false) && !(bare && take(true))) {
    for (const auto* key : {"doc", "doc_number", "doc_type"})
      if (taker.reading.implied.contains(key)) taker.args[key] = taker.reading.implied[key];
    return taker.has("doc") || taker.has("doc_number");
  }
  taker.args.update(found);
  return true;
}

bool take_group_arg(Taker& taker, const char* key) {
  return taker.find([&](Cursor& cursor) {
    const auto group = take_group(cursor);
    if (group) taker.args[key] = *group;
    return group.has_value();
  });
}

bool take_unit_arg(Taker& taker, const char* key) {
  return taker.find([&](Cursor& cursor) {
    const auto unit = unit_said_at(taker.reading, cursor.at);
    if (!unit) return false;
    taker.args[key] = unit->name;
    cursor.at = unit->to;
    return true;
  });
}

bool take_period_arg(Taker& taker, bool bare_year) {
  return taker.find([&](Cursor& cursor) {
    const auto period = take_period(cursor, taker.reading.context.now, bare_year);
    if (period) taker.args["period"] = *period;
    return period.has_value();
  });
}

bool take_poll_arg(Taker& taker) {
  const bool found = taker.find([&](Cursor& cursor) {
    const auto poll = take_poll(cursor);
    if (poll) taker.args["poll"] = *poll;
    return poll.has_value();
  });
  if (!found && taker.reading.implied.contains("poll")) taker.args["poll"] = taker.reading.implied["poll"];
  return taker.has("poll");
}

namespace {

// "5 ngày", "3 ngày làm việc", "2 tuần": days from today.
std::optional<Date> take_span(Cursor& cursor, const Reading& reading) {
  const auto from = cursor.at;
  const auto today = date_of(reading.context.now);
  const auto number = cursor.take_number(365);
  if (number && *number > 0) {
    if (cursor.take(kWorking)) {
      auto day = number_of(today);
      for (int left = *number; left > 0;) {
        const auto date = date_of_number(++day);
        if (weekday_of(date) < 5 && !reading.grammar->holiday(iso(date))) --left;
      }
      return date_of_number(day);
    }
    if (cursor.take(kWeeksUnit)) return date_of_number(number_of(today) + 7 * *number);
    if (cursor.take(kDaysUnit)) return date_of_number(number_of(today) + *number);
  }
  cursor.at = from;
  return std::nullopt;
}

std::optional<Date> take_due(Cursor& cursor, const Reading& reading, Lean lean) {
  if (auto day = take_span(cursor, reading)) return day;
  if (auto day = take_end(cursor, reading.context.now)) return day;
  const auto from = cursor.at;
  if (const auto when = take_when(cursor, reading.context.now, lean); when && when->day) return when->day;
  cursor.at = from;
  return std::nullopt;
}

}  // namespace

std::optional<Date> day_behind(Taker& taker, const Phrases& lead, Lean lean) {
  std::optional<Date> day;
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(lead)) return false;
    while (cursor.take(lead)) {
    }
    if (lean == Lean::ahead || lean == Lean::near) {
      day = take_due(cursor, taker.reading, lean);
    } else if (const auto when = take_when(cursor, taker.reading.context.now, lean)) {
      day = when->day;
    }
    return day.has_value();
  });
  return day;
}

void take_deadline(Taker& taker, const char* key) {
  auto day = day_behind(taker, kDeadline, Lean::ahead);
  if (!day) {  // "…, 3 ngày làm việc"
    taker.find([&](Cursor& cursor) {
      day = take_span(cursor, taker.reading);
      return day.has_value();
    });
  }
  if (day) taker.args[key] = iso(*day);
}

void take_effective(Taker& taker, Lean lean) {
  if (const auto day = day_behind(taker, kEffective, lean)) taker.args["effective"] = iso(*day);
}

void take_reason(Taker& taker) {
  const auto at = taker.seek(kBecause);
  if (at >= taker.line.last) return;
  auto from = at + kBecause.at(taker.line, at);
  while (from < taker.line.last && kReasonLead.at(taker.line, from) > 0 && kReasonLead.at(taker.line, from) < taker.line.last - from) from += kReasonLead.at(taker.line, from);
  auto to = from;
  while (to < taker.line.last && !taker.used(to)) ++to;
  if (from >= to) return;
  taker.args["reason"] = taker.text(from, to);
  taker.use(at, to);
}

bool take_person_arg(Taker& taker, const char* key, bool ambiguous) {
  std::optional<Person> found;
  const auto take = [&](bool whole_name) {
    return taker.find([&](Cursor& cursor) {
      const auto person = whole_name && name_at(taker.reading, cursor.at) == 0 && kTitle.at(taker.line, cursor.at) == 0 ? std::nullopt : person_at(taker.reading, cursor.at);
      if (!person || (whole_name && person->to - person->from < 2)) return false;
      found = person;
      cursor.at = person->to;
      return true;
    });
  };
  if (!take(true) && !take(false)) return false;
  taker.args[key] = person_text(taker.reading, *found);
  if (ambiguous && found->to - found->from == 1) taker.args["needs"] = "disambiguate_name";
  return true;
}

// The name: by its look, else what stands where the verb wants one.
void take_name_arg(Taker& taker, std::initializer_list<const Phrases*> leads, bool ambiguous) {
  if (take_person_arg(taker, "name", ambiguous)) return;
  for (const auto* lead : leads) {
    const bool found = taker.find([&](Cursor& cursor) {
      if (!cursor.take(*lead)) return false;
      while (cursor.take(kMember) || cursor.take(kForWord) || cursor.take(kNameLead) || cursor.take(*lead)) {
      }
      const auto person = cursor.done() || taker.used(cursor.at) ? std::nullopt : expected_person(taker.reading, cursor.at);
      if (!person) return false;
      taker.args["name"] = person_text(taker.reading, *person);
      if (ambiguous && person->to - person->from == 1) taker.args["needs"] = "disambiguate_name";
      cursor.at = person->to;
      return true;
    });
    if (found) return;
  }
}

}  // namespace language
