// Sets right what was typed amiss: abbreviations, Telex and VNI leftovers, glued words, a letter missing, doubled or swapped.
#include "bot/language/spelling.hpp"

#include <algorithm>
#include <array>

namespace language {
namespace {

bool vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// Letters with their quality, and the tone apart.
struct Decoded {
  std::string letters;
  char tone = 0;
  bool changed = false;
};

// The quality sign goes behind the last letter of those that may bear it.
bool put_quality(Decoded& word, std::string_view bearers, char sign) {
  for (auto at = word.letters.size(); at-- > 0;) {
    if (bearers.find(word.letters[at]) == std::string_view::npos) continue;
    word.letters.insert(at + 1, 1, sign);
    return word.changed = true;
  }
  return false;
}

bool has_vowel(const Decoded& word) { return std::any_of(word.letters.begin(), word.letters.end(), vowel); }

// "uo" before w, or 7, is "ươ".
bool put_horn(Decoded& word) {
  const auto pair = word.letters.find("uo");
  if (pair == std::string::npos) return put_quality(word, "ou", '+');
  word.letters.replace(pair, 2, "u+o+");
  return word.changed = true;
}

void telex_letter(Decoded& word, char c) {
  constexpr std::string_view kTones = "sfrxj", kNames = "SFRXJ";
  const auto tone = kTones.find(c);
  if (tone != std::string_view::npos && has_vowel(word)) {
    word.tone = kNames[tone];
    word.changed = true;
  } else if (c == 'w' && has_vowel(word)) {
    if (word.letters.find('a') != std::string::npos && word.letters.find_first_of("ou") == std::string::npos) put_quality(word, "a", '(');
    else put_horn(word);
  } else if ((c == 'a' || c == 'e' || c == 'o') && word.letters.find(c) != std::string::npos) {
    put_quality(word, std::string_view(&c, 1), '^');
  } else if (c == 'd' && word.letters.find('d') != std::string::npos) {
    put_quality(word, "d", '-');
  } else {
    word.letters += c;
  }
}

void vni_letter(Decoded& word, char c) {
  constexpr std::string_view kNames = "SFRXJ";
  switch (c) {
    case '1': case '2': case '3': case '4': case '5':
      word.tone = kNames[static_cast<std::size_t>(c - '1')];
      word.changed = true;
      break;
    case '6': put_quality(word, "aeo", '^'); break;
    case '7': put_horn(word); break;
    case '8': put_quality(word, "a", '('); break;
    case '9': put_quality(word, "d", '-'); break;
    default: word.letters += c;
  }
}


std::optional<Spelt> known(const Decoded& word, const Lexicon& lexicon) {
  if (!word.changed) return std::nullopt;
  auto marked = word.letters;
  if (word.tone) marked += word.tone;
  const auto* found = lexicon.marked_word(marked);
  return found ? std::optional(*found) : std::nullopt;
}

// Most words show at a glance that nothing was left undone: no tone letter behind the first, no letter twice, no digit.
bool suspicious(std::string_view typed) {
  for (std::size_t i = 1; i < typed.size(); ++i) {
    const char c = typed[i];
    if (std::string_view("sfrxjw").find(c) != std::string_view::npos || (c >= '1' && c <= '9')) return true;
    if (std::string_view("aeod").find(c) != std::string_view::npos && typed.substr(0, i).find(c) != std::string_view::npos) return true;
  }
  return false;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "to3" and "bc5" are a word and its number, not a VNI leftover.
bool counted(std::string_view typed) {
  constexpr std::array<std::string_view, 16> kCounted{"to", "bc", "pa", "gh", "t", "q", "qui", "quy", "kh", "hd", "tb", "cau", "nhom", "n", "thang", "thu"};
  const auto end = std::find_if(typed.begin(), typed.end(), digit);
  const auto digits = typed.end() - end;
  if (digits == 2 && *end >= '6' && *(end + 1) >= '1' && *(end + 1) <= '5' && typed.substr(0, 2) == "to") return false;  // "to63" is tổ
  const std::string_view base(typed.data(), static_cast<std::size_t>(end - typed.begin()));
  return std::all_of(end, typed.end(), digit) && std::find(kCounted.begin(), kCounted.end(), base) != kCounted.end();
}

// Vowels as they stand together in a syllable, without marks.
bool nucleus(std::string_view vowels) {
  constexpr std::array<std::string_view, 41> kNuclei{"a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay", "eo", "eu", "ia", "ie", "iu", "oa", "oe", "oi", "oo", "ua", "ue",
                                                     "ui", "uo", "uu", "uy", "ye", "ieu", "yeu", "oai", "oao", "oay", "oeo", "uai", "uay", "uao", "ueo", "uoi", "uou", "uya", "uye", "uyu"};
  return std::find(kNuclei.begin(), kNuclei.end(), vowels) != kNuclei.end();
}

bool letters_only(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

bool is_syllable(std::string_view text) {
  constexpr std::array<std::string_view, 28> kOnsets{"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
                                                     "g",   "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v",  "x", "q", ""};
  constexpr std::array<std::string_view, 9> kCodas{"ch", "ng", "nh", "c", "m", "n", "p", "t", ""};
  for (const auto onset : kOnsets) {
    if (text.substr(0, onset.size()) != onset) continue;
    const auto rest = text.substr(onset.size());
    const auto vowels = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), vowel) - rest.begin());
    if (vowels == 0 ? onset != "gi" : !nucleus(rest.substr(0, vowels))) continue;
    if (std::find(kCodas.begin(), kCodas.end(), rest.substr(vowels)) != kCodas.end()) return true;
  }
  return false;
}

std::optional<Spelt> decode_leftover(std::string_view typed, const Lexicon& lexicon) {
  if (typed.size() < 2 || typed.size() > 10 || !suspicious(typed) || counted(typed)) return std::nullopt;
  const bool letters = letters_only(typed);
  if (typed.size() == 2 && letters && typed[0] != typed[1] && typed[0] != 'd') return std::nullopt;  // "as", "is"
  if (!letters && (typed[0] < 'a' || typed[0] > 'z')) return std::nullopt;
  Decoded word;
  for (const char c : typed) {
    if (letters) telex_letter(word, c);
    else vni_letter(word, c);
  }
  return known(word, lexicon);
}

std::size_t split_place(std::string_view typed, bool marked, const Lexicon& lexicon) {
  const auto size = typed.size();
  if (digit(typed[0])) {  // "15phút", "3nguoi"; not "7h30", "131a", "1tr2"
    const auto end = static_cast<std::size_t>(std::find_if_not(typed.begin(), typed.end(), digit) - typed.begin());
    const auto word = typed.substr(end);
    return word.size() > 2 && letters_only(word) ? end : size;
  }
  if (!marked && size <= 8 && decode_leftover(typed, lexicon)) return size;
  const auto border = static_cast<std::size_t>(std::find_if(typed.begin(), typed.end(), digit) - typed.begin());
  const auto end = static_cast<std::size_t>(std::find_if_not(typed.begin() + static_cast<std::ptrdiff_t>(border), typed.end(), digit) - typed.begin());
  const bool splits = end == size || end + 1 == size || counted(typed.substr(0, end));
  return splits && border < size ? border : size;
}

SetRight set_right(const Word& word, const Lexicon& lexicon) {
  SetRight right;
  if (const auto* spelling = lexicon.spelling(word.marked)) return right.words = *spelling, right;
  const auto& text = word.folded;
  if (text.size() < 2 || text.size() > 40 || lexicon.knows(hash_of(text))) return right;
  const bool letters = letters_only(text);
  if (!letters && (text[0] < 'a' || text[0] > 'z' || !std::all_of(text.begin(), text.end(), [](char c) { return digit(c) || (c >= 'a' && c <= 'z'); }))) return right;
  if (!word.bears_mark)
    if (auto meant = decode_leftover(text, lexicon)) return right.words = {std::move(*meant)}, right;
  if (!letters || is_syllable(text)) return right;
  if (const auto* glued = lexicon.glued(text)) return right.words = *glued, right;
  if (const auto* near = lexicon.one_step(text)) return right.words = {*near}, right.repaired = true, right;
  return right;
}

}  // namespace language
