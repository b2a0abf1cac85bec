#include "storage/unit_facts.hpp"

namespace storage {

namespace {
Labour read_labour(const Row& r) { return {r.string(0), r.integer(1), r.maybe_integer(2), r.maybe_integer(3)}; }
}  // namespace

void set_labour(Session& session, std::int64_t unit, const std::string& as_of, std::int64_t off_roll) {
  session.run("INSERT INTO unit_labour(unit_id, as_of, off_roll) VALUES (?1, ?2, ?3) "
              "ON CONFLICT (unit_id, as_of) DO UPDATE SET off_roll = excluded.off_roll", {unit, as_of, off_roll});
}

void set_labour(Session& session, std::int64_t unit, const Labour& l) {
  session.run("INSERT INTO unit_labour(unit_id, as_of, off_roll, workers, women_workers) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (unit_id, as_of) "
              "DO UPDATE SET off_roll = excluded.off_roll, workers = excluded.workers, women_workers = excluded.women_workers",
              {unit, l.as_of, l.off_roll, l.workers, l.women});
}

std::optional<Labour> labour(Session& session, std::int64_t unit, const std::string& day) {
  return session.one("SELECT as_of, off_roll, workers, women_workers FROM unit_labour WHERE unit_id = ?1 AND as_of <= ?2 ORDER BY as_of DESC LIMIT 1",
                     {unit, day}, read_labour);
}

std::vector<Labour> labour_told(Session& session, std::int64_t unit) {
  return session.all("SELECT as_of, off_roll, workers, women_workers FROM unit_labour WHERE unit_id = ?1 ORDER BY as_of", {unit}, read_labour);
}

UnitFacts unit_facts(Session& session, std::int64_t unit) {
  return session.one("SELECT COALESCE(external_code, ''), sector, remote, enterprise FROM unit WHERE id = ?1", {unit},
                     [](const Row& r) { return UnitFacts{r.string(0), r.string(1), r.integer(2) != 0, r.integer(3) != 0}; }).value_or(UnitFacts{});
}

void set_unit_facts(Session& session, std::int64_t unit, const UnitFacts& f) {
  session.run("UPDATE unit SET external_code = NULLIF(CAST(?2 AS TEXT), ''), sector = ?3, remote = ?4, enterprise = ?5 WHERE id = ?1",
              {unit, f.external_code, f.sector, f.remote, f.enterprise});
}

void rename_unit(Session& session, std::int64_t unit, const std::string& name, const std::string& short_name, const std::string& folded_name,
                 const std::string& sort_key, const std::string& day) {
  session.run("INSERT INTO unit_former_name(unit_id, name, short_name, from_day, to_day) SELECT id, name, short_name, since, CAST(?2 AS TEXT) FROM ("
              " SELECT id, name, short_name, COALESCE((SELECT MAX(to_day) FROM unit_former_name f WHERE f.unit_id = unit.id), from_day) AS since FROM unit WHERE id = ?1"
              ") held WHERE since < ?2 "  // what stands there for no day at all was renamed twice on it
              "ON CONFLICT (unit_id, from_day) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, to_day = excluded.to_day", {unit, day});
  session.run("UPDATE unit SET name = ?2, short_name = ?3, folded_name = ?4, sort_key = ?5 WHERE id = ?1", {unit, name, short_name, folded_name, Bytes{sort_key}});
}

std::vector<UnitName> unit_names(Session& session, std::int64_t unit) {
  return session.all("SELECT name, short_name, from_day, to_day FROM unit_former_name WHERE unit_id = ?1 UNION ALL "
                     "SELECT name, short_name, COALESCE((SELECT MAX(to_day) FROM unit_former_name WHERE unit_id = ?1), from_day), NULL FROM unit WHERE id = ?1 "
                     "ORDER BY 3", {unit}, [](const Row& r) { return UnitName{r.string(0), r.string(1), r.string(2), r.maybe_string(3)}; });
}

bool add_commune(Session& session, std::int64_t unit, const std::string& commune, const std::string& code, const std::string& day) {
  return session.run("INSERT INTO unit_commune(unit_id, commune, code, from_day) SELECT CAST(?1 AS BIGINT), CAST(?2 AS TEXT), CAST(?3 AS TEXT), CAST(?4 AS TEXT) "
                     "WHERE NOT EXISTS (SELECT 1 FROM unit_commune WHERE unit_id = ?1 AND commune = ?2 AND (to_day IS NULL OR to_day > ?4)) "
                     "ON CONFLICT (unit_id, commune, from_day) DO UPDATE SET to_day = NULL", {unit, commune, code, day}) > 0;
}

bool end_commune(Session& session, std::int64_t unit, const std::string& commune, const std::string& day) {
  return session.run("UPDATE unit_commune SET to_day = CASE WHEN from_day > ?3 THEN from_day ELSE ?3 END "
                     "WHERE unit_id = ?1 AND commune = ?2 AND (to_day IS NULL OR to_day > ?3)", {unit, commune, day}) > 0;
}

std::vector<Commune> communes(Session& session, std::int64_t unit, const std::string& day) {
  return session.all("SELECT commune, code, from_day, to_day FROM unit_commune WHERE unit_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2) "
                     "ORDER BY commune", {unit, day}, [](const Row& r) { return Commune{r.string(0), r.string(1), r.string(2), r.maybe_string(3)}; });
}

}  // namespace storage
