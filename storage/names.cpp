#include "storage/names.hpp"

namespace storage {

Names names_of(Session& session, const std::string& day, std::int64_t most_people) {
  Names names;
  names.units = session.all("SELECT name FROM unit WHERE kind NOT IN ('to', 'cdbp') AND from_day <= ?1 AND (to_day IS NULL OR to_day > ?1) ORDER BY id", {day},
                            [](const Row& r) { return r.string(0); });
  names.people = session.all("SELECT name FROM person ORDER BY id DESC LIMIT ?1", {most_people}, [](const Row& r) { return r.string(0); });
  return names;
}

NamesMark names_mark(Session& session, const std::string& day) {
  NamesMark mark;
  session.each("SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(name)), 0) AS BIGINT) FROM unit WHERE from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)", {day}, [&](const Row& r) {
    mark.units = r.integer(0);
    mark.unit_letters = r.integer(1);
  });
  session.each("SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(folded_name)), 0) AS BIGINT) FROM person", {}, [&](const Row& r) {
    mark.people = r.integer(0);
    mark.people_letters = r.integer(1);
  });
  return mark;
}

std::vector<std::int64_t> units_named(Session& session, const std::string& folded_name, const std::string& day) {
  return session.all("SELECT id FROM unit WHERE folded_name = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2) ORDER BY id", {folded_name, day},
                     [](const Row& r) { return r.integer(0); });
}

}  // namespace storage
