// Arguments of votes, polls and meetings.
#include "bot/language/takers.hpp"

#include <algorithm>

#include "bot/language/ballot.hpp"
#include "bot/language/names.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/text.hpp"

namespace language::take {
namespace {

const Phrases kChange("change_verbs"), kVerbs("vote_verbs"), kOther("other"), kAbstain("abstain"), kAbout("about"), kPollWord("poll_word"), kResults("results"), kPollAsk("poll_ask"), kCreate("poll_create"),
    kMaking("making"), kAnonymous("poll_anonymous"), kMultiple("poll_multiple"), kElects("elects"), kOffices("offices"), kDeadline("deadline"), kQueryFiller("query_filler"), kPlace("place"),
    kOpen("open_checkin"), kCheckin("checkin"), kCodeWord("code_word"), kForWord("for_word"), kTitleLead("title_lead"), kHowTo("how_to");
const Meanings kFormat("format");

// "hạn 12h mai" as one of the parts of a poll.
bool is_deadline(Taker& taker, const std::string& part, const char* key) {
  auto line = read_words(part, SIZE_MAX, *taker.line.lexicon);
  line.look_up();
  Cursor cursor(line);
  if (!cursor.take(kDeadline)) return false;
  while (cursor.take(kDeadline)) {
  }
  auto when = take_when(cursor, taker.reading.context.now, Lean::ahead);
  if (!when)
    if (const auto day = take_end(cursor, taker.reading.context.now)) when = When{day, std::nullopt};
  if (when && cursor.done()) taker.args[key] = closing_moment(*when, taker.reading.context.now);
  return (when && cursor.done()) || impossible_day(line, cursor.at);
}

std::vector<std::string> parts_of(const std::string& text, const std::string& signs) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find_first_of(signs, from), text.size());
    if (auto part = trim(text.substr(from, end - from)); !part.empty()) parts.push_back(part);
    from = end + 1;
  }
  return parts;
}

void set_parts(Taker& taker, std::vector<std::string> parts) {
  std::erase_if(parts, [&](const std::string& part) { return is_deadline(taker, part, "closes_at"); });
  if (parts.empty()) return;
  taker.args["question"] = parts[0];
  parts.erase(parts.begin());
  if (!parts.empty()) taker.args["options"] = parts;
}

}  // namespace

// "31/2" where a day stands: no option, a slip to be asked about.
bool impossible_day(const Line& line, std::size_t at) {
  if (at + 2 != line.last || !line[at].number() || !line[at + 1].number()) return false;
  return line[at + 1].gap == "/" || line[at + 1].gap == "-";
}

void poll(Taker& taker) { take_poll_arg(taker); }

void choices(Taker& taker) {
  std::optional<Choices> found;
  if (const auto ballot = read_ballot(taker.line)) {
    found = ballot->choices;
    if (ballot->change) taker.args["change"] = true;
    if (!ballot->other_text.empty()) taker.args["other_text"] = ballot->other_text;
  } else {
    const auto take = [&](bool lead) {
      return taker.find([&](Cursor& cursor) {
        if (lead && !cursor.take(kVerbs) && !cursor.take(kChange)) return false;
        while (lead && (cursor.take(kChange) || cursor.take(kForWord))) {
        }
        found = take_choices(cursor, true);
        return found.has_value();
      });
    };
    if (!take(true)) take(false);
  }
  if (found) taker.args["choices"] = found->json();
}

void change(Taker& taker) {
  const auto at = taker.seek(kChange);
  const bool own_words = taker.args.value("choices", nlohmann::json::array()) == nlohmann::json{"other"} && taker.seek(kOther) < at;
  if (at < taker.line.last && !own_words) taker.args["change"] = true;
}

void other_text(Taker& taker) {
  const auto at = taker.seek(kOther);
  if (at < taker.line.last && !taker.has("other_text") && taker.args.value("choices", nlohmann::json::array()) == nlohmann::json{"other"})
    taker.args["other_text"] = taker.line.rest(at + kOther.at(taker.line, at));
}

// What a poll without a number is about: "kết quả bình chọn quà tết".
void query_poll(Taker& taker) {
  if (taker.has("poll")) return;
  const auto at = taker.seek(kPollWord);
  if (at >= taker.line.last) return;
  auto from = at + kPollWord.at(taker.line, at);
  while (from < taker.line.last && (kAbout.at(taker.line, from) || kQueryFiller.at(taker.line, from))) from += std::max(kAbout.at(taker.line, from), kQueryFiller.at(taker.line, from));
  auto to = from;
  while (to < taker.line.last && kPollAsk.at(taker.line, to) == 0 && kResults.at(taker.line, to) == 0 && (to == from || kQueryFiller.at(taker.line, to) == 0)) ++to;
  if (from < to) taker.args["query"] = taker.text(from, to);
}

