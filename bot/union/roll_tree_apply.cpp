// Units' rows brought into the tree.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"
#include "bot/union/roll_tree.hpp"
#include "storage/units.hpp"

namespace trade_union {
namespace {

namespace roll = storage::roll;

std::string short_name(const UnitRow& row) { return row.short_name.empty() ? row.name : row.short_name; }

bool tells_labour(const UnitRow& row) { return row.workers || row.women_workers || row.off_roll; }

std::int64_t create(storage::Session& session, const UnitRow& row, const ApplyRoll& how) {
  const auto id = storage::add_unit(session, {row.code, row.kind, row.name, short_name(row), language::fold(row.name), language::sort_key(row.name), row.from_day, std::nullopt, row.parent});
  roll::set_unit_marks(session, id, row.remote.value_or(false), row.enterprise.value_or(false), row.sector);
  if (!row.communes.empty()) roll::set_communes(session, id, row.communes, row.from_day);
  roll::UnitDetail figures;
  figures.workers = row.workers, figures.women_workers = row.women_workers, figures.off_roll = row.off_roll;
  if (tells_labour(row)) roll::set_labour(session, id, figures, how.as_of);
  return id;
}

// A spelling that says no more than the one that is known: in capitals, without marks. One that says more (small letters, marks) is a correction.
bool only_respelt(const std::string& said, const std::string& known) {
  if (said == known || language::fold(said) != language::fold(known)) return false;
  const auto capitals = [](const std::string& name) { return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }); };
  if (capitals(said) != capitals(known)) return capitals(said);
  return name_key(said) == name_key(known) || !language::has_marks(said);
}

// What the row changes of a known unit; each true if it differs.
struct Changes { bool names = false, code = false, marks = false, communes = false, labour = false; };

// Fills `to` with what the row says over what is known.
Changes compare(const UnitRow& row, const roll::UnitDetail& known, roll::UnitDetail& to) {
  to = known;
  if (!only_respelt(row.name, known.name)) to.name = row.name;
  if (row.short_name.empty()) to.short_name = known.short_name == known.name ? to.name : known.short_name;
  else if (!only_respelt(row.short_name, known.short_name)) to.short_name = row.short_name;
  if (!row.code.empty()) to.code = known.code.empty() ? row.code : known.code;
  if (row.remote) to.remote = *row.remote;
  if (row.enterprise) to.enterprise = *row.enterprise;
  if (!row.sector.empty()) to.sector = row.sector;
  if (!row.communes.empty()) to.communes = row.communes;
  if (row.workers) to.workers = row.workers;
  if (row.women_workers) to.women_workers = row.women_workers;
  if (row.off_roll) to.off_roll = row.off_roll;
  const bool labour = to.workers != known.workers || to.women_workers != known.women_workers || to.off_roll.value_or(0) != known.off_roll.value_or(0);
  return {to.name != known.name || to.short_name != known.short_name, to.code != known.code,
          to.remote != known.remote || to.enterprise != known.enterprise || to.sector != known.sector, to.communes != known.communes, labour};
}

void write(storage::Session& session, std::int64_t unit, const roll::UnitDetail& to, const Changes& changed, const ApplyRoll& how) {
  if (changed.names) roll::rename_unit(session, unit, {to.name, to.short_name, language::fold(to.name), language::sort_key(to.name)}, how.as_of);
  if (changed.code) roll::set_unit_code(session, unit, to.code);
  if (changed.marks) roll::set_unit_marks(session, unit, to.remote, to.enterprise, to.sector);
  if (changed.communes) roll::set_communes(session, unit, to.communes, how.as_of);
  if (changed.labour) roll::set_labour(session, unit, to, how.as_of);
}

void bring(storage::Session& session, const UnitRow& row, const roll::UnitDetail& known, const ApplyRoll& how, RollCounts& counts) {
  roll::UnitDetail to;
  const auto changed = compare(row, known, to);
  const bool any = changed.names || changed.code || changed.marks || changed.communes || changed.labour;
  ++(any ? counts.updated : counts.unchanged);
  if (any && !how.dry) write(session, row.unit, to, changed, how);
}

std::int64_t apply(storage::Session& session, const UnitRow& row, const ApplyRoll& how, SliceResult& result) {
  const auto refuse = [&](const char* key, Column column, const std::string& said) {
    ++result.counts.refused;
    result.findings.push_back({row.row, {{key, {{"said", said}}, true}, column}});
    return std::int64_t{0};
  };
  if (row.unit != 0) {
    const auto known = roll::unit_detail(session, row.unit, how.as_of);
    if (!known) return refuse("changed_meanwhile", Column::name, row.name);
    bring(session, row, *known, how, result.counts);
    return row.unit;
  }
  if (!row.code.empty() && storage::unit_by_code(session, row.code)) return refuse("unit_code_taken", Column::code, row.code);
  ++result.counts.created;
  return how.dry ? -1 : create(session, row, how);
}

}  // namespace

SliceResult apply_units(storage::Session& session, const std::vector<UnitRow>& rows, const ApplyRoll& how) {
  SliceResult result;
  for (const auto& row : rows) result.units.push_back(apply(session, row, how, result));
  return result;
}

}  // namespace trade_union
