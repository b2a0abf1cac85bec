#include "bot/union/past_scope.hpp"

#include <set>

namespace trade_union {

std::vector<storage::Unit> tree_then(storage::Session& session, std::int64_t scope, const std::string& day, const std::string& today) {
  auto units = storage::subtree(session, scope, day);
  const auto now = units.empty() ? storage::unit(session, scope, today) : std::nullopt;
  if (!now) return units;
  units.push_back(*now);
  units.front().depth = 0;
  for (const auto joined : storage::joined_to(session, scope))
    for (auto& unit : tree_then(session, joined, day, today)) {
      if (unit.id == joined) unit.parent = scope;
      ++unit.depth;
      units.push_back(std::move(unit));
    }
  return units;
}

std::vector<std::int64_t> lineage_then(storage::Session& session, std::int64_t unit, const std::string& day, const std::string& today) {
  return storage::lineage(session, unit, storage::exists(session, unit, day) ? day : today);
}

std::vector<std::int64_t> units_ever(storage::Session& session, std::int64_t scope, const std::string& today) {
  std::vector<std::int64_t> ids;
  for (const auto& unit : storage::subtree(session, scope, today)) ids.push_back(unit.id);
  const std::set<std::int64_t> there(ids.begin(), ids.end());
  for (const auto id : storage::ended_below(session, scope, today))
    if (!there.contains(id)) ids.push_back(id);
  return ids;
}

}  // namespace trade_union
