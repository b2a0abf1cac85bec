// Arguments of reminders, announcements, documents down, units and their mergers.
#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/takers.hpp"
#include "bot/language/text.hpp"
#include "bot/language/whole.hpp"

namespace language::take {
namespace {

const Phrases kReminding("reminding"), kNotDone("not_done"), kReport("report"), kRound("round"),
    kTaskLead("task_lead"), kAnnouncing("announcing"), kSpread("spread"), kSaying("saying"), kSend("send"),
    kAskAck("ask_ack"), kHeld("meeting_at"), kIssued("issued"), kAbout("title_about"), kTo("to"),
    kEveryone("people_all"), kInto("merge_into"), kReminded("reminded"), kNotYet("not_yet"), kForWord("for_word"),
    kInvite("invites_to"), kInviteOnly("invite_only"), kUnder("merge_under"), kPlaced("merge_placed"),
    kSigned("signed_day");
const Meanings kMissingOf("missing_of"), kTargets("targets"), kUrgency("urgency"), kLevels("levels"),
    kWithout("without");

}  // namespace

void missing(Taker& taker) {
  take_poll_arg(taker);
  const bool document = take_document_arg(taker, false);
  take_group_arg(taker);
  const auto said = taker.meaning(kMissingOf);
  taker.args["of"] = taker.has("poll") ? "poll" : document ? "reads" : said.empty() ? "attendance" : said;
  taker.args.erase("query");
}

void remind(Taker& taker) {
  const auto& line = taker.line;
  take_poll_arg(taker);
  const bool document = take_document_arg(taker, false);
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(kRound)) return false;
    const auto round = cursor.take_number(99);
    if (round) taker.args["round"] = *round;
    return round.has_value();
  });
  take_group_arg(taker);
  const bool missing_people = taker.sees(kNotDone) || taker.sees(kNotYet) || taker.sees(Phrases("missing_word"));
  const auto of = taker.meaning(kMissingOf);
  if (taker.sees(kReport) || taker.sees(Phrases("late_report"))) {
    report(taker);
    take_deadline(taker, "deadline");
    taker.args["of"] = "report";
    taker.args["target"] = "missing";
    if (!taker.sees(kReport) && taker.args.value("kind", "") == "nam") taker.args.erase("kind"), taker.args.erase("period");
    return;
  }
  const bool event_reply = of == "attendance" && missing_people;
  if (taker.has("poll") || document || (missing_people && !of.empty()) || event_reply) {
    taker.args["of"] = taker.has("poll") ? "poll" : document ? "reads" : of;
    taker.args["target"] = "missing";
    take_deadline(taker, "deadline");
    return;
  }
  taker.args["of"] = "task";
  take_deadline(taker, "deadline");
  auto from = colon_text_at(line).value_or(line.last);
  if (from == line.last) {
    from = line.first;
    for (bool again = true; again && from < line.last;) {
      const auto words = std::max({kReminding.at(line, from), kReminded.at(line, from), kTaskLead.at(line, from), kTargets.at(line, from).words});
      again = words > 0 || taker.used(from);
      from += words > 0 ? words : taker.used(from) ? 1 : 0;
    }
  }
  auto to = from;
  while (to < line.last && !taker.used(to)) ++to;
  if (from < to) taker.args["text"] = taker.text(from, to);
}

namespace {

void moment_in(Taker& taker, std::size_t from) {
  for (auto at = from; at < taker.line.last; ++at) {
    Cursor cursor(taker.line, at);
    const auto when = take_when(cursor, taker.reading.context.now, Lean::ahead);
    if (!when) continue;
    if (when->day && when->minutes) {
      taker.args["at_mentioned"] = starting_moment(*when, taker.reading.context.now);
      return;
    }
    at = cursor.at - 1;
  }
}

}  // namespace

namespace {

// "tổ 1, 2 và 3": the numbers behind the first.
std::optional<std::string> one_more_group(Cursor& cursor) {
  const auto from = cursor.at;
  const bool joined = !cursor.done() && (cursor.word().gap == "," || cursor.take(Phrases("and")));
  const auto number = joined && !cursor.done() ? cursor.take_number(999) : std::nullopt;
  const bool more = number && (cursor.done() || !cursor.word().wears('/')) && !(!cursor.done() && Phrases("hour_word").at(cursor.line(), cursor.at) > 0);
  if (more) return "tổ " + std::to_string(*number);
  cursor.at = from;
  return std::nullopt;
}

}  // namespace

