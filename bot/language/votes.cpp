// Votes: "bc 8: 3", "em chọn phương án hai", "bc5 đồng ý", "1 và 3", and taking one back.

#include "bot/language/choices.hpp"
#include "bot/language/phrases.hpp"
#include "bot/language/reading.hpp"
#include "bot/language/refs.hpp"

namespace language {
namespace {

// What a vote line has said so far.
struct Ballot {
  std::optional<int> poll;
  std::optional<Choices> choices;
  std::string other_text;
  bool verb = false, change = false;
};

// One part of the line; false if the word at the cursor belongs to no vote.
bool take_part(Cursor& cursor, Ballot& ballot) {
  if (!ballot.poll && (ballot.poll = take_poll(cursor))) return true;
  if (cursor.take(phrases::kChangeVerbs)) return ballot.verb = ballot.change = true;
  if (cursor.take(phrases::kVoteVerbs)) return ballot.verb = true;
  if (!ballot.choices && cursor.take(phrases::kOther)) {
    ballot.choices = Choices{"other", {}};
    ballot.other_text = cursor.rest();
    cursor.at = cursor.line().last;
    return true;
  }
  if (!ballot.choices && (ballot.choices = take_choices(cursor, ballot.verb || ballot.poll))) return true;
  return cursor.take(phrases::kVoteFiller);
}

std::optional<Ballot> read_ballot(const Line& line) {
  Ballot ballot;
  for (Cursor cursor(line); !cursor.done();) {
    if (!take_part(cursor, ballot)) return std::nullopt;
  }
  return ballot;
}

}  // namespace

std::optional<Intent> read_vote(const Reading& reading) {
  const auto ballot = read_ballot(reading.line);
  if (!ballot || !ballot->choices || (reading.form && !ballot->poll)) return std::nullopt;
  if (!ballot->poll && !ballot->verb && ballot->choices->word != "abstain" && ballot->choices->word != "other") return std::nullopt;
  Intent vote{"poll_vote", {{"choices", ballot->choices->json()}}};
  if (ballot->poll) vote.args["poll"] = *ballot->poll;
  else vote.args["needs"] = ballot->choices->yes_or_no() ? "one_open_yes_no_poll" : "one_open_poll";
  if (ballot->change) vote.args["change"] = true;
  if (!ballot->other_text.empty()) vote.args["other_text"] = ballot->other_text;
  return vote;
}

std::optional<Intent> read_unvote(const Reading& reading) {
  Cursor cursor(reading.line);
  if (!cursor.take(phrases::kUnvote)) return std::nullopt;
  while (cursor.take(phrases::kVoteFiller)) {
  }
  const auto poll = take_poll(cursor);
  while (cursor.take(phrases::kVoteFiller)) {
  }
  if (!cursor.done() || (reading.form && !poll)) return std::nullopt;
  Intent intent{"poll_unvote"};
  if (poll) intent.args["poll"] = *poll;
  else intent.args["needs"] = "one_open_poll";
  return intent;
}

}  // namespace language
