#include "bot/language/ballot.hpp"

#include "bot/language/refs.hpp"

namespace language {
namespace {

const Phrases kChange("change_verbs"), kVerbs("vote_verbs"), kFiller("vote_filler"), kOther("other"), kNotVerb("no_vote");

// One part of the line; false if the word at the cursor belongs to no vote.
bool take_part(Cursor& cursor, Ballot& ballot) {
  if (!ballot.poll && (ballot.poll = take_poll(cursor))) return true;
  if (cursor.take(kChange)) return ballot.verb = ballot.change = true;
  if (!ballot.choices && cursor.take(kOther)) {
    ballot.choices = Choices{"other", {}};
    ballot.other_text = cursor.rest();
    cursor.at = cursor.line().last;
    return true;
  }
  // "không phải 2 mà 3", "đồng ý 2": a number outranks the word before it.
  const auto from = cursor.at;
  if (cursor.take(kVerbs)) {
    auto choices = ballot.choices ? std::nullopt : take_choices(cursor, true);
    if (choices) {
      ballot.choices = std::move(choices);
      return ballot.verb = true;
    }
    cursor.at = from;
  }
  if (!ballot.choices && kNotVerb.at(cursor.line(), cursor.at) > 0) return false;  // "không chọn 2"
  if (!ballot.choices && (ballot.choices = take_choices(cursor, ballot.verb || ballot.poll))) return true;
  if (cursor.take(kVerbs)) return ballot.verb = true;
  return cursor.take(kFiller);
}

}  // namespace

std::optional<Ballot> read_ballot(const Line& line) {
  Ballot ballot;
  for (Cursor cursor(line); !cursor.done();) {
    if (!take_part(cursor, ballot)) return std::nullopt;
  }
  if (!ballot.choices) return std::nullopt;
  const auto& word = ballot.choices->word;
  if (!ballot.poll && !ballot.verb && word != "abstain" && word != "other") return std::nullopt;
  if (!ballot.poll && ballot.choices->yes_or_no()) return std::nullopt;  // short answers: docs/intents.md section 5
  return ballot;
}

}  // namespace language
