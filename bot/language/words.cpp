// Cuts a line into words.
#include "bot/language/words.hpp"

#include <algorithm>
#include <array>
#include <unicode/utf8.h>

#include "bot/language/leftovers.hpp"
#include "bot/language/letters.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

constexpr std::size_t kLongestNumber = 9;

std::uint32_t hash_of(std::string_view text) {  // FNV-1a
  std::uint32_t hash = 2'166'136'261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
  return hash ^ (hash >> 16);
}

void append_utf8(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
    return;
  }
  char octets[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(octets, size, static_cast<UChar32>(c));
  text.append(octets, static_cast<std::size_t>(size));
}

bool apostrophe(char32_t base) { return base == '\'' || base == 0x2019 || base == 0x2BC; }

using Letters = std::vector<Letter>;

bool inside_word(const Letters& all, std::size_t i) {
  if (is_word_letter(all[i].base)) return true;
  return apostrophe(all[i].base) && i > 0 && i + 1 < all.size() && is_word_letter(all[i - 1].base) &&
         !all[i - 1].digit() && is_word_letter(all[i + 1].base);
}

// Where a run of letters and digits splits: "bc|5", "to|3", "pa|37a"; not "7h30", "d9iem".
std::size_t split_of(const Letters& all, std::size_t from, std::size_t to) {
  auto at = from;
  while (at < to && !all[at].digit()) ++at;
  const auto border = at;
  while (at < to && all[at].digit()) ++at;
  const bool splits = border > from && border < to && (at == to || at + 1 == to);
  return splits ? border : to;
}

// The tone goes to the end, so that hoà and hòa are one; a final y after a consonant is i (ký, kí).
void spell(const Letters& all, std::size_t from, std::size_t to, Word& word) {
  char tone = 0;
  for (auto i = from; i < to; ++i) {
    const auto& letter = all[i];
    append_utf8(word.folded, letter.base);
    append_utf8(word.marked, letter.base);
    if (letter.quality) word.marked += letter.quality;
    if (letter.tone) tone = letter.tone;
    word.bears_mark = word.bears_mark || letter.marked();
  }
  const auto size = word.folded.size();
  const bool final_y = size > 1 && word.folded.back() == 'y' && std::string_view("aeiou").find(word.folded[size - 2]) == std::string_view::npos;
  if (final_y) word.folded.back() = word.marked.back() = 'i';
  if (tone) word.marked += tone;
}

struct Slang { std::string_view written, folded, marked; };
constexpr std::array kSlang{
    Slang{"ko", "khong", "kho^ng"},  Slang{"k", "khong", "kho^ng"},      Slang{"hok", "khong", "kho^ng"}, Slang{"hong", "khong", "kho^ng"},
    Slang{"hk", "khong", "kho^ng"},  Slang{"khg", "khong", "kho^ng"},    Slang{"dc", "duoc", "d-u+o+cJ"}, Slang{"d-c", "duoc", "d-u+o+cJ"},
    Slang{"r", "roi", "ro^iF"},      Slang{"wa", "qua", "quaS"},
};

void resolve_slang(Word& word) {
  if (word.marked.size() > 4) return;
  for (const auto& slang : kSlang) {
    if (word.marked != slang.written) continue;
    word.folded = slang.folded;
    word.marked = slang.marked;
    return;
  }
}

// Keyboard leftovers: "chojn", "tho61ng" for chọn, thống.
void resolve_leftovers(Word& word) {
  if (word.bears_mark) return;
  const auto meant = decode_leftover(word.folded);
  if (!meant) return;
  word.folded = meant->folded;
  word.marked = meant->marked;
}

// "ke6" is kê, and must not split before its digit; "to3" and "bc5" are no words typed so.
bool typed_vni(const Letters& all, std::size_t from, std::size_t to) {
  if (to - from > 8 || all[from].digit() || !all[to - 1].digit()) return false;
  std::string typed;
  for (auto i = from; i < to; ++i) {
    if (all[i].base >= 0x80 || all[i].marked()) return false;
    typed += static_cast<char>(all[i].base);
  }
  return decode_leftover(typed).has_value();
}

class Cutter {
 public:
  explicit Cutter(Line& line, const Letters& all) : line_(line), all_(all) {}

  void run() {
    for (std::size_t at = 0; at < all_.size();) {
      if (inside_word(all_, at)) {
        at = word(at);
      } else {
        other(at++);
      }
    }
    line_.tail = std::move(gap_);
    line_.last = line_.words.size();
  }

