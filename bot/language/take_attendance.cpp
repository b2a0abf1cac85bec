// Who comes and who does not: "có mặt", "+2", "vắng vì con ốm", "đến muộn 20 phút", "em với anh Chu cùng dự".
#include <algorithm>

#include "bot/language/names.hpp"
#include "bot/language/takers.hpp"
#include "bot/language/whole.hpp"

namespace language::take {
namespace {

constexpr int kMostMinutes = 600, kMostHeads = 99, kHalfHourMinutes = 30, kHourMinutes = 60;
const Phrases kMinutes("minutes_unit"), kHours("hours_unit"), kHalfHour("half_hour"), kEarlier("earlier"), kButNow("but_now"), kChangeMark("change_mark"), kBecause("because"), kSo("so_word"),
    kPronoun("pronoun"), kHeads("heads"), kMeetingWords("meeting_words"), kParticle("particle"), kReplyFiller("reply_filler"), kGroupName("group_name"), kReasonLead("reason_lead"), kTitle("title");
const Meanings kStatus("status"), kCount("count_words");

std::optional<int> take_minutes(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kHalfHour)) return kHalfHourMinutes;
  auto number = cursor.take_number(kMostMinutes);
  if (!number)
    if (const auto word = cursor.take(kCount)) number = std::stoi(*word);
  if (number) {
    if (cursor.take(kHours)) return *number * kHourMinutes <= kMostMinutes ? std::optional(*number * kHourMinutes) : std::nullopt;
    if (cursor.take(kMinutes) || (!cursor.done() && cursor.word().wears('\''))) return number;
    if (cursor.done()) return cursor.line().tail.find('\'') != std::string::npos || number ? number : std::nullopt;
  } else if (!cursor.done()) {
    const auto& text = cursor.word().folded;  // "20p", "20ph", "1h"
    const auto end = text.find_first_not_of("0123456789");
    const auto unit = end == 0 || end == std::string::npos || end > 3 ? std::string() : text.substr(end);
    if (unit == "p" || unit == "ph") return ++cursor.at, std::stoi(text);
    if (unit == "h" && std::stoi(text) <= 3) return ++cursor.at, std::stoi(text) * kHourMinutes;
  }
  cursor.at = from;
  return std::nullopt;
}

int weight(std::string_view status) {
  constexpr std::array<std::string_view, 5> kOrder{"yes", "no", "excused", "late", "maybe"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), status) - kOrder.begin());
}

// Where what counts begins: behind "giờ", "nay" of "hôm trước em báo đi, nay xin nghỉ".
std::size_t counts_from(Taker& taker) {
  const auto earlier = taker.seek(kEarlier);
  const auto now = earlier < taker.line.last ? taker.seek(kButNow, earlier + kEarlier.at(taker.line, earlier)) : taker.line.last;
  if (now < taker.line.last && now > earlier) return taker.args["change"] = true, now;
  const auto mark = taker.seek(kChangeMark);
  if (mark == taker.line.last) return taker.line.first;
  taker.args["change"] = true;  // "… báo vắng, đổi lại em tham gia"
  for (auto at = mark; at < taker.line.last; ++at)
    if (kStatus.at(taker.line, at).words > 0) return mark;
  return taker.line.first;
}

struct Said { std::string status; std::size_t at = 0, to = 0; };

Said status_of(Taker& taker, std::size_t from) {
  Said said;
  auto end = taker.line.last;
  for (auto at = from; at < end; ++at) {
    if (kBecause.at(taker.line, at) > 0 && !said.status.empty()) break;
    const auto found = kStatus.at(taker.line, at);
    if (found.words == 0) continue;
    if (said.status.empty() || weight(found.value) > weight(said.status)) said = {std::string(found.value), at, at + found.words};
    at += found.words - 1;
  }
  return said;
}

void set_reason(Taker& taker, std::size_t from, std::size_t to) {
  const auto& line = taker.line;
  for (bool again = true; again && from < to;) {
    again = false;
    for (const auto* list : {&kReasonLead, &kBecause})
      if (const auto words = list->at(line, from); words > 0 && words < to - from) from += words, again = true;
  }
  if (from >= to) return;
  taker.args["reason"] = taker.text(from, to);
  taker.args["status"] = "excused";
}

