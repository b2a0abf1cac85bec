// Cuts a line into words, sets right what was typed amiss, and finds the phrases of the lexicon.
#include "bot/language/words.hpp"

#include <algorithm>
#include <array>
#include <unicode/utf8.h>

#include "bot/language/letters.hpp"
#include "bot/language/spelling.hpp"
#include "bot/language/text.hpp"

namespace language {
namespace {

constexpr std::size_t kLongestNumber = 9;

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
  word.capital = all[from].capital;
  const auto size = word.folded.size();
  const bool final_y = size > 1 && word.folded.back() == 'y' && std::string_view("aeiou").find(word.folded[size - 2]) == std::string_view::npos;
  if (final_y) word.folded.back() = word.marked.back() = 'i';
  if (tone) word.marked += tone;
}

// Where a run of letters and digits splits.
std::size_t split_of(const Letters& all, std::size_t from, std::size_t to, const Lexicon& lexicon) {
  std::string typed;
  for (auto i = from; i < to; ++i) {
    if (all[i].base >= 0x80) return to;
    typed += static_cast<char>(all[i].base);
  }
  const bool marks = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to), [](const Letter& letter) { return letter.marked(); });
  return from + split_place(typed, marks, lexicon);
}

class Cutter {
 public:
  Cutter(Line& line, const Letters& all) : line_(line), all_(all) {}

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
    bool digits = false, letters = false;
    for (; to < all_.size() && inside_word(all_, to); ++to) {
      (all_[to].digit() ? digits : letters) = true;
      line_.mixed_case = line_.mixed_case || (!all_[to].capital && !all_[to].digit());
    }
    const auto end = to;
    if (digits && letters) to = split_of(all_, from, to, *line_.lexicon);
    push(from, to);
    while (to < end) {
      from = to;
      to = split_of(all_, from, end, *line_.lexicon);
      push(from, to);
    }
    return end;
  }

  void other(std::size_t at) {
    const auto& letter = all_[at];
    if (letter.blank()) spaced_ = true;
    else if (letter.base == '%' && (spaced_ || at == 0)) push(at, at + 1);
    else if (is_symbol(letter.base)) push(at, at + 1);
    else if (gap_.size() < 8) append_utf8(gap_, letter.base);
  }

  void push(std::size_t from, std::size_t to) {
    Word made;
    made.from = all_[from].from;
    made.to = all_[to - 1].to;
    spell(all_, from, to, made);
    made.gap = std::move(gap_);
    made.spaced = spaced_;
    gap_.clear();
    spaced_ = false;
    const bool tied = !line_.words.empty() && !made.spaced && made.gap.find_first_of("/-") != std::string::npos;  // part of a document's number
    const auto right = tied ? SetRight{} : set_right(made, *line_.lexicon);
    if (right.words) take_over(std::move(made), right);
    else line_.words.push_back(std::move(made));
  }

  // The words meant stand where the one typed stood: the first holds its place in the text, the others none.
  void take_over(Word typed, const SetRight& right) {
    const auto end = typed.to;
    for (const auto& meant : *right.words) {
      Word word = typed;
      word.folded = meant.folded;
      word.marked = meant.marked;
      word.repaired = right.repaired;
      line_.words.push_back(std::move(word));
      typed.gap.clear();
      typed.spaced = true;
      typed.from = end;
    }
  }

  Line& line_;
  const Letters& all_;
  std::string gap_;
  bool spaced_ = false;
};

// "em 0 đi được": a nought between who and a verb is "không".
void spell_zeros(Line& line) {
  constexpr std::array<std::string_view, 11> kWho{"em", "e", "toi", "minh", "tui", "anh", "chi", "con", "chau", "bac", "nha"};
  for (std::size_t at = 0; at + 1 < line.words.size(); ++at) {
    auto& word = line.words[at];
    const auto& next = line.words[at + 1];
    const char begins = next.folded[0];
    if (word.folded != "0" || !word.gap.empty() || !next.gap.empty() || !next.spaced || begins < 'a' || begins > 'z') continue;
    const bool who = at == 0 || std::find(kWho.begin(), kWho.end(), line.words[at - 1].folded) != kWho.end();
    if (who) word.folded = "khong", word.marked = "kho^ng";
  }
}

