// Arguments of members, roles, groups and attestations.
#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/takers.hpp"
#include "bot/language/text.hpp"
#include "bot/language/whole.hpp"

namespace language::take {
namespace {

const Phrases kAdding("adding"), kPutIn("put_in"), kMember("member"), kRemoving("removing"), kMoving("moving"),
    kLeft("left"), kFromWord("from_word"), kToward("toward"), kNameLead("name_lead"), kBorn("born"),
    kDelegating("delegating"), kForMe("for_me"), kHandOver("hand_over"), kGranting("granting"),
    kRevoking("revoking"), kInfo("member_info"), kFieldAsk("member_field_ask"), kFind("find"),
    kUntilDay("until_day"), kFromDay("from_day"), kConfirmFor("confirm_for"), kCheckinFor("checkin_for"),
    kForWord("for_word");
const Meanings kFields("member_fields"), kRoles("role");

void phone_arg(Taker& taker) {
  taker.find([&](Cursor& cursor) {
    const auto phone = take_phone(cursor);
    if (phone) taker.args["phone"] = *phone;
    return phone.has_value();
  });
}

// The name: by its look, else what stands where the verb wants one.
void name(Taker& taker, std::initializer_list<const Phrases*> leads, bool ambiguous) {
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

}  // namespace

void member(Taker& taker) {
  phone_arg(taker);
  if (const auto day = day_behind(taker, kBorn, Lean::behind)) taker.args["birth_date"] = iso(*day);
  take_unit_arg(taker);
  take_group_arg(taker);
  name(taker, {&kAdding, &kPutIn, &kMember}, false);
}

void member_gone(Taker& taker) {
  take_effective(taker);
  take_group_arg(taker);
  name(taker, {&kRemoving, &kMember}, true);
  take_reason(taker);
  if (taker.has("reason")) return;
  taker.find([&](Cursor& cursor) {
    const auto from = cursor.at;
    if (!cursor.take(kLeft)) return false;
    taker.args["reason"] = taker.line.cut(from, cursor.at);
    return true;
  });
}

void member_moved(Taker& taker) {
  take_effective(taker);
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(kFromWord)) return false;
    const auto group = take_group(cursor);
    if (group) taker.args["from_group"] = *group;
    return group.has_value();
  });
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(kToward)) return false;
    while (cursor.take(kToward)) {
    }
    const auto group = take_group(cursor);
    if (group) taker.args["to_group"] = *group;
    return group.has_value();
  });
  if (!taker.has("from_group") && taker.has("to_group")) take_group_arg(taker, "from_group");
  if (!taker.has("to_group")) take_group_arg(taker, "to_group");
  name(taker, {&kMoving, &kMember}, true);
}

void member_seen(Taker& taker) {
  if (const auto field = taker.meaning(kFields); !field.empty()) taker.args["field"] = field;
  take_group_arg(taker);
  take_unit_arg(taker);
  name(taker, {&kFieldAsk, &kInfo, &kFind}, true);
}

void role(Taker& taker) {
  std::string best;
  std::size_t words = 0, place = 0;
  for (auto at = taker.line.first; at < taker.line.last; ++at) {
    const auto found = kRoles.at(taker.line, at);
    if (found.words > words) best = found.value, words = found.words, place = at;
  }
  if (words > 0) taker.args["role"] = best, taker.use(place, place + words);
  take_unit_arg(taker);
  take_group_arg(taker);
  name(taker, {&kGranting, &kPutIn, &kRevoking, &kForWord}, true);
}

void delegate(Taker& taker) {
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
  name(taker, {&kDelegating, &kHandOver, &kForMe}, true);
  take_reason(taker);
  if (taker.has("reason")) return;
  const Phrases away("away_word");
  const auto at = taker.seek(away);
  auto to = at;
  while (to < taker.line.last && !taker.used(to) && (to == at || !taker.line[to].wears(',')) && kHandOver.at(taker.line, to) == 0 && kForMe.at(taker.line, to) == 0 && kDelegating.at(taker.line, to) == 0 &&
         kUntilDay.at(taker.line, to) == 0)
    ++to;
  if (to > at) taker.args["reason"] = taker.text(at, to);
}

void unit(Taker& taker) { take_unit_arg(taker); }
void effective(Taker& taker) { take_effective(taker); }
void reason(Taker& taker) { take_reason(taker); }

// Several names after a colon or between commas and "và".
void attest(Taker& taker) {
  take_document_arg(taker, true);
  auto names = nlohmann::json::array();
  const auto& line = taker.line;
  const auto add = [&](const Person& person) {
    names.push_back(person_text(taker.reading, person));
    taker.use(person.from, person.to);
  };
  for (auto at = line.first; at < line.last; ++at) {
    if (taker.used(at)) continue;
    const bool list = at > line.first && (line[at].wears(':') || line[at].wears(',') || kForWord.before(line, at) > 0 || kConfirmFor.before(line, at) > 0 || kCheckinFor.before(line, at) > 0 ||
                                          (!names.empty() && Phrases("and").before(line, at) > 0));
    const auto person = list ? expected_person(taker.reading, at) : person_at(taker.reading, at);
    if (!person || taker.used(person->from)) continue;
    add(*person);
    at = person->to - 1;
  }
  if (!names.empty()) taker.args["names"] = names;
}

}  // namespace language::take
