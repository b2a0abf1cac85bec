// A text as letters: each code point taken apart into base, vowel quality and tone, with its place in the text. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace language {

struct Letter {
  char32_t base = 0;        // lower case, without any mark; ' ' for every kind of blank
  char quality = 0;         // '^' â ê ô, '(' ă, '+' ơ ư, '-' đ, 0 none
  char tone = 0;            // as Telex names it: S sắc, F huyền, R hỏi, X ngã, J nặng, 0 none
  bool capital = false;
  std::uint32_t from = 0;   // octets [from, to) of the text
  std::uint32_t to = 0;

  bool blank() const { return base == ' '; }
  bool digit() const { return base >= '0' && base <= '9'; }
  bool marked() const { return quality != 0 || tone != 0; }
};

// The letters of at most `limit` code points, compatibility forms resolved (full width …), marks gathered on their base,
// invisible characters left out. An invalid octet becomes U+FFFD.
std::vector<Letter> letters(std::string_view text, std::size_t limit = SIZE_MAX);

bool is_word_letter(char32_t base);   // letter or digit of any script
bool is_symbol(char32_t base);        // emoji and the like

}  // namespace language