 private:
  std::size_t word(std::size_t from) {
    auto to = from;
    while (to < all_.size() && inside_word(all_, to)) ++to;
    const auto split = typed_vni(all_, from, to) ? to : split_of(all_, from, to);
    push(from, split);
    if (split < to) push(split, to);
    return to;
  }

  void other(std::size_t at) {
    const auto& letter = all_[at];
    if (letter.blank()) spaced_ = true;
    else if (is_symbol(letter.base)) push(at, at + 1);
    else append_utf8(gap_, letter.base);
  }

  void push(std::size_t from, std::size_t to) {
    Word made;
    made.from = all_[from].from;
    made.to = all_[to - 1].to;
    spell(all_, from, to, made);
    resolve_slang(made);
    resolve_leftovers(made);
    made.hash = hash_of(made.folded);
    made.gap = std::move(gap_);
    made.spaced = spaced_;
    gap_.clear();
    spaced_ = false;
    line_.words.push_back(std::move(made));
  }

  Line& line_;
  const Letters& all_;
  std::string gap_;
  bool spaced_ = false;
};

bool joins(const Word& word) {
  return word.gap.empty() || (!word.spaced && (word.gap == "." || word.gap == "-" || word.gap == "_"));
}

}  // namespace

void Line::judge_marks() {
  marked = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first), words.begin() + static_cast<std::ptrdiff_t>(last),
                       [](const Word& word) { return word.bears_mark; });
}

std::string Line::cut(std::size_t from, std::size_t to) const {
  if (from >= to) return {};
  return nfc(text.substr(words[from].from, words[to - 1].to - words[from].from));
}

Line read_words(std::string_view text, std::size_t limit) {
  Line line;
  line.text = text;
  const auto all = letters(text, limit);
  line.words.reserve(all.size() / 4 + 2);
  Cutter(line, all).run();
  line.judge_marks();
  return line;
}

bool Phrases::fits(const Line& line, std::size_t at, const std::vector<Key>& phrase) {
  if (at < line.first || at + phrase.size() > line.last) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const auto& word = line.words[at + i];
    if (word.hash != phrase[i].hash || word.folded != phrase[i].folded || (line.marked && word.marked != phrase[i].marked)) return false;
    if (i > 0 && !joins(word)) return false;
  }
  return true;
}

Phrases::Phrases(std::initializer_list<const char*> phrases) {
  for (const auto* phrase : phrases) {
    auto& keys = phrases_.emplace_back();
    for (auto& word : read_words(phrase, SIZE_MAX).words) keys.push_back({word.hash, std::move(word.folded), std::move(word.marked)});
    firsts_.set(keys.front().hash % firsts_.size());
    lasts_.set(keys.back().hash % lasts_.size());
  }
}

std::size_t Phrases::at(const Line& line, std::size_t at) const {
  std::size_t longest = 0;
  if (at >= line.last || !firsts_.test(line.words[at].hash % firsts_.size())) return 0;
  for (const auto& phrase : phrases_) {
    if (phrase.size() > longest && fits(line, at, phrase)) longest = phrase.size();
  }
  return longest;
}

std::size_t Phrases::before(const Line& line, std::size_t end) const {
  std::size_t longest = 0;
  if (end == 0 || end <= line.first || !lasts_.test(line.words[end - 1].hash % lasts_.size())) return 0;
  for (const auto& phrase : phrases_) {
    if (phrase.size() > longest && phrase.size() <= end && fits(line, end - phrase.size(), phrase)) longest = phrase.size();
  }
  return longest;
}

Meanings::Meanings(std::initializer_list<Meaning> meanings) {
  for (const auto& meaning : meanings) meanings_.emplace_back(meaning.value, meaning.phrases);
}

Meanings::Found Meanings::at(const Line& line, std::size_t at) const {
  Found found;
  for (const auto& [value, phrases] : meanings_) {
    if (const auto words = phrases.at(line, at); words > found.words) found = {value, words};
  }
  return found;
}

std::optional<std::string> Cursor::take(const Meanings& meanings) {
  if (done()) return std::nullopt;
  const auto found = meanings.at(*line_, at);
  at += found.words;
  return found.words > 0 ? std::optional<std::string>(found.value) : std::nullopt;
}

bool Cursor::take(const Phrases& phrases) {
  if (done()) return false;
  const auto count = phrases.at(*line_, at);
  at += count;
  return count > 0;
}

std::optional<int> Cursor::take_number(int most) {
  if (done() || !word().number() || word().folded.size() > kLongestNumber) return std::nullopt;
  const int value = std::stoi(word().folded);
  if (value > most) return std::nullopt;
  ++at;
  return value;
}

}  // namespace language
