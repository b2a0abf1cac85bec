// Names of units, compared and found.
#include "bot/union/roll_units.hpp"

#include <algorithm>
#include <array>

#include "bot/language/text.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {
namespace {

struct Spelling { std::string_view written, key; };
constexpr std::array<Spelling, 13> spellings{{{"cong doan co so thanh vien", "cdcstv"}, {"cong doan co so", "cdcs"}, {"cong doan bo phan", "cdbp"}, {"to cong doan so", "to"},
  {"to cong doan", "to"}, {"to cd", "to"}, {"to so", "to"}, {"cong doan", "cd"}, {"lien doan lao dong", "ldld"}, {"trach nhiem huu han", "tnhh"}, {"mot thanh vien", "mtv"},
  {"cong ty co phan", "cong ty cp"}, {"khu cong nghiep", "kcn"}}};
constexpr std::array<std::string_view, 6> leading{"cdcs ", "cdbp ", "cdcstv ", "cd ", "ldld ", "nghiep doan "};

void replace_words(std::string& text, std::string_view words, std::string_view by) {
  for (auto at = text.find(words); at != text.npos; at = text.find(words, at + by.size())) {
    const bool begins = at == 0 || text[at - 1] == ' ', ends = at + words.size() == text.size() || text[at + words.size()] == ' ';
    if (begins && ends) text.replace(at, words.size(), by);
    else ++at;
  }
}

// "to 03" → "to 3"
void drop_zeros(std::string& text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const bool begins = at == 0 || text[at - 1] == ' ', figure_behind = text[at + 1] >= '0' && text[at + 1] <= '9';
    if (begins && text[at] == '0' && figure_behind) text.erase(at--, 1);
  }
}

std::string_view without_leading(std::string_view key) {
  for (const auto each : leading)
    if (key.starts_with(each)) return key.substr(each.size());
  return key;
}

// "CĐCS Công ty TNHH May Sơn Hà" is called "May Sơn Hà".
std::string_view core_of(std::string_view key) {
  constexpr std::array<std::string_view, 6> forms{"cong ty ", "tnhh ", "cp ", "mtv ", "dntn ", "htx "};
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto form : forms)
      if (key.starts_with(form)) key.remove_prefix(form.size()), cut = true;
  }
  return key;
}

std::vector<std::string_view> path_of(std::string_view said) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= said.size();) {
    const auto end = std::min(said.find('>', at), said.size());
    if (const auto part = said.substr(at, end - at); part.find_first_not_of(" \t") != part.npos) parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

Finding unit_finding(const char* key, std::string_view said, const std::string& within = "") {
  return {key, {{"said", std::string(said)}, {"unit", within}}, true};
}

}  // namespace

