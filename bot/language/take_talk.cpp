// Arguments of documents, opinions, aid and law, and of what people say about themselves.
#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/takers.hpp"
#include "bot/language/text.hpp"
#include "bot/language/whole.hpp"

namespace language::take {
namespace {

const Phrases kAbout("about"), kNewest("newest"), kUntilWhen("until_when"), kWhenAsk("when_ask"), kFindFiller("find_filler"), kAnonymous("anonymous"), kUrgent("urgent"), kAct("act"), kRequest("request"),
    kSaying("saying"), kReply("reply_verbs"), kHandle("handle"), kDept("dept_word"), kToWhom("to_whom"), kGiving("giving"), kProcedure("procedure"), kIam("i_am"), kRegister("register"), kBorn("born"),
    kMyPhone("my_phone"), kMyBirth("my_birth"), kMyName("my_name"), kMoved("moved"), kNight("night"), kRightName("right_name"), kNameLead("name_lead"), kQueryEnd("query_end"), kFind("find"), kAskFor("ask_for"),
    kHouse("house"), kDeptEnd("dept_end"), kWhatNew("what_new"), kNotOld("not_old"), kFollow("follow_case"), kNamed("kinds"), kSaysAbout("says_about"), kPay("pay_word");
const Meanings kTongue("tongue"), kCategory("category"), kMishap("mishap"), kTopic("topic"), kKindWords("kinds"), kCount("count_words"), kStatusWords("feedback_status");

// The longest phrase of the list counts; of equals the first in the line.
std::string weightiest(const Taker& taker, const Meanings& meanings, std::size_t from) {
  std::string best;
  std::size_t words = 0;
  for (auto at = std::max(from, taker.line.first); at < taker.line.last; ++at) {
    const auto found = meanings.at(taker.line, at);
    if (found.words > words) best = found.value, words = found.words;
  }
  return best;
}

std::string category_of(const Taker& taker, std::size_t from) {
  for (auto at = std::max(from, taker.line.first); at < taker.line.last; ++at)  // misconduct outranks where it happened
    if (kCategory.at(taker.line, at).value == "ung_xu_quay_roi") return "ung_xu_quay_roi";
  return weightiest(taker, kCategory, from);
}

std::size_t end_of_query(const Taker& taker, std::size_t from) {
  auto to = from;
  while (to < taker.line.last && !taker.used(to) && kUntilWhen.at(taker.line, to) == 0 && (to == from || kQueryEnd.at(taker.line, to) != taker.line.last - to)) ++to;
  return to;
}

void query(Taker& taker) {
  const auto& line = taker.line;
  auto from = line.last;
  auto words = std::size_t{0};
  for (auto at = line.first; at < line.last && words == 0; ++at)
    if (!taker.used(at)) words = kAbout.at(line, at), from = at + words;
  if (words == 0) return;
  while (from < line.last && taker.used(from)) ++from;
  const auto to = end_of_query(taker, from);
  if (from >= to) return;
  taker.args["query"] = taker.text(from, to);
  taker.use(from, to);
}

// "nghị quyết 10 đổi mới tổ chức": what is left behind the number and is no filler.
void query_left(Taker& taker) {
  const auto& line = taker.line;
  std::size_t best_from = 0, best_to = 0;
  for (auto at = line.first; at < line.last;) {
    if (taker.used(at)) { ++at; continue; }
    const auto filler = std::max({kFindFiller.at(line, at), kFind.at(line, at), kAskFor.at(line, at), kUntilWhen.at(line, at), kWhenAsk.at(line, at), kNewest.at(line, at)});
    if (filler > 0) { at += filler; continue; }
    auto to = at;
    while (to < line.last && !taker.used(to) && (to == at || kFindFiller.at(line, to) == 0) && !(to > at && line[to].wears(','))) ++to;
    if (to - at > best_to - best_from) best_from = at, best_to = to;
    at = to;
  }
  if (best_to > best_from + 0 && best_to - best_from >= 2) taker.args["query"] = taker.text(best_from, best_to);
}

}  // namespace

void doc(Taker& taker) { take_document_arg(taker, !taker.has("ticket")); }

void doc_asked(Taker& taker) {
  const auto& line = taker.line;
  const bool numbered = take_document_arg(taker, true);
  const bool when = taker.sees(kUntilWhen) || taker.sees(kWhenAsk);
  if (numbered && when) taker.args["field"] = "deadline";
  if (numbered) {
    if (!taker.has("field")) query(taker);
    return;
  }
  take_period_arg(taker);
  taker.find([&](Cursor& cursor) {
    const auto kind = cursor.take(kKindWords);
    if (kind && *kind != "none") taker.args["doc_type"] = *kind;
    return kind.has_value();
  });
  query(taker);
  const bool newest = taker.sees(kNewest) && !taker.has("query");
  if (newest || taker.sees(kWhatNew)) {
    taker.args["latest"] = 1;
    taker.find([&](Cursor& cursor) {
      auto number = cursor.take_number(50);
      if (!number)
        if (const auto word = cursor.take(kCount)) number = std::stoi(*word);
      if (number && *number > 0) taker.args["latest"] = *number;
      return number && *number > 0;
    });
  } else if (!taker.has("query") && !taker.has("period")) {
    query_left(taker);
  }
  if (when && taker.has("doc_type") && !taker.has("latest")) taker.args["field"] = "deadline";
  (void)line;
}

void opinion(Taker& taker) {
  const auto& line = taker.line;
  const auto lead = std::min<std::size_t>(line.last, line.first + 8);
  std::string kind;
  std::size_t text_from = line.first;
  for (auto at = line.first; at < lead && kind.empty(); ++at) {
    const auto found = kTongue.at(line, at);
    if (found.words == 0) continue;
    kind = found.value == "none" ? "" : std::string(found.value);
    text_from = at + found.words;
  }
  if (kind.empty()) text_from = line.first, kind = taker.sees(kAct) || kRequest.at(line, line.first) > 0 ? "kien_nghi" : "phan_anh";
  const bool anonymous = taker.sees(kAnonymous);
  auto category = category_of(taker, line.first);
  if (category.empty()) category = "khac";
  const bool sensitive = category == "ung_xu_quay_roi" || kind == "to_cao";
  taker.args = {{"category", category}, {"kind", kind}, {"anonymous", anonymous}};
  if (sensitive) taker.args["sensitive"] = true;
  if (sensitive || (anonymous && taker.reading.context.group)) taker.args["move_private"] = true;
  if (taker.sees(kUrgent)) taker.args["urgent"] = true;
  while (text_from < line.last && kAnonymous.at(line, text_from) > 0) text_from += kAnonymous.at(line, text_from);
  const auto octet = text_from < line.last ? line[text_from].from : static_cast<std::uint32_t>(line.text.size());
  if (text_from >= line.last) return taker.args.clear();  // "góp ý" and nothing else
  taker.args["text"] = trim(nfc(line.text.substr(octet)));  // all of it, also behind what was read for the intent
}

void ticket(Taker& taker) {
  const bool found = taker.find([&](Cursor& cursor) {
    const auto name = take_ticket(cursor);
    if (name) taker.args["ticket"] = *name;
    return name.has_value();
  });
  if (!found && taker.reading.implied.contains("ticket")) taker.args["ticket"] = taker.reading.implied["ticket"];
}

void category(Taker& taker) {
  if (taker.has("ticket")) return;
  if (const auto found = category_of(taker, 0); !found.empty()) taker.args["category"] = found;
}

void status(Taker& taker) {
  if (const auto found = taker.meaning(kStatusWords); !found.empty()) taker.args["status"] = found;
}

void period(Taker& taker) { take_period_arg(taker); }
void group(Taker& taker) { take_group_arg(taker); }

// All behind the colon, or behind là, rằng; else what stands behind the number.
void reply_text(Taker& taker) {
  const auto& line = taker.line;
  auto from = colon_text_at(line).value_or(line.last);
  if (from == line.last) {
    auto behind = line.first;
    for (auto at = line.first; at < line.last; ++at)
      if (taker.used(at)) behind = at + 1;
    from = behind;
    for (bool again = true; again && from < line.last;) {
      const auto words = std::max(kSaying.at(line, from), kReply.at(line, from));
      again = words > 0;
      from += words;
    }
  }
  if (from < line.last) taker.args["text"] = taker.text_from(from);
}

void to_upper(Taker& taker) { taker.args["to"] = "upper"; }

void assignee(Taker& taker) {
  const auto& line = taker.line;
  if (const auto dept = taker.seek(kDept); dept < line.last) {
    auto to = dept + kDept.at(line, dept);
    for (std::size_t words = 0; to < line.last && words < 5 && line[to].gap.find(',') == std::string::npos && kDeptEnd.at(line, to) == 0 && !taker.used(to) && !line[to].number(); ++to) ++words;
    if (to > dept + kDept.at(line, dept)) taker.args["dept"] = taker.text(dept, to);
    taker.use(dept, to);
  }
  if (take_person_arg(taker, "to", true)) return;
  taker.find([&](Cursor& cursor) {
    if (!cursor.take(kToWhom)) return false;
    const auto person = cursor.done() || taker.used(cursor.at) ? std::nullopt : expected_person(taker.reading, cursor.at);
    if (!person) return false;
    taker.args["to"] = person_text(taker.reading, *person);
    if (person->to - person->from == 1) taker.args["needs"] = "disambiguate_name";
    cursor.at = person->to;
    return true;
  });
}

void due(Taker& taker) { take_deadline(taker, "due"); }

// Of the kinds named, the word used before the cause: death outranks hardship, damage outranks illness.
void aid(Taker& taker) {
  const auto& line = taker.line;
  std::string kind;
  const auto ask = [&](std::string_view said) {
    for (auto at = line.first; at < line.last; ++at)
      if (kMishap.at(line, at).value == said) return true;
    return false;
  };
  for (const auto* each : {"thien_tai", "tang", "om_dau", "kho_khan"})
    if (kind.empty() && ask(each)) kind = each;
  const Meanings word("aid_word");
  if (const auto said = taker.meaning(word); !said.empty()) kind = said;
  taker.args["kind"] = kind.empty() ? "kho_khan" : kind;
  if (taker.sees(kProcedure)) taker.args["ask"] = "procedure";
  taker.find([&](Cursor& cursor) {
    const auto when = take_when(cursor, taker.reading.context.now, Lean::behind);
    if (!when || !when->day || *when->day > date_of(taker.reading.context.now)) return false;  // it happened already
    taker.args["date"] = iso(*when->day);
    return true;
  });
}

void topic(Taker& taker) {
  const auto found = weightiest(taker, kTopic, 0);
  const bool pay = found == "thoi_gio_lam_viec" && taker.sees(kPay);
  taker.args["topic"] = found.empty() ? "khac" : pay ? "tien_luong" : found;
}

namespace {

void phone_arg(Taker& taker, const char* key) {
  taker.find([&](Cursor& cursor) {
    const auto phone = take_phone(cursor);
    if (phone) taker.args[key] = *phone;
    return phone.has_value();
  });
}

void birth(Taker& taker, const char* key) {
  if (const auto day = day_behind(taker, kBorn, Lean::behind)) taker.args[key] = iso(*day);
}

}  // namespace

// What the line says of a person: name, tổ, unit, phone, birth date.
void self(Taker& taker) {
  phone_arg(taker, "phone");
  birth(taker, "birth_date");
  take_unit_arg(taker);
  take_group_arg(taker);
  if (take_person_arg(taker, "name", false)) return;
  for (const auto* lead : {&kIam, &kNameLead, &kRegister}) {
    const bool found = taker.find([&](Cursor& cursor) {
      if (!cursor.take(*lead)) return false;
      while (cursor.take(*lead) || cursor.take(kIam) || cursor.take(kNameLead)) {
      }
      const auto person = cursor.done() || taker.used(cursor.at) ? std::nullopt : expected_person(taker.reading, cursor.at);
      if (!person) return false;
      taker.args["name"] = person_text(taker.reading, *person);
      cursor.at = person->to;
      return true;
    });
    if (found) return;
  }
}

void profile(Taker& taker) {
  phone_arg(taker, "value");
  if (taker.has("value")) {
    taker.args["field"] = "phone";
  } else if (taker.sees(kMyBirth)) {
    taker.args["field"] = "birth_date";
    taker.find([&](Cursor& cursor) {
      const auto when = take_when(cursor, taker.reading.context.now, Lean::behind);
      if (!when || !when->day) return false;
      taker.args["value"] = iso(*when->day);  // the last one said: "sửa từ 1/2/1990 thành 12/2/1990"
      taker.use(cursor.at - 1, cursor.at);
      return false;
    });
  } else if (taker.sees(kMyName) || taker.sees(kRightName)) {
    taker.args["field"] = "name";
    for (auto at = taker.line.first; at < taker.line.last && !taker.has("value"); ++at)  // the first whole name that is not the old one
      if (const auto words = name_at(taker.reading, at); words > 0 && kNotOld.before(taker.line, at) == 0) taker.args["value"] = taker.line.cut(at, at + words);
    for (const auto* lead : {&kRightName, &kNameLead, &kMyName})
      if (!taker.has("value")) taker.find([&](Cursor& cursor) {
        if (!cursor.take(*lead)) return false;
        while (cursor.take(kRightName) || cursor.take(kNameLead)) {
        }
        const auto person = cursor.done() ? std::nullopt : expected_person(taker.reading, cursor.at);
        if (!person || kNotOld.before(taker.line, cursor.at) > 0) return false;
        taker.args["value"] = person_text(taker.reading, *person);
        cursor.at = person->to;
        return true;
      });
  } else {
    take_effective(taker);
    bool moved = false;
    taker.find([&](Cursor& cursor) {  // the last tổ said is the new one
      const auto group = take_group(cursor);
      if (group) taker.args["value"] = *group, moved = true;
      return false;
    });
    if (moved) {
      taker.args["field"] = "group";
    } else if (take_unit_arg(taker, "value")) {
      taker.args["field"] = "unit";
    } else if (taker.sees(kMyPhone)) {
      taker.args["field"] = "phone";
    }
  }
}

void quiet(Taker& taker) {
  if (taker.sees(kNight)) taker.args["quiet_hours"] = true;
}

void invite(Taker& taker) {
  if (const auto code_said = invite_of(taker.line)) taker.args["code"] = *code_said;
}

}  // namespace language::take
