// The grammar: which shapes of lines mean which intent. Read from text (bot/language/grammar/*.txt and a deployment's own file),
// never changed afterwards; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/language/lexicon.hpp"
#include "bot/language/values.hpp"

namespace language {

// What one mark of a shape asks for: a phrase of a list (of one of its values, if said), or a value.
struct Symbol {
  ListId list = 0;
  std::optional<std::uint16_t> value;
  std::optional<Kind> kind;  // a value instead of a list
  std::string name;          // as written
};

struct Item {
  std::uint16_t symbol = 0;
  bool first = false, last = false;       // ^x begins the line, x$ ends it
  bool near = true;                       // at most some words after the item before; "..": any number
  bool maybe = false, many = false;       // x? x* of forms
};

constexpr std::size_t kMostSymbols = 2'048;
using SymbolSet = std::bitset<kMostSymbols>;

struct Shape {
  std::vector<std::vector<Item>> groups;  // all must fit, in any order; the items of one in theirs
  std::vector<std::uint16_t> nots;
  std::vector<std::uint16_t> needed;      // symbols that must be present
  int bonus = 0;
  Role least = Role::guest, most = Role::officer;
  std::string source;                     // the line of the grammar, for --explain
};

struct Form {
  std::vector<Item> items;
  Role least = Role::guest;
};

struct Need {
  std::string needs;
  std::string only;                       // "of=attendance": only where this argument has this value
  std::vector<std::string> without;       // only if none of these arguments is there
};

struct Rule {
  std::string name;
  Role role = Role::member;               // the least that may
  bool confirm = false;
  std::vector<Shape> shapes;
  std::vector<Form> forms;
  std::vector<std::string> args;
  std::vector<std::string> must;          // without one of these arguments the line is not this intent
  std::vector<Need> needs;
  std::vector<std::uint16_t> never;       // lists that make it doubtful whatever the shape: "đừng chốt", "chốt chưa"
};

class Grammar {
 public:
  // The grammar of the program; `extra`: texts in the same language that add to it. A mistake throws std::invalid_argument that
  // names the line.
  static Grammar read(const std::vector<std::string>& extra);
  static const Grammar& built_in();

  const Lexicon& lexicon() const { return *lexicon_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }
  const std::vector<std::vector<std::uint16_t>>& symbols_of_list() const { return of_list_; }
  const std::vector<std::uint16_t>& symbols_of_kind(Kind kind) const { return of_kind_[static_cast<std::size_t>(kind)]; }
  bool holiday(const std::string& day) const { return holidays_.count(day) > 0; }
  // Names that stand for units: folded → full name.
  const std::map<std::string, std::string>& aliases() const { return aliases_; }

 private:
  friend class GrammarReader;

  std::shared_ptr<Lexicon> lexicon_ = std::make_shared<Lexicon>();
  std::vector<Rule> rules_;
  std::vector<Symbol> symbols_;
  std::vector<std::vector<std::uint16_t>> of_list_;
  std::array<std::vector<std::uint16_t>, kKinds> of_kind_;
  std::set<std::string> holidays_;
  std::map<std::string, std::string> aliases_;
};

}  // namespace language