std::string unit_key(std::string_view name) {
  std::string key;
  for (const char c : language::fold(name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) key += c;
    else if (!key.empty() && key.back() != ' ') key += ' ';
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  for (const auto& each : spellings) replace_words(key, each.written, each.key);
  drop_zeros(key);
  return key;
}

UnitIndex::UnitIndex(std::vector<RollUnit> units) {
  units_.reserve(units.size());
  for (auto& each : units) add(std::move(each));
}

void UnitIndex::add(RollUnit unit) {
  const auto id = unit.id;
  const auto key = unit_key(unit.name), short_key = unit_key(unit.short_name);
  const std::string bare(without_leading(key));
  by_id_[id] = units_.size();
  if (!unit.code.empty()) by_code_[language::fold(unit.code)] = id;
  std::vector<std::string> keys{key};
  for (auto part : {short_key, bare, std::string(core_of(bare))})
    if (std::find(keys.begin(), keys.end(), part) == keys.end()) part_[part].push_back(id), keys.push_back(std::move(part));
  whole_[key].push_back(id);
  keys_.push_back(std::move(keys));
  short_keys_.push_back(short_key);
  if (unit.parent != 0) children_[unit.parent].push_back(id);
  units_.push_back(std::move(unit));
}

const RollUnit* UnitIndex::find(std::int64_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &units_[found->second];
}

const RollUnit* UnitIndex::by_code(std::string_view code) const {
  const auto found = by_code_.find(language::fold(code));
  return found == by_code_.end() ? nullptr : find(found->second);
}

std::optional<std::int64_t> UnitIndex::root() const {
  const auto found = std::find_if(units_.begin(), units_.end(), [](const RollUnit& unit) { return unit.parent == 0; });
  return found == units_.end() ? std::nullopt : std::optional(found->id);
}

bool UnitIndex::within(std::int64_t unit, std::int64_t above) const {
  if (above == 0) return true;
  constexpr int deepest = 64;
  for (int depth = 0; unit != 0 && depth < deepest; ++depth) {
    if (unit == above) return true;
    const auto* found = find(unit);
    unit = found ? found->parent : 0;
  }
  return false;
}

const std::vector<std::int64_t>& UnitIndex::called(const std::string& key, bool whole) const {
  static const std::vector<std::int64_t> none;
  const auto& names = whole ? whole_ : part_;
  const auto found = names.find(key);
  return found == names.end() ? none : found->second;
}

// Of a name that thousands bear (tổ 1), those below one unit.
std::vector<std::int64_t> UnitIndex::below_called(std::int64_t above, const std::string& key, bool whole) const {
  auto ids = in_tree_order(above);
  std::erase_if(ids, [&](std::int64_t id) {
    const auto& keys = keys_[by_id_.at(id)];
    return whole ? keys.front() != key : std::find(keys.begin() + 1, keys.end(), key) == keys.end();
  });
  return ids;
}

// Units called by the last part of a path. Of a name that many bear only those below `above`, or below what the part before names.
std::vector<std::int64_t> UnitIndex::candidates(const std::vector<std::string>& path, std::int64_t above, bool whole) const {
  constexpr std::size_t many = 64;
  const auto& ids = called(path.back(), whole);
  if (ids.size() <= many || (above == 0 && path.size() == 1)) return ids;
  if (path.size() == 1) return below_called(above, path.back(), whole);
  const std::vector<std::string> before(path.begin(), path.end() - 1);
  std::vector<std::int64_t> found;
  for (const bool each : {true, false})
    for (const auto id : candidates(before, 0, each))
      for (const auto below : below_called(id, path.back(), whole)) found.push_back(below);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool UnitIndex::bears(std::int64_t unit, const std::string& key) const {
  const auto at = by_id_.at(unit);
  return keys_[at].front() == key || short_keys_[at] == key;
}

std::int64_t UnitIndex::team_named(std::string_view said, std::int64_t above) const {
  const auto* unit = find(above);
  if (!unit || (unit->kind != "cdcs" && unit->kind != "cdbp")) return 0;
  auto ids = named(said, above);
  if (ids.empty()) ids = named(team_name(std::string(said)), above);  // "Văn phòng" for "Tổ Văn phòng"
  std::erase_if(ids, [this](std::int64_t id) { return find(id)->kind != "to"; });
  return ids.size() == 1 ? ids.front() : 0;
}

std::vector<std::int64_t> UnitIndex::named(std::string_view said, std::int64_t above, bool children) const {
  std::vector<std::string> path;
  for (const auto part : path_of(said)) path.push_back(unit_key(part));
  if (path.empty()) return {};
  const auto fits = [&](std::int64_t id) {
    if (children ? find(id)->parent != above : !within(id, above)) return false;
    auto parent = find(id)->parent;
    for (auto part = path.rbegin() + 1; part != path.rend(); ++part) {
      while (parent != 0 && !bears(parent, *part)) parent = find(parent)->parent;
      if (parent == 0) return false;
      parent = find(parent)->parent;
    }
    return true;
  };
  for (const bool whole : {true, false}) {
    auto ids = candidates(path, above, whole);
    std::erase_if(ids, [&](std::int64_t id) { return !fits(id); });
    if (!ids.empty()) return ids;
  }
  return {};
}

// Without looking at each of the thousands that are called "Tổ 1".
bool UnitIndex::alone(const std::string& path) const {
  const auto parts = path_of(path);
  if (parts.size() != 1) return named(path).size() == 1;
  const auto key = unit_key(parts.front());
  const auto& whole = called(key, true);
  return (whole.empty() ? called(key, false) : whole).size() == 1;
}

std::string UnitIndex::reference(std::int64_t id) const {
  const auto* unit = find(id);
  if (!unit) return "";
  std::string path = unit->name;
  for (const auto* above = find(unit->parent); above && !alone(path); above = find(above->parent)) path = above->name + " > " + path;
  return path;
}

std::vector<std::int64_t> UnitIndex::in_tree_order(std::int64_t root) const {
  std::vector<std::int64_t> order, waiting{root};
  while (!waiting.empty()) {
    order.push_back(waiting.back());
    waiting.pop_back();
    if (const auto below = children_.find(order.back()); below != children_.end()) waiting.insert(waiting.end(), below->second.rbegin(), below->second.rend());
  }
  return order;
}

Where read_where(const Header& header, const Cells& row) {
  const auto text = [&](Column column) { return read_text(cell(header, column, row)); };
  return {text(Column::unit_code), text(Column::unit), text(Column::grassroots), text(Column::section), text(Column::team)};
}

namespace {

// The one unit of that name within what was found so far, or why it is not.
Found step(const UnitIndex& units, std::int64_t within, const std::string& said, Column column) {
  const auto ids = units.named(said, within);
  const auto* above = units.find(within);
  if (ids.size() == 1) return {ids[0], "", std::nullopt};
  auto finding = unit_finding(ids.empty() ? "unit_unknown" : "unit_several", said, above ? above->name : "");
  finding.fields["count"] = ids.size();
  return {0, "", CellFinding{std::move(finding), column}};
}

bool number_alone(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

Found team_step(const UnitIndex& units, std::int64_t within, const std::string& said) {
  const auto name = number_alone(said) ? "tổ " + said : said;
  if (within == 0) return {0, "", CellFinding{unit_finding("team_alone", said), Column::team}};
  auto found = step(units, within, name, Column::team);
  if (!found.finding || found.finding->finding.key != "unit_unknown") return found;
  found.finding->finding.key = "team_unknown";
  return {within, team_name(name), found.finding};
}

}  // namespace

std::string team_name(const std::string& said) {
  constexpr std::string_view small = "tổ ", large = "Tổ ";
  if (said.starts_with(small)) return std::string(large) + said.substr(small.size());
  return read_unit_kind(said) == "to" ? said : std::string(large) + said;
}

Found find_unit(const UnitIndex& units, const Where& where, std::int64_t within) {
  Found found{within, "", std::nullopt};
  if (!where.code.empty()) {
    const auto* coded = units.by_code(where.code);
    if (!coded) return {0, "", CellFinding{unit_finding("unit_code_unknown", where.code), Column::unit_code}};
    found.unit = coded->id;
  }
  const std::pair<const std::string*, Column> steps[] = {{&where.grassroots, Column::grassroots}, {&where.unit, Column::unit}, {&where.section, Column::section}};
  for (const auto& [said, column] : steps) {
    if (said->empty() || (!where.code.empty() && column != Column::section)) continue;
    found = step(units, found.unit, *said, column);
    if (found.finding) return found;
  }
  const auto* here = units.find(found.unit);
  if (!where.team.empty() && !(here && here->kind == "to")) return team_step(units, here ? found.unit : 0, where.team);
  if (found.unit == 0) found.finding = CellFinding{{"unit_missing", Fields::object(), true}, Column::unit};
  return found;
}

}  // namespace trade_union
