// Units of a list: rows read, put under their parents, and brought into the tree. A unit is the one of that code, else of that name under
// the same parent. A list renames and completes; it moves and ends nothing: that takes a decision (operations.hpp).
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/union/roll_people.hpp"

namespace trade_union {

struct UnitRow {
  std::uint32_t row = 0;
  std::int64_t unit = 0, parent = 0;           // unit 0: a new one; parent 0: the root
  std::string code, kind, name, short_name, sector, from_day;
  std::string parent_code, parent_said;        // as the list names it
  std::optional<bool> remote, enterprise;
  std::vector<storage::roll::Commune> communes;
  std::optional<std::int64_t> workers, women_workers, off_roll;
};

struct ReadUnit { UnitRow row; std::vector<CellFinding> findings; };
ReadUnit read_unit(const Header& header, const Cells& cells, std::uint32_t row, const std::string& today);
// "Phường Nậm Sơn (03127); xã Tà Lèng Thượng"
std::vector<storage::roll::Commune> read_communes(std::string_view cell);

// Where a row stands, as far as the units are known. waits: its parent may still come.
struct Placed { bool waits = false; std::vector<CellFinding> findings; };
// Fills in unit, parent, kind, from_day. under: of rows that name no parent; 0: the root is.
Placed place_unit(const UnitIndex& units, UnitRow& row, std::int64_t under, const std::string& as_of);
// Why the rows that still wait cannot be placed: parent_cycle, parent_refused (a row of the list that is refused itself), parent_unknown.
std::vector<RowFinding> left_over(const std::vector<UnitRow>& waiting);
// The row as the index keeps it, once it has an id.
RollUnit indexed(const UnitRow& row);

// In one transaction; parents are there. Gives the units' ids in SliceResult::units (0: refused; dry: of new ones -1).
SliceResult apply_units(storage::Session& session, const std::vector<UnitRow>& rows, const ApplyRoll& how);

nlohmann::json to_json(const UnitRow& row);
UnitRow unit_from(const nlohmann::json& json);

}  // namespace trade_union
