#include "bot/language/shorts.hpp"

#include <algorithm>

#include "bot/language/choices.hpp"
#include "bot/language/courtesy.hpp"
#include "bot/language/whole.hpp"

namespace language {
namespace {

using nlohmann::json;
const Phrases kOk("ok"), kYes("yes_alone"), kNo("no_alone"), kAgree("agree"), kDisagree("disagree"), kThumb("thumb"), kParticle("short_filler");

Intent unclear(json candidates, const char* needs) { return {"unclear", {{"candidates", std::move(candidates)}, {"needs", needs}}, false}; }
Intent confirm(bool yes) { return {yes ? "confirm_yes" : "confirm_no", {{"needs", "pending_confirmation"}}, false}; }
Intent vote(json choices, const char* needs) { return {"poll_vote", {{"choices", std::move(choices)}, {"needs", needs}}, false}; }

// Nothing but numbers or letters: "2", "1 và 3", "b". Two numbers with a blank may be a poll and its choice.
std::optional<Intent> bare_choices(const Line& line) {
  Cursor cursor(line);
  if (cursor.done() || line.tail.find('%') != std::string::npos) return std::nullopt;
  const auto choices = take_choices(cursor, false);
  while (choices && cursor.take(kParticle)) {
  }
  if (!choices || !cursor.done() || choices->numbers.empty()) return std::nullopt;
  const bool blank = line.size() == 2 && line[line.first].number() && line[line.first + 1].number() && line[line.first + 1].gap.empty();
  if (blank) return unclear({"poll_vote"}, "poll_or_two_choices");
  return vote(choices->json(), "one_open_poll");
}

bool says(const Line& line, const Phrases& list) { return made_of(line, list, kParticle); }

// Without marks "vang" alone is rather vắng than vâng; "da vang", "vang a" are vâng.
bool bare_vang(const Line& line) {
  if (line.marked || line.size() != 1 || line[line.first].folded != "vang") return false;
  return std::none_of(line.words.begin(), line.words.end(), [](const Word& word) { return word.folded == "a" || word.folded == "ah" || word.folded == "da"; });
}

}  // namespace

std::optional<Intent> short_answer(const Reading& reading) {
  const auto& line = reading.line;
  const bool chair = reading.chair();
  if (auto choices = bare_choices(line)) return choices;
  if (says(line, kThumb)) return chair ? unclear({"confirm_yes", "poll_vote"}, "what_it_replies_to") : vote({"yes"}, "one_open_yes_no_poll_and_reply_to_it");
  if (says(line, kOk) && !bare_vang(line)) return unclear({"ack", "poll_vote", "ignore"}, "what_it_replies_to");
  if (says(line, kYes)) return chair ? confirm(true) : unclear({"attendance_reply", "poll_vote"}, "what_it_replies_to");
  if (says(line, kNo)) return chair ? confirm(false) : unclear({"attendance_reply", "poll_vote"}, "what_it_replies_to");
  if (says(line, kDisagree)) return chair ? confirm(false) : vote({"no"}, "one_open_yes_no_poll");
  if (says(line, kAgree)) return chair ? confirm(true) : vote({"yes"}, "one_open_yes_no_poll");
  return std::nullopt;
}

Says says(std::string_view text) {
  auto line = read_words(text, SIZE_MAX, Grammar::built_in().lexicon());
  line.look_up();
  const Phrases yes("option_yes"), no("option_no");
  if (line.empty()) return Says::neither;
  if (no.at(line, line.first) == line.size()) return Says::no;
  return yes.at(line, line.first) == line.size() ? Says::yes : Says::neither;
}

bool changes_mind(std::string_view text) {
  auto line = read_words(text, SIZE_MAX, Grammar::built_in().lexicon());
  line.look_up();
  take_call(line);
  const Phrases changed("changed_mind");
  const auto begins = [&] { return !line.empty() && changed.at(line, line.first) > 0; };
  if (begins()) return true;
  take_courtesy(line);  // "dạ nhầm": but "ok" of "ok nhưng" is courtesy too
  return begins();
}

}  // namespace language
