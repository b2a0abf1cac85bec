// Who stands in, for whom, from when until when and why; or that it ends.
#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/takers.hpp"

namespace language::take {
namespace {

const Phrases kDelegating("delegating"), kHandOver("hand_over"), kForMe("for_me"), kForWord("for_word"),
    kUntilDay("until_day"), kFromDay("from_day"), kAway("away_word"), kStandFor("stand_for"), kStandInIs("stand_in_is"),
    kEnd("delegation_end"), kEndStanding("stand_in_end"), kNoNeed("no_need"), kMore("stand_in_more"),
    kBack("back_word"), kBefore("away_before"), kOwnerOf("owner_of"), kWithWhom("with_whom"),
    kHanded("handed_to"), kThen("then_mark"),
    kHandRight("hand_right"), kEndVerb("delegation_end_verb"), kNot("stand_in_not"), kNoMore("no_more_end"), kOffices("offices");

// A person named in the line; `from` is where the title begins.
struct Named { std::size_t from = 0; Person person; };

// "Mỷ thay Pản", "phó chủ tịch Mỷ": one word with a capital, beside "thay" or behind an office.
bool bare_name(const Line& line, std::size_t at) {
  if (!line.mixed_case || !line[at].capital || !is_letterlike(line[at]) || kForMe.at(line, at) > 0 || kOffices.at(line, at) > 0) return false;
  const bool stands = at + 1 < line.last && line[at + 1].gap.empty() && kForMe.at(line, at + 1) > 0;
  return stands || (at > line.first && (kStandFor.before(line, at) > 0 || kOffices.before(line, at) > 0));
}

std::vector<Named> named(const Taker& taker) {
  std::vector<Named> found;
  for (const auto& value : taker.reading.values) {
    if (value.kind != Kind::person || taker.used(value.from) || (!found.empty() && value.from < found.back().person.to)) continue;
    if (const auto person = person_at(taker.reading, value.from)) found.push_back({value.from, *person});
  }
  const auto taken = [&](std::size_t at) { return std::any_of(found.begin(), found.end(), [&](const Named& each) { return each.from <= at && at < each.person.to; }); };
  for (auto at = taker.line.first; at < taker.line.last; ++at)
    if (!taker.used(at) && !taken(at) && bare_name(taker.line, at)) found.push_back({at, {at, at + 1}});
  std::sort(found.begin(), found.end(), [](const Named& a, const Named& b) { return a.from < b.from; });
  return found;
}

// Does one of these stand right before the person, "cho" between them or not?
bool behind(const Line& line, const Named& who, const Phrases& words) {
  auto at = who.from;
  while (at > line.first && words.before(line, at) == 0 && kForWord.before(line, at) > 0) at -= kForWord.before(line, at);
  return words.before(line, at) > 0;
}

// Is one of these said of the person: behind the name and "đang", "đã", a day?
bool said_of(const Taker& taker, const Named& who, const Phrases& words) {
  auto at = who.person.to;
  while (at < taker.line.last && words.at(taker.line, at) == 0 && !taker.line[at].wears(',')) {
    const auto step = kBefore.at(taker.line, at);
    if (step == 0 && !taker.used(at)) return false;
    at += step > 0 ? step : 1;
  }
  return at < taker.line.last && !taker.line[at].wears(',') && words.at(taker.line, at) > 0;
}

bool replaced(const Taker& taker, const Named& who) {
  return kStandFor.before(taker.line, who.from) > 0 || kOwnerOf.before(taker.line, who.from) > 0 || said_of(taker, who, kAway) || said_of(taker, who, kBack) || said_of(taker, who, kDelegating) || said_of(taker, who, kHandRight);
}

// Behind "uỷ quyền cho", else the last before "thay", else the first who is not the one that is away.
std::optional<std::size_t> stand_in(const Taker& taker, const std::vector<Named>& people) {
  const auto& line = taker.line;
  std::optional<std::size_t> before, any;
  const auto stands = taker.seek(kForMe);
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (kStandFor.before(line, people[i].from) > 0) continue;
    if (behind(line, people[i], kDelegating) || behind(line, people[i], kHandOver) || kStandInIs.before(line, people[i].from) > 0) return i;
    if (replaced(taker, people[i]) || kWithWhom.before(line, people[i].from) > 0) continue;  // "đi công tác với anh Hùng"
    if (people[i].person.to <= stands && stands < line.last) before = i;
    if (!any) any = i;
  }
  return before ? before : any;
}

void days(Taker& taker) {
  const auto now = taker.reading.context.now;
  const auto day = [&](const Phrases& lead, const char* key) {
    taker.find([&](Cursor& cursor) {
      if (!cursor.take(lead)) return false;
      std::optional<Date> found;
      do {
        found = take_end(cursor, now);
        if (!found)
          if (const auto when = take_when(cursor, now, Lean::ahead)) found = when->day;
      } while (!found && cursor.take(lead));
      if (found) taker.args[key] = iso(*found);
      return found.has_value();
    });
  };
  day(kUntilDay, "until");
  day(kFromDay, "from");
  if (!taker.has("from")) taker.find([&](Cursor& cursor) {
    const auto when = take_when(cursor, now, Lean::ahead);
    if (!when || !when->day) return false;
    taker.args["from"] = iso(*when->day);
    return true;
  });
}

void people(Taker& taker) {
  const auto found = named(taker);
  const auto who = stand_in(taker, found);
  auto holders = nlohmann::json::array();
  bool one_word = false;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& person = found[i].person;
    if (who != i && !replaced(taker, found[i])) continue;
    const auto text = person_text(taker.reading, person);
    if (who == i) taker.args["name"] = text;
    else holders.push_back(text);
    one_word = one_word || person.to - person.from == 1;
    taker.use(found[i].from, person.to);
  }
  if (!holders.empty()) taker.args["on_behalf"] = holders;
  if (one_word) taker.args["needs"] = "disambiguate_name";
  if (taker.has("name")) return;
  if (taker.has("end")) take_name_arg(taker, {&kHanded}, true);
  else take_name_arg(taker, {&kDelegating, &kHandOver}, true);
}

// "đi công tác", up to what the line says next.
void away(Taker& taker) {
  const auto& line = taker.line;
  const auto at = taker.seek(kAway);
  auto to = at;
  while (to < line.last && !taker.used(to) && (to == at || !line[to].wears(',')) && kHandOver.at(line, to) == 0 && kForMe.at(line, to) == 0 && kDelegating.at(line, to) == 0 && kUntilDay.at(line, to) == 0 && kThen.at(line, to) == 0)
    ++to;
  if (to > at) taker.args["reason"] = taker.text(at, to);
}

// "kết thúc thời gian uỷ quyền": near before it.
bool end_before(const Taker& taker) {
  constexpr std::size_t kNear = 5;
  const auto at = taker.seek(kEndVerb), of = taker.seek(kDelegating, at);
  return of < taker.line.last && of <= at + kNear;
}

bool ends(const Taker& taker) {
  return taker.sees(kEnd) || taker.sees(kEndStanding) || (taker.sees(kNoNeed) && taker.sees(kMore)) || (taker.sees(kNot) && taker.sees(kNoMore)) || end_before(taker);
}

}  // namespace

void delegate(Taker& taker) {
  if (ends(taker)) {
    taker.args["end"] = true;
    take_effective(taker);
    return people(taker);
  }
  days(taker);
  people(taker);
  take_reason(taker);
  if (!taker.has("reason")) away(taker);
}

}  // namespace language::take