void announce(Taker& taker) {
  const auto& line = taker.line;
  auto groups = nlohmann::json::array();
  auto text_from = colon_text_at(line).value_or(line.last);
  Cursor cursor(line);
  while (cursor.take(kAnnouncing) || cursor.take(kSpread)) {
  }
  bool everyone = false;
  const Phrases joins("targets_join");
  while (!cursor.done() && cursor.at < text_from) {
    if (const auto group = take_group(cursor)) {
      groups.push_back(*group);
      while (const auto more = one_more_group(cursor)) groups.push_back(*more);
      continue;
    }
    const auto before = cursor.at;
    if (cursor.take(kEveryone) || cursor.take(kTargets)) { everyone = true; continue; }
    if (cursor.at == before && !cursor.take(joins) && !cursor.take(kForWord) && !cursor.take(kTo)) break;
  }
  if (text_from == line.last) {
    text_from = cursor.at;
    while (text_from < line.last && kSaying.at(line, text_from) > 0) text_from += kSaying.at(line, text_from);
  }
  if (groups.empty() && everyone) groups.push_back("all");
  if (!groups.empty()) taker.args["groups"] = groups;
  if (text_from < line.last) taker.args["text"] = taker.text_from(text_from);
  moment_in(taker, text_from);
}

namespace {

void urgency(Taker& taker) {
  if (const auto found = taker.meaning(kUrgency); !found.empty()) taker.args["urgency"] = found;
}

}  // namespace

namespace {

// "gửi … cho Chè Pu Lan": a unit that nobody told us of stands as it is written.
void as_written(Taker& taker, nlohmann::json& found) {
  const auto& line = taker.line;
  const Phrases pronoun("pronoun"), after("after_target");
  for (auto at = line.first; at < line.last; ++at) {
    const auto words = taker.used(at) ? 0 : kTo.at(line, at);
    if (words == 0) continue;
    const auto from = at + words;
    auto to = from;
    while (to < line.last && !taker.used(to) && !(to > from && line[to].wears(',')) && after.at(line, to) == 0) ++to;
    if (from < to && pronoun.at(line, from) == 0) return found.push_back(taker.text(from, to));
  }
}

}  // namespace

// The longest name at each place: "các CĐCS khối doanh nghiệp" is a level and a sector; tổ and units by name.
void targets(Taker& taker) {
  auto found = nlohmann::json::array();
  const auto add = [&](const std::string& target) {
    if (std::find(found.begin(), found.end(), nlohmann::json(target)) == found.end()) found.push_back(target);
  };
  bool everyone = false;
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    if (taker.used(at)) continue;
    Cursor cursor(taker.line, at);
    if (const auto group = take_group(cursor)) {
      add(*group);
      while (const auto more = one_more_group(cursor)) add(*more);
      taker.use(at, cursor.at);
      continue;
    }
    const auto unit_said = unit_said_at(taker.reading, at);
    const auto target = kTargets.at(taker.line, at);
    if (unit_said && unit_said->to - at > target.words) { add(unit_said->name); taker.use(at, unit_said->to); continue; }
    if (target.words == 0) continue;
    if (target.value == "all") everyone = true;
    else add(std::string(target.value));
    taker.use(at, at + target.words);
  }
  if (found.empty() && !everyone) as_written(taker, found);
  // An officer's "tất cả" is everybody below: the province.
  if (everyone && found.empty() && taker.reading.context.role == Role::officer) add("toàn tỉnh");
  if (!found.empty()) taker.args["targets"] = found;
}

void broadcast(Taker& taker) {
  const auto& line = taker.line;
  const auto now = taker.reading.context.now;
  if (!take_document_arg(taker, true)) taker.find([&](Cursor& cursor) {
    const auto kind = cursor.take(Meanings("kinds"));
    if (kind && *kind != "none") taker.args["doc_type"] = *kind;
    return kind.has_value();
  });
  if (const auto title = taker.seek(kAbout); title < line.last) {
    const auto from = title + kAbout.at(line, title);
    auto to = from;
    while (to < line.last && !taker.used(to) && !(to > from && line[to].wears(',')) && kTo.at(line, to) == 0 && kSend.at(line, to) == 0) ++to;
    if (from < to) taker.args["title"] = taker.text(from, to), taker.use(title, to);
  }
  take_deadline(taker, "deadline");
  if (taker.sees(kAskAck)) taker.args["require_ack"] = true;
  const auto invited = taker.seek(kInvite);
  if (invited < line.last) {
    for (auto at = invited; at < line.last && !taker.has("event_at"); ++at) {
      Cursor cursor(line, at);
      const auto when = taker.used(at) ? std::nullopt : take_when(cursor, now, Lean::ahead);
      if (!when || !when->minutes) continue;
      taker.args["event_at"] = starting_moment(*when, now);
      auto from = invited + kInviteOnly.at(line, invited);
      auto to = at;
      while (to > from && kHeld.before(line, to) > 0) to -= kHeld.before(line, to);
      if (from < to && !taker.has("title") && !taker.used(from)) taker.args["title"] = taker.text(from, to), taker.use(from, to);
      taker.use(at, cursor.at);
    }
  }
  if (const auto day = day_behind(taker, kIssued, Lean::behind)) taker.args["date"] = iso(*day);
  taker.find([&](Cursor& cursor) {
    const auto when = take_when(cursor, now, Lean::ahead);
    if (!when || !when->minutes) return false;
    taker.args["at"] = starting_moment(*when, now);
    return true;
  });
  if (!taker.has("at")) taker.find([&](Cursor& cursor) {
    const auto from = cursor.at;
    const auto day = take_day(cursor, now, Lean::ahead);
    if (!day) return false;
    const bool send_then = kSend.at(line, cursor.at) > 0 || kSend.before(line, from) > 0;
    taker.args[send_then ? "at" : "date"] = send_then ? starting_moment({day, std::nullopt}, now) : iso(*day);
    return true;
  });
  urgency(taker);
  targets(taker);
}