bool letter(const Word& word) { return word.folded.size() == 1 && word.folded[0] >= 'a'; }

bool joins(const std::vector<Word>& words, std::size_t at) {
  const auto& word = words[at];
  const bool short_form = word.gap == "/" && letter(word) && letter(words[at - 1]);  // "V/v"
  return word.gap.empty() || (!word.spaced && (word.gap == "." || word.gap == "-" || word.gap == "_" || short_form));
}

}  // namespace

// A name typed with its marks makes no marked line of one that has none besides.
void Line::judge_marks() {
  bool small = false;
  marked = false;
  for (auto at = first; at < last; ++at) {
    const bool name = words[at].capital && at > first && mixed_case;
    marked = marked || (words[at].bears_mark && !name);
    small = small || (!name && !words[at].number());
  }
  for (auto at = first; at < last && !small; ++at) marked = marked || words[at].bears_mark;
}

void Line::look_up() {
  finds.clear();
  finds.reserve(16 * words.size());
  begun.assign(words.size(), 0);
  starts.assign(1, 0);
  starts.reserve(words.size() + 1);
  for (std::size_t from = 0; from < words.size(); ++from) {
    std::uint32_t node = 0;
    for (auto at = from; at < words.size() && (at == from || joins(words, at)); ++at) {
      const auto next = lexicon->step(node, words[at].hash);
      if (!next) break;
      node = *next;
      for (const auto& phrase : lexicon->ending(node)) {
        bool exact = true;
        bool fits = true;
        for (std::size_t i = 0; i < phrase.marks.size(); ++i) {
          const auto& word = words[from + i];
          if (word.exact == phrase.marks[i]) continue;
          exact = false;
          fits = fits && !lexicon->knows_marked(word.exact);
        }
        if (!exact && phrase.strict) continue;
        finds.push_back({phrase.list, phrase.value, static_cast<std::uint8_t>(at + 1 - from), exact, fits});
        begun[from] |= std::uint64_t{1} << (phrase.list % 64);
      }
    }
    starts.push_back(static_cast<std::uint32_t>(finds.size()));
  }
}

std::string Line::cut(std::size_t from, std::size_t to) const {
  if (from >= to) return {};
  return nfc(text.substr(words[from].from, words[to - 1].to - words[from].from));
}

Line read_words(std::string_view text, std::size_t limit, const Lexicon& lexicon) {
  Line line;
  line.text = text;
  line.lexicon = &lexicon;
  const auto all = letters(text, limit);
  line.words.reserve(all.size() / 4 + 2);
  Cutter(line, all).run();
  spell_zeros(line);
  for (auto& word : line.words) {
    word.hash = hash_of(word.folded);
    word.exact = hash_of(word.marked);
  }
  line.judge_marks();
  return line;
}

std::size_t Phrases::at(const Line& line, std::size_t at) const {
  std::size_t longest = 0;
  if (at < line.first || at >= line.last || !line.may_begin(list_, at)) return 0;
  for (auto i = line.starts[at]; i < line.starts[at + 1]; ++i) {
    const auto& find = line.finds[i];
    if (find.list == list_ && find.words > longest && at + find.words <= line.last && line.counts(find)) longest = find.words;
  }
  return longest;
}

std::size_t Phrases::before(const Line& line, std::size_t end) const {
  constexpr std::size_t kLongestPhrase = 8;
  for (auto words = std::min(kLongestPhrase, end > line.first ? end - line.first : 0); words > 0; --words) {
    const auto at = end - words;
    if (!line.may_begin(list_, at)) continue;
    for (auto i = line.starts[at]; i < line.starts[at + 1]; ++i) {
      const auto& find = line.finds[i];
      if (find.list == list_ && find.words == words && line.counts(find)) return words;
    }
  }
  return 0;
}

Meanings::Found Meanings::at(const Line& line, std::size_t at) const {
  Found found;
  if (at < line.first || at >= line.last || !line.may_begin(list_, at)) return found;
  for (auto i = line.starts[at]; i < line.starts[at + 1]; ++i) {
    const auto& find = line.finds[i];
    if (find.list == list_ && find.words > found.words && at + find.words <= line.last && line.counts(find)) found = {line.lexicon->value(find.value), find.words};
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
