// Units with their counted members as of a day, and lists of units by what they have or lack.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace storage {

struct CountedUnit { Unit unit; Counted own, total; };      // own: counted in this very unit; total: and in all below it
// The subtree of that day in tree order. Two statements, however many units.
std::vector<CountedUnit> counted_tree(Session& session, std::int64_t root, const std::string& day);

struct UnitFilter {
  std::int64_t under = 0;                                     // 0: the whole tree; the unit itself is not listed
  std::string kind{};                                         // "": any
  std::optional<std::int64_t> members_lt{}, members_lte{}, members_gt{}, members_gte{};  // of all below it
  bool without_group = false;                                 // no open group is bound to it
  bool without_chair = false;                                 // nobody holds the post of chair there; of a tổ: of its leader
};
std::vector<CountedUnit> list_units(Session& session, const UnitFilter& filter, const std::string& day);

}  // namespace storage