void unit_filter(Taker& taker) {
  auto filter = nlohmann::json::object();
  taker.find([&](Cursor& cursor) {
    const auto limit_said = take_limit(cursor);
    if (limit_said) filter[limit_said->key] = limit_said->number;
    return limit_said.has_value();
  });
  taker.find([&](Cursor& cursor) {
    const auto unit_said = unit_said_at(taker.reading, cursor.at);
    if (!unit_said) return false;
    filter["under"] = unit_said->name;
    cursor.at = unit_said->to;
    return true;
  });
  if (const auto without = taker.meaning(kWithout); !without.empty()) filter["without"] = without;
  if (const auto level = taker.meaning(kLevels); !level.empty()) filter["level"] = level;
  taker.args["filter"] = std::move(filter);
}

namespace {

// "trực thuộc CĐ xã Mường Lặn": the unit that follows.
std::optional<UnitName> unit_under(const Taker& taker, std::size_t at) {
  const auto words = kUnder.at(taker.line, at);
  return words > 0 && at + words < taker.line.last ? unit_said_at(taker.reading, at + words) : std::nullopt;
}

}  // namespace

void merge(Taker& taker) {
  const auto& line = taker.line;
  const auto into = taker.seek(kInto);
  if (into < line.last) {
    auto from = into;
    while (from < line.last && kInto.at(line, from) > 0) from += kInto.at(line, from);
    auto to = from;
    while (to < line.last && !(to > from && line[to].wears(',')) && Phrases("effective_from").at(line, to) == 0 && !unit_under(taker, to)) ++to;
    if (from < to) taker.args["into"] = taker.text(from, to);
    taker.use(into, to);
  }
  taker.find([&](Cursor& cursor) {
    const auto unit_said = unit_under(taker, cursor.at);
    if (!unit_said) return false;
    if (cursor.at > into || kPlaced.at(line, cursor.at) > 0) taker.args["under"] = unit_said->name;  // else it tells where they are
    taker.use(cursor.at, unit_said->to);
    return false;
  });
  auto units = nlohmann::json::array();
  taker.find([&](Cursor& cursor) {
    const auto unit_said = unit_said_at(taker.reading, cursor.at);
    if (!unit_said) return false;
    units.push_back(unit_said->name);
    taker.use(cursor.at, unit_said->to);
    return false;
  });
  if (!units.empty()) taker.args["units"] = units;
}

void case_number(Taker& taker) {
  const bool found = taker.find([&](Cursor& cursor) {
    const auto name_said = take_case(cursor);
    if (name_said) taker.args["case"] = *name_said;
    return name_said.has_value();
  });
  if (!found && taker.reading.implied.contains("case")) taker.args["case"] = taker.reading.implied["case"];
}

// "quyết định 93/QĐ-LĐLĐ ký 20/11 … từ 1/1": the day behind the number or "ký" is that of the decision.
void decision(Taker& taker) {
  take_effective(taker);
  if (!take_document_arg(taker, false)) return;
  if (const auto day = day_behind(taker, kSigned, Lean::behind)) return void(taker.args["date"] = iso(*day));
  taker.find([&](Cursor& cursor) {
    const bool follows = cursor.at > taker.line.first && taker.used(cursor.at - 1);
    const auto when = follows ? take_when(cursor, taker.reading.context.now, Lean::behind) : std::nullopt;
    if (when && when->day) taker.args["date"] = iso(*when->day);
    return when && when->day;
  });
}

void decided(Taker& taker) {
  take_effective(taker);
  taker.find([&](Cursor& cursor) {
    const auto when = take_when(cursor, taker.reading.context.now, Lean::behind);
    if (!when || !when->day) return false;
    taker.args["date"] = iso(*when->day);
    return true;
  });
}

}  // namespace language::take
