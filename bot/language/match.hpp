// Compares a line with the shapes of the grammar. Pure.
#pragma once

#include <string>
#include <vector>

#include "bot/language/reading.hpp"

namespace language {

struct Candidate {
  const Rule* rule = nullptr;
  const Shape* shape = nullptr;
  int score = 0;
  std::vector<std::pair<std::size_t, std::size_t>> spans;  // of each group: the words from its first item to its last
};

// The intents whose shapes the line has, the best first; of equals the one further up the grammar.
std::vector<Candidate> candidates(const Reading& reading);

// In a group: the intent whose form the whole line is.
const Rule* form_of(const Reading& reading);

}  // namespace language
