// Units of the roll in bulk.
#include <algorithm>

#include "storage/roll.hpp"
#include "storage/unit_facts.hpp"

namespace storage::roll {

std::vector<Unit> units(Session& session, const std::string& day) {
  return session.all(
      "SELECT u.id, u.external_code, u.kind, u.name, u.short_name, e.parent_id, u.from_day,"
      " COALESCE((SELECT c.members_then FROM unit_change c WHERE c.unit_id = u.id AND c.day <= ?1 ORDER BY c.day DESC LIMIT 1), 0) FROM unit u "
      "LEFT JOIN unit_edge e ON e.unit_id = u.id AND e.from_day <= CASE WHEN u.from_day > ?1 THEN u.from_day ELSE ?1 END "
      " AND (e.to_day IS NULL OR e.to_day > CASE WHEN u.from_day > ?1 THEN u.from_day ELSE ?1 END) "
      "WHERE u.to_day IS NULL OR u.to_day > ?1 ORDER BY u.id",
      {day}, [](const Row& r) { return Unit{r.integer(0), r.string(1), r.string(2), r.string(3), r.string(4), r.integer(5), r.string(6), r.integer(7)}; });
}

std::optional<UnitDetail> unit_detail(Session& session, std::int64_t unit, const std::string& day) {
  auto found = session.one("SELECT external_code, kind, name, short_name, sector, remote, enterprise FROM unit WHERE id = ?1", {unit}, [](const Row& r) {
    UnitDetail detail;
    detail.code = r.string(0), detail.kind = r.string(1), detail.name = r.string(2), detail.short_name = r.string(3), detail.sector = r.string(4);
    detail.remote = r.integer(5) != 0, detail.enterprise = r.integer(6) != 0;
    return detail;
  });
  if (!found) return found;
  found->communes = session.all("SELECT commune, code FROM unit_commune WHERE unit_id = ?1 AND to_day IS NULL ORDER BY commune", {unit},
                                [](const Row& r) { return Commune{r.string(0), r.string(1)}; });
  session.each("SELECT workers, women_workers, off_roll FROM unit_labour WHERE unit_id = ?1 AND as_of <= ?2 ORDER BY as_of DESC LIMIT 1", {unit, day}, [&](const Row& r) {
    found->workers = r.maybe_integer(0), found->women_workers = r.maybe_integer(1), found->off_roll = r.integer(2);
  });
  return found;
}

void rename_unit(Session& session, std::int64_t unit, const UnitNames& n, const std::string& day) {
  storage::rename_unit(session, unit, n.name, n.short_name, n.folded_name, n.sort_key, day);
}

void set_unit_code(Session& session, std::int64_t unit, const std::string& code) {
  session.run("UPDATE unit SET external_code = ?2 WHERE id = ?1", {unit, code});
}

void set_unit_marks(Session& session, std::int64_t unit, bool remote, bool enterprise, const std::string& sector) {
  session.run("UPDATE unit SET remote = ?2, enterprise = ?3, sector = ?4 WHERE id = ?1", {unit, remote ? 1 : 0, enterprise ? 1 : 0, sector});
}

void set_communes(Session& session, std::int64_t unit, const std::vector<Commune>& communes, const std::string& day) {
  const auto held = session.all("SELECT commune, code FROM unit_commune WHERE unit_id = ?1 AND to_day IS NULL", {unit}, [](const Row& r) { return Commune{r.string(0), r.string(1)}; });
  for (const auto& each : held) {
    if (std::find(communes.begin(), communes.end(), each) != communes.end()) continue;
    session.run("DELETE FROM unit_commune WHERE unit_id = ?1 AND commune = ?2 AND to_day IS NULL AND from_day >= ?3", {unit, each.name, day});
    session.run("UPDATE unit_commune SET to_day = ?3 WHERE unit_id = ?1 AND commune = ?2 AND to_day IS NULL", {unit, each.name, day});
  }
  for (const auto& each : communes)
    if (std::find(held.begin(), held.end(), each) == held.end())
      session.run("INSERT INTO unit_commune(unit_id, commune, code, from_day) VALUES (?1, ?2, ?3, ?4)", {unit, each.name, each.code, day});
}

void set_labour(Session& session, std::int64_t unit, const UnitDetail& f, const std::string& day) {
  session.run("INSERT INTO unit_labour(unit_id, as_of, off_roll, workers, women_workers) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (unit_id, as_of) DO UPDATE SET off_roll = excluded.off_roll, workers = excluded.workers, women_workers = excluded.women_workers",
              {unit, day, f.off_roll.value_or(0), f.workers, f.women_workers});
}

}  // namespace storage::roll
