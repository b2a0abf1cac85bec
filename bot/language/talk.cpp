// Small talk, and the short answers whose sense hangs on who writes (section 5 of docs/intents.md).
#include "bot/language/choices.hpp"
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"

namespace language {
namespace {

using nlohmann::json;

bool whole(const Line& line, const Phrases& phrases) { return line.size() > 0 && phrases.at(line, line.first) == line.size(); }

// Nothing else on the line, no courtesy either.
bool alone(const Line& line, const Phrases& phrases) { return line.size() == line.words.size() && whole(line, phrases); }

// The line is made of these phrases only, the first of them at its head.
bool made_of(const Line& line, const Phrases& head, const Phrases& others) {
  Cursor cursor(line);
  if (!cursor.take(head)) return false;
  while (cursor.take(head) || cursor.take(others)) {
  }
  return cursor.done();
}

Intent unclear(const json& candidates, const char* needs) { return {"unclear", {{"candidates", candidates}, {"needs", needs}}}; }

Intent vote(const char* word) { return {"poll_vote", {{"choices", {word}}, {"needs", "one_open_yes_no_poll"}}}; }

Intent confirm(bool yes) { return {yes ? "confirm_yes" : "confirm_no", {{"needs", "pending_confirmation"}}}; }

// "1 4": the poll and a choice, or two choices?
bool two_numbers(const Line& line) {
  return line.size() == 2 && line.words[line.first].number() && line.words[line.first + 1].number() && line.words[line.first + 1].gap.empty();
}

bool thumbs(const Line& line) { return made_of(line, phrases::kThumb, phrases::kThumb); }

std::optional<Intent> read_bare_choice(const Line& line) {
  Cursor cursor(line);
  const auto choices = take_choices(cursor, false);
  if (!choices || !cursor.done() || !choices->word.empty()) return std::nullopt;
  if (two_numbers(line)) return unclear({"poll_vote"}, "poll_or_two_choices");
  return Intent{"poll_vote", {{"choices", choices->json()}, {"needs", "one_open_poll"}}};
}

}  // namespace

std::optional<Intent> read_short_answer(const Reading& reading) {
  const auto& line = reading.line;
  if (reading.form) return std::nullopt;
  if (auto choice = read_bare_choice(line)) return choice;
  const bool chair = reading.chair();
  if (thumbs(line)) {
    if (chair) return unclear({"confirm_yes", "poll_vote"}, "what_it_replies_to");
    return Intent{"poll_vote", {{"choices", {"yes"}}, {"needs", "one_open_yes_no_poll_and_reply_to_it"}}};
  }
  if (whole(line, phrases::kAgree)) return chair ? confirm(true) : vote("yes");
  if (whole(line, phrases::kDisagree)) return chair ? confirm(false) : vote("no");
  if (whole(line, phrases::kYes) || whole(line, phrases::kNo)) {
    if (chair) return confirm(whole(line, phrases::kYes));
    return unclear({"attendance_reply", "poll_vote"}, "what_it_replies_to");
  }
  if (made_of(line, phrases::kOk, phrases::kOk)) return unclear({"ack", "poll_vote", "ignore"}, "what_it_replies_to");
  return std::nullopt;
}

std::optional<Intent> read_decision(const Reading& reading) {
  if (reading.form) return std::nullopt;
  if (made_of(reading.line, phrases::kStop, phrases::kStop)) return confirm(false);
  if (reading.chair() && made_of(reading.line, phrases::kGo, phrases::kGo)) return confirm(true);
  return std::nullopt;
}

std::optional<Intent> read_talk(const Reading& reading) {
  const auto& line = reading.line;
  if (reading.form) return alone(line, phrases::kHelpForms) ? std::optional(Intent{"help"}) : std::nullopt;
  if (whole(line, phrases::kHelp)) return Intent{"help"};
  if (whole(line, phrases::kMore)) return Intent{"more"};
  if (made_of(line, phrases::kGreetings, phrases::kTalkFiller)) return Intent{"greet"};
  if (made_of(line, phrases::kThanks, phrases::kTalkFiller)) return Intent{"thanks"};
  for (Cursor cursor(line); !cursor.done(); ++cursor.at) {
    if (cursor.see(phrases::kPrivacy) || cursor.see(phrases::kPrivacyAsk)) return Intent{"privacy_info"};
  }
  return std::nullopt;
}

}  // namespace language
