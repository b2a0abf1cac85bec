// A vote as a whole line: "bc 8: 3", "em nghiêng về phương án B", "hôm qua chọn nhầm, bc6 cho em sửa thành 1". Pure.
#pragma once

#include <optional>
#include <string>

#include "bot/language/choices.hpp"

namespace language {

struct Ballot {
  std::optional<int> poll;
  std::optional<Choices> choices;
  std::string other_text;
  bool verb = false, change = false, bare = false;  // bare: nothing but choices
};

// Nothing unless every word belongs to the vote.
std::optional<Ballot> read_ballot(const Line& line);

}  // namespace language
