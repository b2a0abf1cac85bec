// The words of the grammar: named lists of phrases, how abbreviations are spelt out, which words exist. Read from text, never
// changed afterwards; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace language {

using ListId = std::uint16_t;

// The number of a list's name, the same in every lexicon of this program.
ListId list_id(std::string_view name);
std::string list_name(ListId id);

std::uint64_t hash_of(std::string_view text);

struct Spelt { std::string folded, marked; };  // one word as Word holds it

class Lexicon {
 public:
  // `value` may be empty: a list without values.
  void add(std::string_view list, std::string_view value, std::string_view phrase);
  void add_list(std::string_view list, std::string_view value, std::string_view of);  // all phrases of another list
  void add_spelling(std::string_view written, std::string_view meant);                // "ko" → "không", "mn" → "mọi người"

  // `strict`: only with its marks, also in a line without any ("=quà": "qua" is too common).
  struct Phrase { ListId list; std::uint16_t value; bool strict; std::vector<std::uint64_t> marks; };
  // One step of the trie of folded words; 0 is the root, nothing: no phrase goes on so.
  std::optional<std::uint32_t> step(std::uint32_t node, std::uint64_t word) const;
  const std::vector<Phrase>& ending(std::uint32_t node) const { return endings_[node]; }
  const std::string& value(std::uint16_t id) const { return values_[id]; }
  std::uint16_t value_id(std::string_view value);
  bool has(ListId list) const { return list < filled_.size() && filled_[list]; }

  bool knows(std::uint64_t folded) const { return known_.count(folded) > 0; }
  bool knows_marked(std::uint64_t marked) const { return marked_.count(marked) > 0; }
  const std::vector<Spelt>* spelling(std::string_view marked) const;    // of an abbreviation
  const std::vector<Spelt>* glued(std::string_view folded) const;       // "thongke": a phrase written without blanks
  const Spelt* marked_word(std::string_view marked) const;              // a word of some phrase
  const Spelt* one_step(std::string_view folded) const;                 // a word that is one missing, doubled or swapped letter away

 private:
  std::uint32_t grow(std::uint32_t node, std::uint64_t word);
  void learn(const Spelt& word);

  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::vector<std::vector<Phrase>> endings_{1};
  std::vector<std::string> values_{""};
  std::vector<std::vector<std::pair<std::string, std::string>>> phrases_;  // of a list: value and phrase, for add_list
  std::vector<bool> filled_;
  std::unordered_map<std::uint64_t, Spelt> known_, marked_;
  std::unordered_map<std::string, std::vector<Spelt>> spellings_, glued_;
  std::unordered_map<std::string, std::string> deletions_;                 // a word without one of its letters → the word
};

}  // namespace language
