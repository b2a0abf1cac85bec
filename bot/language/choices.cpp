// Reads choices of a vote.
#include "bot/language/choices.hpp"

#include <algorithm>
#include <cstdlib>


namespace language {
namespace {

const Phrases kAbstain("abstain"), kAll("all"), kAnd("and"), kOptionNames("option_names"), kVoteNo("vote_no"), kVoteYes("vote_yes"), kTitle("title");
const Meanings kSpeltNumbers("spelt_numbers");

constexpr int kMostOptions = 99, kMostOfAll = 20;
constexpr std::size_t kMostChoices = 50;

// "5/12", "+1", "81%" are no choices.
// "bc1: -1" is no choice, "bc5-2" and "bc 5 - 2" are.
bool negative(const Line& line, const Word& word) {
  constexpr std::string_view kMinus = "\xE2\x88\x92";
  if (word.gap.ends_with(kMinus) && line.text.substr(0, word.from).ends_with(kMinus)) return true;
  if (!word.wears('-') || word.from == 0 || line.text[word.from - 1] != '-') return false;
  if (word.from == 1) return true;
  const char before = line.text[word.from - 2];
  return before == ' ' || before == ':';
}

bool plain_gap(const Word& word, bool first) { return word.gap.find_first_of(first ? "+/@#%" : "/@#%") == std::string::npos; }

bool part_of_more(const Cursor& cursor) {
  const auto next = cursor.at + 1;
  if (next >= cursor.line().last) return cursor.line().tail.find('%') != std::string::npos;
  const auto& word = cursor.line().words[next];
  return word.wears('/') || word.wears('%') || (word.gap == ":" && !word.spaced && word.number());
}

std::optional<int> take_letter(Cursor& cursor) {
  const auto& text = cursor.word().marked;
  if (text.size() != 1 || text[0] < 'a' || text[0] > 'h') return std::nullopt;
  ++cursor.at;
  return text[0] - 'a' + 1;
}

std::optional<int> take_option(Cursor& cursor, bool first, bool spelt) {
  const auto from = cursor.at;
  const bool named = cursor.take(kOptionNames);
  if (!cursor.done() && plain_gap(cursor.word(), first) && !negative(cursor.line(), cursor.word()) && !part_of_more(cursor)) {
    const auto& line = cursor.line();
    const bool person = kTitle.before(line, cursor.at) > 0 || (cursor.word().capital && line.mixed_case && cursor.at > line.first);  // "chị Tư", "nhầm rồi Nhất"
    if (const auto number = cursor.take_number(kMostOptions)) {
      if (*number > 0) return number;
      return cursor.at = from, std::nullopt;
    }
    if ((spelt || named) && !person) {
      if (const auto word = cursor.take(kSpeltNumbers)) return std::atoi(word->c_str());
    }
    if (auto letter = take_letter(cursor)) return letter;
  }
  cursor.at = from;
  return std::nullopt;
}

// "cả hai", "cả 3 phương án": all up to there.
std::optional<Choices> take_all(Cursor& cursor) {
  const auto from = cursor.at;
  if (cursor.take(kAll)) {
    const auto count = take_option(cursor, true, true);
    if (count && *count > 1 && *count <= kMostOfAll) {
      cursor.take(kOptionNames);
      Choices all;
      for (int number = 1; number <= *count; ++number) all.numbers.push_back(number);
      return all;
    }
  }
  cursor.at = from;
  return std::nullopt;
}

}  // namespace

nlohmann::json Choices::json() const {
  if (!word.empty()) return nlohmann::json::array({word});
  return numbers;
}

std::optional<Choices> take_choices(Cursor& cursor, bool spelt) {
  if (cursor.take(kAbstain)) return Choices{"abstain", {}};
  if (spelt && cursor.take(kVoteNo)) return Choices{"no", {}};
  if (spelt && cursor.take(kVoteYes)) return Choices{"yes", {}};
  if (auto all = take_all(cursor)) return all;
  Choices found;
  while (!cursor.done() && found.numbers.size() < kMostChoices) {
    const auto before = cursor.at;
    if (!found.numbers.empty()) cursor.take(kAnd);
    const auto number = take_option(cursor, found.numbers.empty(), spelt);
    if (!number) {
      cursor.at = before;
      break;
    }
    found.numbers.push_back(*number);
  }
  if (found.numbers.empty()) return std::nullopt;
  std::sort(found.numbers.begin(), found.numbers.end());
  found.numbers.erase(std::unique(found.numbers.begin(), found.numbers.end()), found.numbers.end());
  return found;
}

}  // namespace language
