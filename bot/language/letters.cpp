// Takes code points apart. Latin letters come from a table made once from ICU's data; everything else asks ICU.
#include "bot/language/letters.hpp"

#include <array>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace language {
namespace {

constexpr char32_t kTableEnd = 0x1F00;  // Latin, its additions, combining marks, the Vietnamese block

const icu::Normalizer2& nfkd() {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2& instance = *icu::Normalizer2::getNFKDInstance(error);
  return instance;
}

// 0 for a mark that is none of Vietnamese.
Letter mark_of(char32_t mark) {
  switch (mark) {
    case 0x302: return {0, '^', 0};
    case 0x306: return {0, '(', 0};
    case 0x31B: return {0, '+', 0};
    case 0x301: return {0, 0, 'S'};
    case 0x300: return {0, 0, 'F'};
    case 0x309: return {0, 0, 'R'};
    case 0x303: return {0, 0, 'X'};
    case 0x323: return {0, 0, 'J'};
    default: return {};
  }
}

void put_mark(Letter& on, char32_t mark) {
  const Letter found = mark_of(mark);
  if (found.quality) on.quality = found.quality;
  if (found.tone) on.tone = found.tone;
}

bool invisible(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == 0xFEFF ||
         u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR || u_charType(static_cast<UChar32>(c)) == U_MODIFIER_SYMBOL;
}

bool is_mark(char32_t c) {
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// One code point without decomposition. base 0: leaves no letter.
Letter simple(char32_t c) {
  if (c == 0x111 || c == 0x110 || c == 0xF0 || c == 0xD0 || c == 0x189) return {'d', '-', 0, c != 0x111 && c != 0xF0};
  if (u_isUWhiteSpace(static_cast<UChar32>(c)) || u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR) return {' ', 0, 0};
  if (c != '^' && c != '`' && invisible(c)) return {};
  return {static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), 0, 0, u_isupper(static_cast<UChar32>(c)) != 0};
}

// The letters of one code point: none for an invisible one, several for "½" or a ligature.
void take_apart(char32_t c, std::vector<Letter>& into) {
  icu::UnicodeString parts;
  if (!nfkd().getDecomposition(static_cast<UChar32>(c), parts)) parts = static_cast<UChar32>(c);
  for (int i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const auto part = static_cast<char32_t>(parts.char32At(i));
    const Letter letter = simple(part);
    if (is_mark(part) && !into.empty()) put_mark(into.back(), part);
    else if (letter.base != 0) into.push_back(letter);
  }
}

constexpr char32_t kSeveral = 0xFFFFFFFF;

const std::array<Letter, kTableEnd>& table() {
  static const auto made = [] {
    std::array<Letter, kTableEnd> letters_of{};
    std::vector<Letter> parts;
    for (char32_t c = 0; c < kTableEnd; ++c, parts.clear()) {
      if (!is_mark(c)) take_apart(c, parts);
      if (parts.size() == 1) letters_of[c] = parts[0];
      else if (parts.size() > 1) letters_of[c].base = kSeveral;
    }
    return letters_of;
  }();
  return made;
}

}  // namespace

bool is_word_letter(char32_t base) {
  if (base < 0x80) return (base >= 'a' && base <= 'z') || (base >= '0' && base <= '9');
  return u_isalnum(static_cast<UChar32>(base));
}

bool is_symbol(char32_t base) { return base >= 0x80 && u_charType(static_cast<UChar32>(base)) == U_OTHER_SYMBOL; }

std::vector<Letter> letters(std::string_view text, std::size_t limit) {
  const auto& known = table();
  std::vector<Letter> found;
  found.reserve(std::min(text.size(), limit));
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), INT32_MAX));
  for (std::int32_t at = 0; at < size && limit > 0; --limit) {
    const auto from = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    const auto code = static_cast<char32_t>(c);
    if (code >= 0x300 && is_mark(code)) {
      if (!found.empty()) put_mark(found.back(), code), found.back().to = static_cast<std::uint32_t>(at);
      continue;
    }
    const auto known_to = found.size();
    if (code < kTableEnd && known[code].base != kSeveral) {
      if (known[code].base != 0) found.push_back(known[code]);
    } else {
      take_apart(code, found);
    }
    for (auto i = known_to; i < found.size(); ++i) {
      found[i].from = static_cast<std::uint32_t>(from);
      found[i].to = static_cast<std::uint32_t>(at);
    }
  }
  return found;
}

}  // namespace language
