#include "storage/unit_counts.hpp"

#include <unordered_map>
#include <unordered_set>

namespace storage {

namespace {

using Ids = std::unordered_set<std::int64_t>;

std::unordered_map<std::int64_t, Counted> own_counts(Session& session, std::int64_t root, const std::string& day) {
  std::unordered_map<std::int64_t, Counted> found;
  session.each(
      "WITH RECURSIVE below(id) AS (SELECT CAST(?1 AS BIGINT) UNION SELECT e.unit_id FROM unit_edge e JOIN below ON e.parent_id = below.id"
      " WHERE e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)) "
      "SELECT id, (SELECT c.members_then FROM unit_change c WHERE c.unit_id = below.id AND c.day <= ?2 ORDER BY c.day DESC LIMIT 1),"
      " (SELECT c.women_then FROM unit_change c WHERE c.unit_id = below.id AND c.day <= ?2 ORDER BY c.day DESC LIMIT 1) FROM below",
      {root, day}, [&](const Row& r) {
        if (!r.null(1)) found[r.integer(0)] = {r.integer(1), r.integer(2)};
      });
  return found;
}

// In tree order all below a unit follow it: from the end on, each adds what it has to the one above.
void sum_up(std::vector<CountedUnit>& units) {
  std::unordered_map<std::int64_t, std::size_t> place;
  for (std::size_t n = 0; n < units.size(); ++n) place[units[n].unit.id] = n;
  for (auto n = units.size(); n-- > 0;) {
    const auto above = place.find(units[n].unit.parent);
    if (above == place.end()) continue;
    auto& total = units[above->second].total;
    total.members += units[n].total.members;
    total.women += units[n].total.women;
  }
}

Ids with_group(Session& session) {
  Ids ids;
  session.each("SELECT DISTINCT unit_id FROM chat_group WHERE unit_id IS NOT NULL AND closed_at IS NULL", {}, [&](const Row& r) { ids.insert(r.integer(0)); });
  return ids;
}

Ids with_chair(Session& session, const std::string& day) {
  Ids ids;
  session.each("SELECT DISTINCT r.unit_id FROM role r JOIN unit u ON u.id = r.unit_id WHERE r.role = CASE WHEN u.kind = 'to' THEN 'to_leader' ELSE 'chair' END "
               "AND r.delegated_from IS NULL AND r.from_day <= ?1 AND (r.to_day IS NULL OR r.to_day > ?1)", {day}, [&](const Row& r) { ids.insert(r.integer(0)); });
  return ids;
}

bool within(const UnitFilter& f, std::int64_t members) {
  return (!f.members_lt || members < *f.members_lt) && (!f.members_lte || members <= *f.members_lte) &&
         (!f.members_gt || members > *f.members_gt) && (!f.members_gte || members >= *f.members_gte);
}

}  // namespace

std::vector<CountedUnit> counted_tree(Session& session, std::int64_t root, const std::string& day) {
  const auto own = own_counts(session, root, day);
  std::vector<CountedUnit> counted;
  for (auto& unit : subtree(session, root, day)) {
    const auto found = own.find(unit.id);
    const auto count = found != own.end() ? found->second : Counted{};
    counted.push_back({std::move(unit), count, count});
  }
  sum_up(counted);
  return counted;
}

std::vector<CountedUnit> list_units(Session& session, const UnitFilter& f, const std::string& day) {
  const auto top = f.under != 0 ? std::optional(f.under) : root_unit(session, day);
  if (!top) return {};
  const auto groups = f.without_group ? with_group(session) : Ids{}, chairs = f.without_chair ? with_chair(session, day) : Ids{};
  std::vector<CountedUnit> listed;
  for (auto& each : counted_tree(session, *top, day)) {
    const bool itself = f.under != 0 && each.unit.id == f.under;
    if (!itself && (f.kind.empty() || each.unit.kind == f.kind) && within(f, each.total.members) && !groups.contains(each.unit.id) && !chairs.contains(each.unit.id))
      listed.push_back(std::move(each));
  }
  return listed;
}

}  // namespace storage
