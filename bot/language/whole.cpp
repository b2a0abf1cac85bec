#include "bot/language/whole.hpp"

#include <algorithm>

#include "bot/language/ballot.hpp"
#include "bot/language/codes.hpp"
#include "bot/language/refs.hpp"
#include "bot/language/when.hpp"

namespace language {
namespace {

const Phrases kGreeting("greeting"), kThanks("thanks"), kTalk("talk_filler"), kHelp("help"), kMore("more"), kGo("go"), kStop("stop"), kHeads("heads"), kPronoun("pronoun"), kHaveRead("have_read"),
    kAckFiller("ack_filler"), kStatsForm("stats_form"), kStatsFiller("stats_filler"), kParticle("particle");
const Meanings kMetrics("metrics"), kCategory("category"), kBy("by"), kStatus("feedback_status"), kScopes("scopes");
constexpr int kMostHeads = 99;

// A list, then other words of it: "ok, gửi luôn đi". The whole line and nothing else.
bool whole(const Line& line, const Phrases& list) { return made_of(line, list, kParticle); }

}  // namespace

bool made_of(const Line& line, const Phrases& must, const Phrases& may) {
  bool seen = false;
  for (Cursor cursor(line); !cursor.done();) {
    if (cursor.take(must)) seen = true;
    else if (!cursor.take(may)) return false;
  }
  return seen;
}

std::optional<int> heads_of(const Line& line) {
  Cursor cursor(line);
  if (cursor.done() || cursor.word().gap != "+") return std::nullopt;
  const auto heads = cursor.take_number(kMostHeads);
  if (!heads || *heads == 0) return std::nullopt;
  while (cursor.take(kHeads) || cursor.take(kPronoun) || cursor.take(kParticle)) {
  }
  return cursor.done() ? heads : std::nullopt;
}

std::optional<std::string> invite_of(const Line& line) {
  const auto code = code_in(line.text, kInviteSize, *line.lexicon);
  return code ? std::optional(code->substr(0, 4) + "-" + code->substr(4, 4) + "-" + code->substr(8)) : std::nullopt;
}

std::optional<std::string> relay_code_of(const Line& line) { return code_in(line.text, kRelayCodeSize, *line.lexicon); }

std::optional<std::size_t> colon_text_at(const Line& line) {
  for (auto at = line.first + 1; at < line.last; ++at) {
    const auto& word = line[at];
    if (!word.wears(':')) continue;
    const bool clock = !word.spaced && word.gap == ":" && word.number() && line[at - 1].number();
    if (!clock) return at;
  }
  return std::nullopt;
}

bool only_stats_args(const Reading& reading, std::size_t at) {
  Cursor cursor(reading.line, at);
  const auto now = reading.context.now;
  while (!cursor.done()) {
    if (take_poll(cursor) || take_group(cursor) || take_period(cursor, now, true) || take_document(cursor, cursor.word().folded.size() > 1) || take_day(cursor, now, Lean::behind)) continue;
    if (cursor.take(kBy) || cursor.take(kStatus) || cursor.take(kScopes) || cursor.take(kMetrics) || cursor.take(kCategory) || cursor.take(kStatsFiller)) continue;
    const auto unit = std::find_if(reading.values.begin(), reading.values.end(), [&](const Value& value) { return value.kind == Kind::unit && value.from == cursor.at; });
    if (unit == reading.values.end()) return false;
    cursor.at = unit->to;
  }
  return true;
}

std::vector<Kind> whole_kinds(const Reading& reading) {
  const auto& line = reading.line;
  std::vector<Kind> kinds;
  if (line.empty()) return kinds;
  if (heads_of(line)) kinds.push_back(Kind::heads);
  if (const auto ballot = read_ballot(line)) {
    kinds.push_back(Kind::ballot);
    if (ballot->poll) kinds.push_back(Kind::poll_ballot);
  }
  if (whole(line, kHelp)) kinds.push_back(Kind::help);
  if (whole(line, kMore)) kinds.push_back(Kind::more);
  if (made_of(line, kGreeting, kTalk)) kinds.push_back(Kind::greeting);
  if (made_of(line, kThanks, kTalk)) kinds.push_back(Kind::thanks);
  if (made_of(line, kHaveRead, kAckFiller)) kinds.push_back(Kind::read_all);
  if (reading.chair() && whole(line, kGo)) kinds.push_back(Kind::go);
  if (whole(line, kStop)) kinds.push_back(Kind::stop);
  if (!reading.form && invite_of(line)) kinds.push_back(Kind::invite);
  else if (!reading.form && relay_code_of(line)) kinds.push_back(Kind::relay_code);
  if (const auto words = kStatsForm.at(line, line.first); words > 0 && only_stats_args(reading, line.first + words)) kinds.push_back(Kind::stats_line);
  return kinds;
}

}  // namespace language
