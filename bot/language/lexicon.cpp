// The trie of phrases and the tables of words.
#include "bot/language/lexicon.hpp"

#include <deque>
#include <mutex>

#include "bot/language/words.hpp"

namespace language {
namespace {

constexpr std::size_t kShortestRepair = 3, kShortestGlue = 4, kMostGlued = 4;

struct Names {
  std::mutex lock;
  std::unordered_map<std::string, ListId> ids;
  std::deque<std::string> names;
};

Names& names() {
  static Names all;
  return all;
}

std::vector<Spelt> spelt(std::string_view phrase) {
  static const Lexicon plain;
  std::vector<Spelt> words;
  const auto line = read_words(phrase, SIZE_MAX, plain);
  for (const auto& word : line.words) words.push_back({word.folded, word.marked});
  return words;
}

}  // namespace

ListId list_id(std::string_view name) {
  const std::lock_guard guard(names().lock);
  const auto [found, fresh] = names().ids.try_emplace(std::string(name), static_cast<ListId>(names().names.size()));
  if (fresh) names().names.emplace_back(name);
  return found->second;
}

std::string list_name(ListId id) {
  const std::lock_guard guard(names().lock);
  return names().names.at(id);
}

std::uint64_t hash_of(std::string_view text) {  // FNV-1a
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return hash;
}

namespace {
std::uint64_t edge(std::uint32_t node, std::uint64_t word) { return word ^ (static_cast<std::uint64_t>(node) * 0x9E37'79B9'7F4A'7C15ULL); }
}  // namespace

std::optional<std::uint32_t> Lexicon::step(std::uint32_t node, std::uint64_t word) const {
  const auto found = edges_.find(edge(node, word));
  return found != edges_.end() ? std::optional(found->second) : std::nullopt;
}

std::uint32_t Lexicon::grow(std::uint32_t node, std::uint64_t word) {
  const auto [found, fresh] = edges_.try_emplace(edge(node, word), static_cast<std::uint32_t>(endings_.size()));
  if (fresh) endings_.emplace_back();
  return found->second;
}

std::uint16_t Lexicon::value_id(std::string_view value) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (values_[i] == value) return static_cast<std::uint16_t>(i);
  values_.emplace_back(value);
  return static_cast<std::uint16_t>(values_.size() - 1);
}

void Lexicon::learn(const Spelt& word) {
  known_.try_emplace(hash_of(word.folded), word);
  marked_.try_emplace(hash_of(word.marked), word);
  if (word.folded.size() < kShortestRepair) return;
  for (std::size_t i = 0; i < word.folded.size(); ++i) {
    auto shorter = word.folded;
    shorter.erase(i, 1);
    deletions_.try_emplace(shorter, word.folded);
  }
}

void Lexicon::add(std::string_view list, std::string_view value, std::string_view phrase) {
  const bool strict = phrase[0] == '=';
  const auto words = spelt(strict ? phrase.substr(1) : phrase);
  if (words.empty()) return;
  const auto id = list_id(list);
  if (phrases_.size() <= id) phrases_.resize(id + 1U), filled_.resize(id + 1U);
  phrases_[id].emplace_back(value, phrase);
  filled_[id] = true;
  Phrase made{id, value_id(value), strict, {}};
  std::uint32_t node = 0;
  std::string together;
  for (const auto& word : words) {
    node = grow(node, hash_of(word.folded));
    made.marks.push_back(hash_of(word.marked));
    together += word.folded;
    learn(word);
  }
  auto& all = endings_[node];
  const bool there = std::any_of(all.begin(), all.end(), [&](const Phrase& other) { return other.list == made.list && other.value == made.value && other.strict == made.strict && other.marks == made.marks; });
  if (!there) all.push_back(std::move(made));
  if (const auto size = together.size(); size > 1 && together[size - 1] == 'y' && std::string_view("aeiou").find(together[size - 2]) == std::string_view::npos) together[size - 1] = 'i';
  if (!strict && words.size() > 1 && words.size() <= kMostGlued && together.size() >= kShortestGlue) glued_.try_emplace(together, words);
}

void Lexicon::add_list(std::string_view list, std::string_view value, std::string_view of) {
  const auto id = list_id(of);
  if (id >= phrases_.size()) return;
  const auto copied = phrases_[id];
  for (const auto& [own, phrase] : copied) add(list, value.empty() ? own : value, phrase);
}

void Lexicon::add_spelling(std::string_view written, std::string_view meant) {
  const auto words = spelt(written);
  const auto means = spelt(meant);
  if (words.size() != 1 || means.empty()) return;
  spellings_[words[0].marked] = means;
  for (const auto& word : means) learn(word);
}

const std::vector<Spelt>* Lexicon::spelling(std::string_view marked) const {
  if (marked.size() > 8) return nullptr;
  const auto found = spellings_.find(std::string(marked));
  return found != spellings_.end() ? &found->second : nullptr;
}

const std::vector<Spelt>* Lexicon::glued(std::string_view folded) const {
  if (folded.size() < kShortestGlue) return nullptr;
  const auto found = glued_.find(std::string(folded));
  return found != glued_.end() ? &found->second : nullptr;
}

const Spelt* Lexicon::marked_word(std::string_view marked) const {
  const auto found = marked_.find(hash_of(marked));
  return found != marked_.end() ? &found->second : nullptr;
}

const Spelt* Lexicon::one_step(std::string_view folded) const {
  if (folded.size() < kShortestRepair) return nullptr;
  const auto known = [&](const std::string& text) -> const Spelt* {
    const auto found = known_.find(hash_of(text));
    return found != known_.end() ? &found->second : nullptr;
  };
  for (std::size_t i = 0; i + 1 < folded.size(); ++i) {
    std::string swapped(folded);
    std::swap(swapped[i], swapped[i + 1]);
    if (const auto* word = known(swapped)) return word;
  }
  if (const auto missing = deletions_.find(std::string(folded)); missing != deletions_.end()) return known(missing->second);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    std::string shorter(folded);
    shorter.erase(i, 1);
    if (shorter.size() >= kShortestRepair)
      if (const auto* word = known(shorter)) return word;
  }
  return nullptr;
}

}  // namespace language
