// A unit's cells, its place in the tree, its way to the server as JSON.
#include "bot/union/roll_tree.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "bot/language/text.hpp"

namespace trade_union {
namespace {

constexpr std::array<std::string_view, 5> order{"tinh", "cap_tren", "cdcs", "cdbp", "to"};

std::ptrdiff_t rank(std::string_view kind) { return std::find(order.begin(), order.end(), kind) - order.begin(); }

CellFinding about(const char* key, Column column, Fields fields, bool refused = true) { return {{key, std::move(fields), refused}, column}; }

template <class T>
std::optional<T> take(ReadUnit& into, const Header& header, const Cells& cells, Column column, const Read<T>& read) {
  if (read.problem) into.findings.push_back(about(read.problem, column, {{"said", read_text(cell(header, column, cells))}}));
  return read.value;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\n") == text.npos; }

// What the name says of the level, else what stands below the parent.
std::string kind_of(const UnitRow& row, const RollUnit* parent) {
  if (!row.kind.empty()) return row.kind;
  if (const auto said = read_unit_kind(row.name); !said.empty()) return std::string(said);
  if (!parent) return "tinh";
  return parent->kind == "cdbp" ? "to" : parent->kind == "tinh" || parent->kind == "cap_tren" ? "cdcs" : "";
}

std::optional<CellFinding> check_place(const UnitRow& row, const RollUnit* parent) {
  if (row.kind.empty()) return about("kind_unknown", Column::kind, {{"said", row.name}});
  if (!parent) return std::nullopt;
  const Fields both{{"unit", parent->name}, {"said", row.name}};
  if (parent->kind == "to") return about("under_team", Column::parent, both);
  if (row.kind == "cdbp" && parent->kind != "cdcs") return about("section_place", Column::parent, both);
  if (rank(row.kind) < rank(parent->kind)) return about("kind_order", Column::kind, both);
  if (parent->from_day > row.from_day)
    return about("parent_later", Column::from_day, {{"unit", parent->name}, {"day", language::say_day(parent->from_day)}, {"said", language::say_day(row.from_day)}});
  return std::nullopt;
}

// The parent's id; 0 and a finding, or 0 and nothing yet.
struct Parent { std::int64_t id = 0; bool named = false; std::optional<CellFinding> finding; };
Parent find_parent(const UnitIndex& units, const UnitRow& row, std::int64_t under) {
  if (!row.parent_code.empty()) {
    const auto* found = units.by_code(row.parent_code);
    return {found ? found->id : 0, true, std::nullopt};
  }
  if (row.parent_said.empty()) return {under, false, std::nullopt};
  const auto ids = units.named(row.parent_said, under);
  if (ids.size() > 1) return {0, true, about("unit_several", Column::parent, {{"said", row.parent_said}, {"count", ids.size()}})};
  return {ids.empty() ? 0 : ids[0], true, std::nullopt};
}

// A row without parent, or whose parent is nowhere yet.
Placed without_parent(const UnitIndex& units, UnitRow& row, bool named, const std::string& as_of) {
  if (named) return {true, {}};
  const auto root = units.root();
  const auto* known = root ? units.find(*root) : nullptr;
  const bool same = known && ((!row.code.empty() && row.code == known->code) || unit_key(row.name) == unit_key(known->name));
  if (known && !same) return {false, {about("parent_missing", Column::parent, Fields::object())}};
  row.unit = root.value_or(0);
  row.kind = known ? known->kind : kind_of(row, nullptr);
  if (row.from_day.empty()) row.from_day = known ? known->from_day : as_of;
  return {};
}

}  // namespace

std::vector<storage::roll::Commune> read_communes(std::string_view cell) {
  std::vector<storage::roll::Commune> communes;
  for (std::size_t at = 0; at <= cell.size();) {
    const auto end = std::min(cell.find_first_of(";,\n", at), cell.size());
    auto name = std::string(cell.substr(at, end - at)), code = std::string();
    if (const auto open = name.find('('), close = name.find(')'); open != name.npos && close != name.npos && open < close) {
      code = read_text(name.substr(open + 1, close - open - 1));
      name.resize(open);
    }
    name = read_text(name);
    const bool known = std::any_of(communes.begin(), communes.end(), [&](const auto& each) { return each.name == name; });
    if (!name.empty() && !known) communes.push_back({name, code});
    at = end + 1;
  }
  std::sort(communes.begin(), communes.end());
  return communes;
}

ReadUnit read_unit(const Header& header, const Cells& cells, std::uint32_t number, const std::string& today) {
  ReadUnit read;
  auto& row = read.row;
  const auto at = [&](Column column) -> const std::string& { return cell(header, column, cells); };
  row.row = number;
  row.code = read_text(at(Column::code));
  row.name = read_text(at(Column::name));
  row.short_name = read_text(at(Column::short_name));
  row.sector = read_text(at(Column::sector));
  row.parent_code = read_text(at(Column::parent_code));
  row.parent_said = read_text(at(Column::parent));
  row.kind = read_unit_kind(at(Column::kind));
  row.communes = read_communes(at(Column::communes));
  if (row.name.empty()) read.findings.push_back(about("unit_name_missing", Column::name, Fields::object()));
  if (row.kind.empty() && !blank(at(Column::kind))) read.findings.push_back(about("kind_unreadable", Column::kind, {{"said", read_text(at(Column::kind))}}));
  row.remote = take(read, header, cells, Column::remote, read_mark(at(Column::remote)));
  row.enterprise = take(read, header, cells, Column::enterprise, read_mark(at(Column::enterprise)));
  row.workers = take(read, header, cells, Column::workers, read_count(at(Column::workers)));
  row.women_workers = take(read, header, cells, Column::women_workers, read_count(at(Column::women_workers)));
  row.off_roll = take(read, header, cells, Column::off_roll, read_count(at(Column::off_roll)));
  if (row.workers && row.women_workers && *row.women_workers > *row.workers)
    read.findings.push_back(about("women_many", Column::women_workers, {{"said", std::to_string(*row.women_workers)}, {"count", *row.workers}}));
  row.from_day = take(read, header, cells, Column::from_day, read_day(at(Column::from_day), today)).value_or("");
  return read;
}

Placed place_unit(const UnitIndex& units, UnitRow& row, std::int64_t under, const std::string& as_of) {
  const auto parent = find_parent(units, row, under);
  if (parent.finding) return {false, {*parent.finding}};
  const auto* coded = row.code.empty() ? nullptr : units.by_code(row.code);
  const auto* top = parent.named ? nullptr : units.find(under);
  if (!coded && top && unit_key(top->name) == unit_key(row.name)) coded = top;  // the unit the list is about stands in it too
  if (parent.id == 0 && !(coded && !parent.named)) return without_parent(units, row, parent.named, as_of);
  const auto* above = units.find(parent.id);
  const auto same = coded ? std::vector<std::int64_t>{coded->id} : units.named(row.name, parent.id, true);
  if (same.size() > 1) return {false, {about("unit_several", Column::name, {{"said", row.name}, {"count", same.size()}})}};
  if (same.empty()) {
    row.parent = parent.id;
    row.kind = kind_of(row, above);
    if (row.from_day.empty()) row.from_day = above ? std::max(as_of, above->from_day) : as_of;
    const auto wrong = check_place(row, above);
    return {false, wrong ? std::vector<CellFinding>{*wrong} : std::vector<CellFinding>()};
  }
  const auto* known = units.find(same[0]);
  Placed placed;
  if (!row.code.empty() && !known->code.empty() && language::fold(row.code) != language::fold(known->code))
    return {false, {about("unit_code_differs", Column::code, {{"said", row.code}, {"other", known->code}})}};
  if (above && known->parent != parent.id && parent.named)
    placed.findings.push_back(about("parent_differs", Column::parent, {{"said", above->name}, {"unit", units.find(known->parent) ? units.find(known->parent)->name : ""}}, false));
  if (!row.kind.empty() && row.kind != known->kind) placed.findings.push_back(about("kind_differs", Column::kind, {{"said", row.name}}, false));
  row.unit = known->id;
  row.parent = known->parent;
  row.kind = known->kind;
  row.from_day = known->from_day;
  return placed;
}

// A chain of parents within the waiting rows that comes back to where it began is a circle.
std::vector<RowFinding> left_over(const std::vector<UnitRow>& waiting) {
  std::unordered_map<std::string, std::size_t> by_code, by_name;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (!waiting[i].code.empty()) by_code.emplace(language::fold(waiting[i].code), i);
    by_name.emplace(unit_key(waiting[i].name), i);
  }
  const auto parent = [&](const UnitRow& row) -> std::optional<std::size_t> {
    const auto& map = row.parent_code.empty() ? by_name : by_code;
    const auto found = map.find(row.parent_code.empty() ? unit_key(row.parent_said) : language::fold(row.parent_code));
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  std::vector<RowFinding> findings;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    auto at = parent(waiting[i]);
    const bool listed = at.has_value();
    for (std::size_t steps = 0; at && *at != i && steps <= order.size() * 4; ++steps) at = parent(waiting[*at]);
    const char* key = at && *at == i ? "parent_cycle" : listed ? "parent_refused" : "parent_unknown";
    const auto column = waiting[i].parent_code.empty() ? Column::parent : Column::parent_code;
    findings.push_back({waiting[i].row, about(key, column, {{"said", waiting[i].parent_code.empty() ? waiting[i].parent_said : waiting[i].parent_code}, {"unit", waiting[i].name}})});
  }
  return findings;
}

RollUnit indexed(const UnitRow& row) { return {row.unit, row.code, row.kind, row.name, row.short_name.empty() ? row.name : row.short_name, row.parent, row.from_day, 0}; }

namespace {

int tri(const std::optional<bool>& truth) { return !truth ? -1 : *truth ? 1 : 0; }
std::optional<bool> from_tri(int value) { return value < 0 ? std::nullopt : std::optional(value == 1); }
std::optional<std::int64_t> from_count(std::int64_t value) { return value < 0 ? std::nullopt : std::optional(value); }

}  // namespace

nlohmann::json to_json(const UnitRow& r) {
  auto communes = nlohmann::json::array();
  for (const auto& each : r.communes) communes.push_back({each.name, each.code});
  return {r.row, r.unit, r.parent, r.code, r.kind, r.name, r.short_name, r.sector, r.from_day, tri(r.remote), tri(r.enterprise), communes,
          r.workers.value_or(-1), r.women_workers.value_or(-1), r.off_roll.value_or(-1)};
}

UnitRow unit_from(const nlohmann::json& j) {
  UnitRow row{j.at(0), j.at(1), j.at(2), j.at(3), j.at(4), j.at(5), j.at(6), j.at(7), j.at(8), "", "", from_tri(j.at(9)), from_tri(j.at(10)), {},
              from_count(j.at(12)), from_count(j.at(13)), from_count(j.at(14))};
  for (const auto& each : j.at(11)) row.communes.push_back({each.at(0), each.at(1)});
  return row;
}

}  // namespace trade_union
