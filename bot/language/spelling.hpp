// What was typed amiss: Telex ("chojn"), VNI ("tho61ng"), glued words ("diemdanh"), a letter missing or swapped, "ko" and "mn". Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "bot/language/words.hpp"

namespace language {

// Is it built as a Vietnamese syllable? Folded, without marks.
bool is_syllable(std::string_view text);

// The word of the lexicon that was typed; nothing unless the token decodes to one.
std::optional<Spelt> decode_leftover(std::string_view typed, const Lexicon& lexicon);

// Where a run of letters and digits (folded) splits: "bc|5", "to|3", "pa|37a", "15|phut"; its size if it stays whole: "7h30", "d9iem63".
std::size_t split_place(std::string_view typed, bool marked, const Lexicon& lexicon);

// The words that stand for this one; none if it stays as it is. `repaired`: it is a guess.
struct SetRight {
  std::optional<std::vector<Spelt>> words;
  bool repaired = false;
};
SetRight set_right(const Word& word, const Lexicon& lexicon);

}  // namespace language