void poll_shape(Taker& taker) {
  Cursor cursor(taker.line);
  while (!cursor.done() && !cursor.take(kCreate) && !(cursor.take(kMaking) && cursor.take(kPollWord))) ++cursor.at;
  for (bool again = true; again && !cursor.done();) {
    const bool hidden = cursor.take(kAnonymous), several = !hidden && cursor.take(kMultiple);
    if (hidden) taker.args["anonymous"] = true;
    if (several) taker.args["multiple"] = true;
    again = hidden || several || cursor.take(kForWord);
  }
  if (cursor.done()) return;
  const auto from = cursor.at;
  const auto question_mark = taker.line.tail.find('?') != std::string::npos && taker.line.last == taker.line.words.size() ? "?" : "";
  const auto whole = taker.text_from(from) + question_mark;
  const auto& text = whole;
  for (const char* sign : {"|", ";", "\n"}) {
    if (whole.find(sign) == std::string::npos) continue;
    set_parts(taker, parts_of(whole, sign));
    break;
  }
  if (!taker.has("question")) {
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon + 1 >= text.size()) {
      taker.args["question"] = trim(text);
    } else {
      auto parts = parts_of(text.substr(colon + 1), ",");
      parts.insert(parts.begin(), trim(text.substr(0, colon)));
      set_parts(taker, parts);
    }
  }
  if (!taker.has("options") && kHowTo.at(taker.line, from) == taker.line.last - from) taker.args.erase("question");  // "tạo bình chọn thế nào"
  auto end = from;
  while (end < taker.line.last && !(end > from && (taker.line[end].wears('|') || taker.line[end].wears(':') || taker.line[end].wears(';')))) ++end;
  bool elects = false, office = false;
  for (auto at = taker.line.first; at < taker.line.last; ++at) elects = elects || (kElects.at(taker.line, at) > 0), office = office || kOffices.at(taker.line, at) > 0;
  if (elects && office) taker.args["warn"] = "election_needs_paper_secret_ballot";
}

void closes_at(Taker& taker) {
  const auto now = taker.reading.context.now;
  taker.find([&](Cursor& cursor) {
    std::optional<When> when;
    if (const auto day = take_end(cursor, now)) when = When{day, std::nullopt};
    if (!when) when = take_when(cursor, now, Lean::ahead);
    if (when) taker.args["closes_at"] = closing_moment(*when, now);
    return when.has_value();
  });
  if (taker.has("closes_at")) return;
  take_deadline(taker, "closes_at");
  if (taker.has("closes_at")) taker.args["closes_at"] = closing_moment({read_date(taker.args["closes_at"].get<std::string>()), std::nullopt}, now);
}

void format(Taker& taker) {
  if (const auto found = taker.meaning(kFormat); !found.empty()) taker.args["format"] = found;
}

void code(Taker& taker) {
  taker.find([&](Cursor& cursor) {
    const auto size = cursor.word().folded.size();
    if (!cursor.word().number() || size < 4 || size > 6 || cursor.word().wears('/')) return false;
    taker.args["code"] = cursor.word().folded;
    ++cursor.at;
    return true;
  });
}

void meeting(Taker& taker) {
  const auto& line = taker.line;
  const auto now = taker.reading.context.now;
  Cursor cursor(line);
  while (!cursor.done() && !cursor.take(kOpen) && !cursor.take(kCheckin)) ++cursor.at;
  while (!cursor.done() && (cursor.take(kForWord) || cursor.take(kTitleLead))) {
  }
  const auto from = cursor.at;
  taker.use(line.first, from);
  std::optional<When> when;
  for (auto at = from; at < line.last && !when; ++at) {
    Cursor there(line, at);
    when = take_when(there, now, Lean::ahead);
    if (when) taker.use(at, there.at);
  }
  auto place = taker.seek(kPlace, from);
  auto place_end = place;
  if (place < line.last) {
    while (place_end < line.last && !(place_end > place && (taker.used(place_end) || line[place_end].wears(',')))) ++place_end;
    const auto words = kPlace.at(line, place);
    if (place_end > place + words) taker.args["place"] = taker.text(place + words, place_end);
    taker.use(place, place_end);
  }
  auto begin = from;
  while (begin < line.last && taker.used(begin)) ++begin;
  auto end = begin;
  while (end < line.last && !taker.used(end) && !(end > begin && line[end].wears(','))) ++end;
  if (begin < end) taker.args["title"] = taker.text(begin, end);
  taker.args["at"] = when ? starting_moment(*when, now) : "now";
  for (auto at = begin; at < end; ++at) {
    Cursor there(line, at);
    if (const auto group = take_group(there)) taker.args["group"] = *group;
  }
}

}  // namespace language::take
