// The names a deployment knows: its units, found by any words that only one of them has, and its people, found by their whole name.
// Built once, never changed; any thread. A look-up costs at most the logarithm of the roll.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bot/language/words.hpp"

namespace language {

class Roll {
 public:
  struct Names { std::vector<std::string> units, people; };
  // `aliases`: folded short name → full name, beyond what the words say ("huyện cũ").
  Roll(const Names& names, const Lexicon& lexicon, const std::map<std::string, std::string>& aliases = {});

  struct Found { std::string name; std::size_t words = 0; };
  // The unit that the words from `at` on name, and how many of them do; nothing unless it is exactly one.
  std::optional<Found> unit_at(const Line& line, std::size_t at) const;
  // How many words from `at` on are the whole name of a person; 0 if none.
  std::size_t person_at(const Line& line, std::size_t at) const;

 private:
  using Units = std::vector<std::uint32_t>;
  class Search;

  const Units* holding(std::uint64_t word) const;

  std::vector<std::string> units_;
  std::vector<std::size_t> sizes_;                     // words of each name, without the generic ones
  std::unordered_map<std::uint64_t, Units> by_word_;   // sorted
  std::unordered_set<std::uint64_t> people_;
  std::unordered_map<std::uint64_t, std::string> aliases_;
};

}  // namespace language
