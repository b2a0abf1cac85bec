// Units by the rarest of the words said.
#include "bot/language/roll.hpp"

#include <algorithm>
#include <array>

namespace language {
namespace {

constexpr std::size_t kMostCandidates = 64, kMostNameWords = 14, kMostPersonWords = 6;

// Words that tell the kind of a unit and never which one.
bool generic(std::string_view word) {
  constexpr std::array<std::string_view, 20> kGeneric{"cong", "doan", "cd", "cdcs", "xa", "phuong", "ti", "ty", "tnhh", "cp", "mtv", "tinh", "cac", "htx", "truong", "co", "so", "nghiep", "khu", "hop"};
  return std::find(kGeneric.begin(), kGeneric.end(), word) != kGeneric.end();
}

// Left out by everybody, or written in several ways: "công đoàn cơ sở", "CĐCS" say nothing; "mn" is mầm non.
struct NameWord { std::uint64_t hash; bool generic; std::size_t takes; };

std::optional<NameWord> name_word(const Line& line, std::size_t at, std::size_t last) {
  const auto& text = line[at].folded;
  const auto follows = [&](std::initializer_list<std::string_view> words) {
    auto next = at;
    for (const auto word : words) {
      if (next >= last || line[next].folded != word) return false;
      ++next;
    }
    return true;
  };
  if (text == "cdcs") return NameWord{0, true, 1};
  if (follows({"cong", "doan", "co", "so"})) return NameWord{0, true, 4};
  if (follows({"cong", "doan"})) return NameWord{hash_of("cd"), true, 2};
  if (follows({"lien", "doan", "lao", "dong"})) return NameWord{hash_of("ldld"), true, 4};
  if (follows({"hop", "tac", "xa"})) return NameWord{hash_of("htx"), true, 3};
  if (follows({"mam", "non"})) return NameWord{hash_of("mamnon"), false, 2};
  if (text == "mn") return NameWord{hash_of("mamnon"), false, 1};
  if (text == "ldld" || text == "cd" || text == "htx") return NameWord{hash_of(text), true, 1};
  return NameWord{line[at].hash, generic(text), 1};
}

}  // namespace

// Narrows the candidates word by word.
class Roll::Search {
 public:
  explicit Search(const Roll& roll) : roll_(roll) {}

  // False: no unit has this word as well.
  bool add(std::uint64_t word) {
    const auto* units = roll_.holding(word);
    if (!units) return false;
    ++words_;
    if (units->size() > kMostCandidates && !narrowed_) return common_.push_back(units), true;
    const auto in = [](const Units& all, std::uint32_t unit) { return std::binary_search(all.begin(), all.end(), unit); };
    if (!narrowed_) {
      candidates_ = *units;
      for (const auto* common : common_) std::erase_if(candidates_, [&](std::uint32_t unit) { return !in(*common, unit); });
      narrowed_ = true;
    } else {
      auto left = candidates_;
      std::erase_if(left, [&](std::uint32_t unit) { return !in(*units, unit); });
      if (left.empty()) return false;
      candidates_ = std::move(left);
    }
    return !candidates_.empty();
  }

  // The only one, or the one whose whole name was said.
  std::optional<std::uint32_t> found() const {
    if (!narrowed_ || candidates_.empty()) return std::nullopt;
    if (candidates_.size() == 1) return candidates_[0];
    std::optional<std::uint32_t> whole;
    for (const auto unit : candidates_) {
      if (roll_.sizes_[unit] != words_) continue;
      if (whole) return std::nullopt;
      whole = unit;
    }
    return whole;
  }

 private:
  const Roll& roll_;
  std::vector<const Units*> common_;
  Units candidates_;
  bool narrowed_ = false;
  std::size_t words_ = 0;
};

Roll::Roll(const Names& names, const Lexicon& lexicon, const std::map<std::string, std::string>& aliases) : units_(names.units) {
  for (const auto& name : units_) {
    const auto unit = static_cast<std::uint32_t>(sizes_.size());
    const auto line = read_words(name, SIZE_MAX, lexicon);
    std::size_t size = 0;
    for (std::size_t at = 0; at < line.last;) {
      const auto word = name_word(line, at, line.last);
      at += word->takes;
      if (word->hash == 0) continue;
      auto& units = by_word_[word->hash];
      if (units.empty() || units.back() != unit) units.push_back(unit), ++size;
    }
    sizes_.push_back(size);
  }
  for (const auto& name : names.people) {
    std::uint64_t hash = 0;
    const auto line = read_words(name, SIZE_MAX, lexicon);
    for (const auto& word : line.words) hash = hash * 31 + word.hash;
    people_.insert(hash);
  }
  for (const auto& [alias, name] : aliases) {
    std::uint64_t hash = 0;
    const auto line = read_words(alias, SIZE_MAX, lexicon);
    for (const auto& word : line.words) hash = hash * 31 + word.hash;
    aliases_[hash] = name;
  }
}

const Roll::Units* Roll::holding(std::uint64_t word) const {
  const auto found = by_word_.find(word);
  return found != by_word_.end() ? &found->second : nullptr;
}

std::optional<Roll::Found> Roll::unit_at(const Line& line, std::size_t at) const {
  std::optional<Found> best;
  std::uint64_t hash = 0;
  for (auto next = at; !aliases_.empty() && next < line.last && next < at + kMostPersonWords; ++next) {
    hash = hash * 31 + line[next].hash;
    if (const auto alias = aliases_.find(hash); alias != aliases_.end()) best = Found{alias->second, next + 1 - at};
  }
  if (best) return best;
  Search search(*this);
  bool proper = false, ldld = false;
  std::size_t said = 0;
  for (auto next = at; next < line.last && next < at + kMostNameWords;) {
    const auto& word = line[next];
    const bool joined = next == at || word.gap.empty() || word.gap == "-" || word.gap == "–";
    const auto name = name_word(line, next, line.last);
    if (!joined || (name->hash != 0 && !search.add(name->hash))) break;
    ldld = ldld || name->hash == hash_of("ldld");
    proper = proper || (name->hash != 0 && !name->generic) || (ldld && word.folded == "tinh");
    said += name->hash != 0 ? 1 : 0;
    next += name->takes;
    if (const auto unit = proper && said >= 2 ? search.found() : std::nullopt) best = Found{units_[*unit], next - at};
  }
  return best;
}

std::size_t Roll::person_at(const Line& line, std::size_t at) const {
  std::size_t best = 0;
  std::uint64_t hash = 0;
  for (auto next = at; next < line.last && next < at + kMostPersonWords && (next == at || line[next].gap.empty()); ++next) {
    hash = hash * 31 + line[next].hash;
    if (next > at && people_.count(hash) > 0) best = next + 1 - at;
  }
  return best;
}

}  // namespace language
