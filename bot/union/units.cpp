#include "bot/union/units.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "bot/language/text.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

// Words of a name, folded, without the ones that everybody leaves out.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  auto folded = language::fold(text);
  std::replace_if(folded.begin(), folded.end(), [](unsigned char c) { return c < 0x80 && !std::isalnum(c); }, ' ');
  std::istringstream in(folded);
  for (std::string word; in >> word;) {
    if (word == "cty") found.insert(found.end(), {"cong", "ty"});
    else if (word == "mn") found.insert(found.end(), {"mam", "non"});
    else if (word != "cdcs") found.push_back(word);
  }
  return found;
}

bool contains_all(const std::vector<std::string>& name, const std::vector<std::string>& said) {
  return std::all_of(said.begin(), said.end(), [&](const auto& word) { return std::find(name.begin(), name.end(), word) != name.end(); });
}

}  // namespace

std::optional<std::int64_t> find_unit(storage::Session& session, std::string_view said, std::int64_t scope, const std::string& today) {
  const auto wanted = words(said);
  if (wanted.empty()) return std::nullopt;
  std::vector<std::int64_t> whole, fitting;
  for (const auto& unit : storage::subtree(session, scope, today)) {
    const auto name = words(unit.name);
    if (name == wanted) whole.push_back(unit.id);
    else if (contains_all(name, wanted)) fitting.push_back(unit.id);
  }
  const auto& found = whole.empty() ? fitting : whole;  // the whole name before a part of one
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::string place_name(storage::Session& session, std::int64_t unit, const std::string& today) {
  std::string name;
  for (const auto id : storage::lineage(session, unit, today)) {
    const auto at = storage::unit(session, id, today);
    if (!at) break;
    if (name.empty()) name = at->name;
    else if (at->kind == "cdcs") return name + ", " + at->name;
    if (at->kind == "cdcs") break;
  }
  return name;
}

}  // namespace trade_union
