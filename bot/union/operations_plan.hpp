// What a plan means on a given day: which units it touches, and how what it leaves open is filled in. For the operations' own files.
#pragma once

#include <string>
#include <vector>

#include "bot/union/operations.hpp"

namespace trade_union {

// part: source (ends or moves), target, parent, touched (renamed): as kept in unit_operation_unit.
struct TouchedUnit { std::int64_t unit = 0; std::string part; };
std::vector<TouchedUnit> touched_units(const Plan& plan);

std::int64_t parent_of(storage::Session& session, std::int64_t unit, const std::string& day);   // 0: none
// The new unit of a merge or of a part of a split, with what was left open: kind, parent, short name.
PlannedUnit completed(storage::Session& session, const Merge& merge, const std::string& day);
PlannedUnit completed(storage::Session& session, const Split& split, const PlannedUnit& part, const std::string& day);
PlannedUnit completed(PlannedUnit unit);

// As check(), for an operation that is kept already (0: not yet): it does not stand in its own way.
Findings check_plan(storage::Session& session, const Plan& plan, const std::optional<Decision>& decision, const std::string& today, std::int64_t operation);

// Changes the rows. `plan` was checked for that very day. Gives the units that are there from then on in the place of those that ended.
std::vector<std::int64_t> apply_plan(storage::Session& session, const templates::Catalog& catalog, const Case& of, std::int64_t now, Turn& turn);
// Of a plan that ends units: they and all below them that end too.
std::vector<std::int64_t> ending_units(storage::Session& session, const Plan& plan, const std::string& day);

}  // namespace trade_union
