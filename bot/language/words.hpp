// A line as words: how each is written, how it compares, what stands before it, and which lists of the lexicon it is found in. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/lexicon.hpp"

namespace language {

struct Word {
  std::uint32_t from = 0, to = 0;  // octets [from, to) of the text
  std::uint64_t hash = 0;          // of `folded`
  std::uint64_t exact = 0;         // of `marked`
  std::string folded;              // "diem"
  std::string marked;              // the same with its marks, both tone placements alike
  std::string gap;                 // punctuation before it, without blanks
  bool spaced = false;             // a blank before it
  bool bears_mark = false;
  bool capital = false;            // begins with a capital letter
  bool repaired = false;           // not as typed: a typo or glued words were set right

  bool number() const { return !folded.empty() && folded.find_first_not_of("0123456789") == std::string::npos; }
  bool wears(char c) const { return gap.find(c) != std::string::npos; }
};

// One place where a phrase of a list stands. `exact`: with the marks it is written with.
struct Find {
  std::uint16_t list = 0, value = 0;
  std::uint8_t words = 0;
  bool exact = false;
  bool bare = false;   // what differs only lacks its marks, or is no word as it stands
};

// The words [first, last) of a text, of which courtesy may have been taken off both ends. `marked`: some word bears a mark,
// so that words compare with their marks; a line without any compares folded.
struct Line {
  std::string_view text;
  std::vector<Word> words;
  std::string tail;  // punctuation after the last word
  std::size_t first = 0, last = 0;
  bool marked = false;
  bool loose = false;        // second try: words without marks count in a marked line as well
  bool mixed_case = false;   // some letters are small: capitals say something
  const Lexicon* lexicon = nullptr;
  std::vector<Find> finds;             // of word i: [starts[i], starts[i + 1])
  std::vector<std::uint32_t> starts;
  std::vector<std::uint64_t> begun;                               // of word i: the lists that have a phrase there, by number modulo 64

  std::size_t size() const { return last - first; }
  bool empty() const { return first >= last; }
  const Word& operator[](std::size_t at) const { return words[at]; }
  void judge_marks();                                             // sets `marked` from the words left
  void look_up();                                                 // fills `finds`
  bool may_begin(ListId list, std::size_t at) const { return (begun[at] >> (list % 64) & 1U) != 0; }
  bool counts(const Find& find) const { return find.exact || !marked || (loose && find.bare); }
  std::string cut(std::size_t from, std::size_t to) const;        // the text of the words [from, to) as it stands, NFC
  std::string rest(std::size_t from) const { return cut(from, last); }
};

// A word splits where letters meet a number ("bc5", "to3"); "7h30" and "131a" stay whole. A symbol (👍) is a word.
Line read_words(std::string_view text, std::size_t limit, const Lexicon& lexicon);

// A list of phrases, known by its name in the lexicon.
class Phrases {
 public:
  explicit Phrases(std::string_view list) : list_(list_id(list)) {}
  ListId list() const { return list_; }

  // How many words of the line the longest phrase that begins at word `at` takes; 0 if none does.
  std::size_t at(const Line& line, std::size_t at) const;
  // The same for the longest that ends just before word `end`.
  std::size_t before(const Line& line, std::size_t end) const;

 private:
  ListId list_;
};

// Phrases that stand for a value: "kế hoạch", "kh" → "KH".
class Meanings {
 public:
  struct Found { std::string_view value; std::size_t words = 0; };
  explicit Meanings(std::string_view list) : list_(list_id(list)) {}

  Found at(const Line& line, std::size_t at) const;  // the longest that begins at word `at`; words 0 if none does

 private:
  ListId list_;
};

// Reads a line from left to right.
class Cursor {
 public:
  explicit Cursor(const Line& line) : at(line.first), line_(&line) {}
  Cursor(const Line& line, std::size_t from) : at(from), line_(&line) {}

  bool done() const { return at >= line_->last; }
  const Line& line() const { return *line_; }
  const Word& word() const { return line_->words[at]; }           // only if not done
  std::size_t left() const { return line_->last - at; }
  bool see(const Phrases& phrases) const { return phrases.at(*line_, at) > 0; }
  bool see(const Meanings& meanings) const { return !done() && meanings.at(*line_, at).words > 0; }
  bool take(const Phrases& phrases);                              // true: the phrase was there and is passed
  std::optional<std::string> take(const Meanings& meanings);      // its value
  std::optional<int> take_number(int most);                       // digits, from 0
  std::string rest() const { return line_->rest(at); }

  std::size_t at;

 private:
  const Line* line_;
};

}  // namespace language
