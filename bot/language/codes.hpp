// Codes that people type: an invite of three groups of four, the code of a unit of two. Read from the text as written, because a
// group such as "E99F" or "KQ" may look like words. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

class Lexicon;

constexpr std::size_t kInviteSize = 12, kRelayCodeSize = 8;

// The only code of `size` letters in the text, in capitals without signs: alone, or among words that lead to it ("em có mã … ạ").
// Any case; blanks, hyphens of every kind, dots between its groups or nothing. Letters alone that are syllables are words
// ("chap nhan thay"), digits alone a number, unless "mã" or the groups with hyphens say what they are.
std::optional<std::string> code_in(std::string_view text, std::size_t size, const Lexicon& lexicon);

}  // namespace language
