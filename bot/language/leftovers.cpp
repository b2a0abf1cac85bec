// Decodes what Telex and VNI left undone, for the words of commands only: any other token stays as it is.
#include "bot/language/leftovers.hpp"

#include <algorithm>
#include <array>

namespace language {
namespace {

// Command words as Word::marked spells them: quality after the letter, tone at the end.
constexpr std::array<std::string_view, 44> kCommandWords{
    "tho^ngS", "ke^",    "d-ie^mR", "danh",  "binhF", "chonJ",  "d-aX",   "d-ocJ",  "nha^nJ", "to^R",   "va(ngS",  "ma(tJ",  "coS",    "kho^ng", "d-o^ngF",
    "yS",      "ke^S",   "hoachJ",  "gopS",  "phanR", "anhS",   "kie^nS", "nghiJ",  "phu+o+ng", "anS", "huyR",    "phie^uS", "cho^tS", "d-ongS", "ro^iF",
    "va(nX",   "ba(nR",  "co^ngJ",  "mo+iS", "nha^tS", "triS",  "hopJ",   "nghiR",  "muo^nJ", "tre^X",  "hu+o+ngS", "da^nX", "gu+iR",  "ta^tS",
};

bool vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

std::string without_signs(std::string_view marked) {
  std::string folded;
  for (const char c : marked) {
    if (c >= 'a' && c <= 'z') folded += c;
  }
  return folded;
}

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

// VNI writes 6 after the whole vowel group ("diem63"): the sign goes to the last vowel that bears it.
std::optional<Meant> known(const Decoded& word) {
  if (!word.changed) return std::nullopt;
  auto marked = word.letters;
  if (word.tone) marked += word.tone;
  if (std::find(kCommandWords.begin(), kCommandWords.end(), marked) == kCommandWords.end()) return std::nullopt;
  return Meant{without_signs(marked), marked};
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

}  // namespace

std::optional<Meant> decode_leftover(std::string_view typed) {
  if (typed.size() < 2 || typed.size() > 10 || !suspicious(typed)) return std::nullopt;
  const bool letters = std::all_of(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters && (typed[0] < 'a' || typed[0] > 'z')) return std::nullopt;
  Decoded word;
  for (const char c : typed) {
    if (letters) telex_letter(word, c);
    else vni_letter(word, c);
  }
  return known(word);
}

}  // namespace language