// Behind vì, before nên, behind the comma, or what is left of "xin nghỉ đưa con đi khám".
void reason(Taker& taker, const Said& said) {
  const auto& line = taker.line;
  if (said.status != "no" && said.status != "excused") return;
  if (const auto so = taker.seek(kSo); so < line.last && so > line.first && so <= said.at) return set_reason(taker, line.first, so);
  if (const auto because = taker.seek(kBecause); because < line.last) {
    const auto from = because + kBecause.at(line, because);
    auto to = line.last;
    if (because < said.at)
      for (to = from; to < said.at && !line[to].wears(',');) ++to;
    return set_reason(taker, from, to);
  }
  auto at = said.to;
  while (at < line.last && (taker.used(at) || kParticle.at(line, at) > 0 || kMeetingWords.at(line, at) > 0 || kGroupName.at(line, at) > 0 || kReplyFiller.at(line, at) > 0) && !line[at].wears(',')) ++at;
  if (at < line.last && line[at].wears(',')) {
    auto from = at;
    while (from < line.last && taker.used(from)) ++from;
    if (from < line.last && kStatus.at(line, from).words == 0) return set_reason(taker, from, line.last);
    return;
  }
  if (at < line.last && said.status == "excused") return set_reason(taker, at, line.last);
  auto comma = said.at;  // "nhà có việc, em xin nghỉ"
  while (comma > line.first && !line[comma].wears(',')) --comma;
  auto from = line.first;
  while (from < comma && (taker.used(from) || kPronoun.at(line, from) > 0)) ++from;
  if (comma > from && kStatus.at(line, from).words == 0 && !taker.has("change")) set_reason(taker, from, comma);
}

bool speaks_of_oneself(const Line& line) {
  for (std::size_t at = 0; at < line.last; ++at)
    if (const auto& word = line[at].folded; word == "em" || word == "e" || word == "toi" || word == "minh" || word == "tui") return true;
  return false;
}

void others(Taker& taker) {
  auto names = nlohmann::json::array();
  taker.find([&](Cursor& cursor) {
    const auto person = person_at(taker.reading, cursor.at);
    if (!person || (person->to - person->from < 2 && !taker.line[person->from].capital)) return false;
    names.push_back(person_text(taker.reading, *person));
    taker.use(cursor.at, person->to);
    return false;
  });
  if (names.empty()) return;
  const auto heads = names.size() + (speaks_of_oneself(taker.line) ? 1 : 0);
  if (!taker.has("headcount") && heads > 1) taker.args["headcount"] = heads;
  taker.args["on_behalf"] = std::move(names);
}

// "3 người", "cả nhà 4 người", "2 vợ chồng"
void heads(Taker& taker) {
  taker.find([&](Cursor& cursor) {
    if (cursor.word().wears('/')) return false;
    auto number = cursor.take_number(kMostHeads);
    if (!number)
      if (const auto word = cursor.take(kCount)) number = std::stoi(*word);
    if (!number || *number < 2 || !cursor.take(kHeads)) return false;
    taker.args["headcount"] = *number;
    return true;
  });
}

}  // namespace

void attendance(Taker& taker) {
  if (const auto plus = heads_of(taker.line)) {
    taker.args["status"] = "yes";
    if (*plus > 1) taker.args["headcount"] = *plus;
    return;
  }
  const auto from = counts_from(taker);
  const auto said = status_of(taker, from);
  taker.args["status"] = said.status.empty() ? "yes" : said.status;
  taker.use(said.at, said.to);
  if (said.status == "late") taker.find([&](Cursor& cursor) {
    const auto minutes = take_minutes(cursor);
    if (minutes && *minutes > 0) taker.args["minutes"] = *minutes;
    return minutes.has_value();
  });
  if (said.status == "yes" || said.status.empty()) heads(taker), others(taker);
  const auto because = taker.seek(kBecause);
  taker.find([&](Cursor& cursor) {
    if (cursor.at > because || (cursor.at < from && taker.has("change"))) return false;
    if (taker.line.mixed_case && taker.line[cursor.at].capital && kTitle.before(taker.line, cursor.at) > 0) return false;  // "chị Mai"
    const bool alone = kButNow.at(taker.line, cursor.at) > 0 && taker.has("change");
    const auto when = alone ? std::nullopt : take_when(cursor, taker.reading.context.now, Lean::ahead);
    if (!when || !when->day) return false;
    taker.args["date"] = iso(*when->day);
    return true;
  });
  reason(taker, said);
}

}  // namespace language::take
