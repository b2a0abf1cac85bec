// One line on its way through the layers: words, values, and what is known about where it was written.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "bot/language/grammar.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/words.hpp"

namespace language {

struct Reading {
  const Grammar* grammar = nullptr;
  Line line;
  Context context;
  bool called = false;
  bool form = false;     // in a group, not called: only a whole line of one of the forms counts
  bool slash = false;    // begins with "/": the first word is a command
  std::vector<Value> values;
  nlohmann::json implied = nlohmann::json::object();  // said in the part before: {"poll": 7}

  bool chair() const { return context.role >= Role::chair; }
  const Value* value(Kind kind) const {
    for (const auto& found : values)
      if (found.kind == kind) return &found;
    return nullptr;
  }
};

}  // namespace language
