// What a unit sees of the past: figures stay with the units they were counted in, though those have been merged, moved or closed since.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/units.hpp"

namespace trade_union {

// The tree below the unit as it was on that day; for one that came of others later, theirs, hung below it.
std::vector<storage::Unit> tree_then(storage::Session& session, std::int64_t scope, const std::string& day, const std::string& today);
// The unit and those above it on that day; of today for one that was not there yet.
std::vector<std::int64_t> lineage_then(storage::Session& session, std::int64_t unit, const std::string& day, const std::string& today);
// The units below it today, and those that stood below it, or were joined to one there, and are no more.
std::vector<std::int64_t> units_ever(storage::Session& session, std::int64_t scope, const std::string& today);

}  // namespace trade_union
