// A line as words: how each is written, how it compares, what stands before it. And phrases to compare it with. Pure.
#pragma once

#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace language {

struct Word {
  std::uint32_t from = 0, to = 0;  // octets [from, to) of the text
  std::uint32_t hash = 0;          // of `folded`
  std::string folded;              // "diem"
  std::string marked;              // the same with its marks, both tone placements alike
  std::string gap;                 // punctuation before it, without blanks
  bool spaced = false;             // a blank before it
  bool bears_mark = false;

  bool number() const { return !folded.empty() && folded.find_first_not_of("0123456789") == std::string::npos; }
  bool wears(char c) const { return gap.find(c) != std::string::npos; }
};

// The words [first, last) of a text, of which courtesy may have been taken off both ends. `marked`: some word bears a mark,
// so that words compare with their marks; a line without any compares folded.
struct Line {
  std::string_view text;
  std::vector<Word> words;
  std::string tail;  // punctuation after the last word
  std::size_t first = 0, last = 0;
  bool marked = false;

  std::size_t size() const { return last - first; }
  void judge_marks();                                             // sets `marked` from the words left
  std::string cut(std::size_t from, std::size_t to) const;        // the text of the words [from, to) as it stands, NFC
  std::string rest(std::size_t from) const { return cut(from, last); }
};

// A word splits where letters meet a number ("bc5", "to3"); "7h30" and "131a" stay whole. A symbol (👍) is a word.
Line read_words(std::string_view text, std::size_t limit);

// A list of phrases, written with their marks.
class Phrases {
 public:
  Phrases(std::initializer_list<const char*> phrases);

  // How many words of the line the longest phrase that begins at word `at` takes; 0 if none does.
  std::size_t at(const Line& line, std::size_t at) const;
  // The same for the longest that ends just before word `end`.
  std::size_t before(const Line& line, std::size_t end) const;

 private:
  struct Key {
    std::uint32_t hash;
    std::string folded, marked;
  };
  static bool fits(const Line& line, std::size_t at, const std::vector<Key>& phrase);

  std::vector<std::vector<Key>> phrases_;
  std::bitset<256> firsts_, lasts_;  // hashes of first and last words: most words are none of them
};

// Phrases that stand for a value: "kế hoạch", "kh" → "KH".
class Meanings {
 public:
  struct Meaning { const char* value; std::initializer_list<const char*> phrases; };
  struct Found { std::string_view value; std::size_t words = 0; };
  Meanings(std::initializer_list<Meaning> meanings);

  Found at(const Line& line, std::size_t at) const;  // the longest that begins at word `at`; words 0 if none does

 private:
  std::vector<std::pair<std::string, Phrases>> meanings_;
};

// Reads a line from left to right.
class Cursor {
 public:
  explicit Cursor(const Line& line) : at(line.first), line_(&line) {}

  bool done() const { return at >= line_->last; }
  const Line& line() const { return *line_; }
  const Word& word() const { return line_->words[at]; }           // only if not done
  std::size_t left() const { return line_->last - at; }
  bool see(const Phrases& phrases) const { return phrases.at(*line_, at) > 0; }
  bool see(const Meanings& meanings) const { return meanings.at(*line_, at).words > 0; }
  bool take(const Phrases& phrases);                              // true: the phrase was there and is passed
  std::optional<std::string> take(const Meanings& meanings);      // its value
  std::optional<int> take_number(int most);                       // digits, from 0
  std::string rest() const { return line_->rest(at); }

  std::size_t at;

 private:
  const Line* line_;
};

}  // namespace language
