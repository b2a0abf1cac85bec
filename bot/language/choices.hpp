// Choices of a vote: numbers, letters, number words, yes and no. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/language/words.hpp"

namespace language {

// Numbers from 1, ascending, or one word: "yes", "no", "other", "abstain".
struct Choices {
  std::string word;
  std::vector<int> numbers;

  bool yes_or_no() const { return word == "yes" || word == "no"; }
  nlohmann::json json() const;
};

// Passes over the choices at the cursor. `spelt`: number words (hai, ba) and yes/no words count, because the line is known to be a vote.
std::optional<Choices> take_choices(Cursor& cursor, bool spelt);

}  // namespace language
