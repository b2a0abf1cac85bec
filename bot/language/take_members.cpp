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
    kLeft("left"), kFromWord("from_word"), kToward("toward"), kBorn("born"),
    kGranting("granting"), kPlaceOf("place_of"), kUnitWord("unit_word"), kComing("still_to_come"), kAlready("already"),
    kRevoking("revoking"), kInfo("member_info"), kFieldAsk("member_field_ask"), kFind("find"),
    kConfirmFor("confirm_for"), kCheckinFor("checkin_for"),
    kForWord("for_word");
const Meanings kFields("member_fields"), kRoles("role");

void phone_arg(Taker& taker) {
  taker.find([&](Cursor& cursor) {
    const auto phone = take_phone(cursor);
    if (phone) taker.args["phone"] = *phone;
    return phone.has_value();
  });
}

}  // namespace

void member(Taker& taker) {
  phone_arg(taker);
  if (const auto day = day_behind(taker, kBorn, Lean::behind)) taker.args["birth_date"] = iso(*day);
  take_unit_arg(taker);
  take_group_arg(taker);
  take_name_arg(taker, {&kAdding, &kPutIn, &kMember}, false);
}

// Who has left is mostly told afterwards: "nghỉ việc từ 1/11" said on 23/11.
void member_gone(Taker& taker) {
  take_effective(taker, taker.sees(kComing) ? Lean::ahead : Lean::near);
  take_group_arg(taker);
  take_name_arg(taker, {&kRemoving, &kMember}, true);
  take_reason(taker);
  if (taker.has("reason")) return;
  taker.find([&](Cursor& cursor) {
    auto from = cursor.at;
    if (!cursor.take(kLeft)) return false;
    if (Cursor behind(taker.line, from + 1); kAlready.at(taker.line, from) == 1 && !behind.done() && behind.take(kLeft)) ++from, cursor.at = behind.at;  // "đã nghỉ việc"
    taker.args["reason"] = taker.line.cut(from, cursor.at);
    return true;
  });
}

namespace {

// "từ tổ 5", "sang CĐCS B", "về tổ 2 của CĐCS B": a tổ, a unit or both behind one of these words.
void place_behind(Taker& taker, const Phrases& lead, const char* group_key, const char* unit_key) {
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(lead)) return false;
    while (cursor.take(lead)) {
    }
    const auto group = take_group(cursor);
    if (group) taker.args[group_key] = *group, cursor.take(kPlaceOf);
    cursor.take(kUnitWord);  // "sang đơn vị Chè Pu Lan"
    const auto unit_said = cursor.done() ? std::nullopt : unit_said_at(taker.reading, cursor.at);
    if (unit_said) taker.args[unit_key] = unit_said->name, cursor.at = unit_said->to;
    return group || unit_said;
  });
}

}  // namespace

void member_moved(Taker& taker) {
  take_effective(taker);
  place_behind(taker, kFromWord, "from_group", "from_unit");
  place_behind(taker, kToward, "to_group", "unit");
  const bool where = taker.has("to_group") || taker.has("unit");
  if (!taker.has("from_group") && where) take_group_arg(taker, "from_group");
  if (!taker.has("from_unit") && where) take_unit_arg(taker, "from_unit");
  if (!where) take_group_arg(taker, "to_group");
  take_name_arg(taker, {&kMoving, &kMember}, true);
}

// A code for one person, or for a unit.
void code_for(Taker& taker) {
  take_unit_arg(taker);
  take_group_arg(taker);
  take_name_arg(taker, {&kForWord}, true);
}

void member_seen(Taker& taker) {
  if (const auto field = taker.meaning(kFields); !field.empty()) taker.args["field"] = field;
  take_group_arg(taker);
  take_unit_arg(taker);
  take_name_arg(taker, {&kFieldAsk, &kInfo, &kFind}, true);
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
  take_name_arg(taker, {&kGranting, &kPutIn, &kRevoking, &kForWord}, true);
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
