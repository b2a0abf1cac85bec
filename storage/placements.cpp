#include "storage/placements.hpp"

#include <algorithm>
#include <map>

#include "storage/units.hpp"

namespace storage::placements {

std::vector<Placement> held(Session& session) {
  return session.all("SELECT id, unit_id, purpose, channel, account, size_class, people, day, state FROM placement WHERE state <> 'dropped' ORDER BY id", {}, [](const Row& r) {
    return Placement{r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4), r.integer(5), r.integer(6), r.string(7), r.string(8)};
  });
}

std::int64_t add(Session& session, const Placement& p, std::int64_t now) {
  return session.number("INSERT INTO placement(unit_id, purpose, channel, account, size_class, people, day, state, planned_at) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'planned', ?8) RETURNING id", {p.unit, p.purpose, p.channel, p.account, p.size, p.people, p.day, now});
}

void move(Session& session, std::int64_t id, const std::string& day, std::int64_t people) {
  session.run("UPDATE placement SET day = ?2, people = ?3 WHERE id = ?1", {id, day, people});
}

void drop(Session& session, std::int64_t id) { session.run("UPDATE placement SET state = 'dropped' WHERE id = ?1", {id}); }

std::int64_t refresh(Session& session) {
  const auto made = session.run(
      "UPDATE placement SET state = 'made', group_id = (SELECT MIN(g.id) FROM chat_group g WHERE g.unit_id = placement.unit_id AND g.purpose = placement.purpose"
      " AND g.channel = placement.channel AND g.account = placement.account AND g.closed_at IS NULL) WHERE state = 'planned' AND EXISTS (SELECT 1 FROM chat_group g"
      " WHERE g.unit_id = placement.unit_id AND g.purpose = placement.purpose AND g.channel = placement.channel AND g.account = placement.account AND g.closed_at IS NULL)");
  return made + session.run("UPDATE placement SET state = 'dropped' WHERE state = 'made' AND NOT EXISTS (SELECT 1 FROM chat_group g WHERE g.id = placement.group_id "
                            "AND g.closed_at IS NULL AND g.unit_id = placement.unit_id)");
}

std::vector<Need> needs(Session& session, std::int64_t root, const std::string& day) {
  const auto units = subtree(session, root, day);
  std::map<std::int64_t, std::int64_t> counted;
  session.each("SELECT unit_id, SUM(members) FROM unit_change WHERE day <= ?1 GROUP BY unit_id", {day}, [&](const Row& r) { counted[r.integer(0)] = r.integer(1); });
  std::vector<Need> found;
  std::map<std::int64_t, std::size_t> at;
  for (const auto& unit : units) {
    at.emplace(unit.id, found.size());
    found.push_back({unit.id, counted[unit.id], 0, unit.kind});
  }
  for (std::size_t n = units.size(); n-- > 0;) {         // children stand after their parent: the sums go up in one pass
    const auto above = at.find(units[n].parent);
    if (above == at.end()) continue;
    found[above->second].members += found[n].members;
    ++found[above->second].children;
  }
  return found;
}

std::vector<Bound> bound(Session& session) {
  return session.all("SELECT DISTINCT unit_id, purpose FROM chat_group WHERE unit_id IS NOT NULL AND closed_at IS NULL ORDER BY unit_id, purpose", {},
                     [](const Row& r) { return Bound{r.integer(0), r.string(1)}; });
}

}  // namespace storage::placements
