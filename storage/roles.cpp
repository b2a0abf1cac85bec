#include "storage/roles.hpp"

#include "storage/codes.hpp"

namespace storage {

namespace {

// A stand-in's row is in force only while the post itself is.
#define ROLE_ROWS \
  "SELECT r.role, r.unit_id, u.kind, r.id, r.person_id, p.name, r.department, r.from_day, r.to_day, r.delegated_from, d.person_id, dp.name FROM role r " \
  "JOIN unit u ON u.id = r.unit_id JOIN person p ON p.id = r.person_id LEFT JOIN role d ON d.id = r.delegated_from LEFT JOIN person dp ON dp.id = d.person_id "
#define NOT_OVER(day) "(r.to_day IS NULL OR r.to_day > " day ") AND (d.id IS NULL OR d.to_day IS NULL OR d.to_day > " day ") "

Role read(const Row& r) {
  return {r.string(0), r.integer(1), r.string(2), r.integer(3), r.integer(4), r.string(5), r.string(6), r.string(7), r.maybe_string(8), r.integer(9), r.integer(10), r.string(11)};
}

}  // namespace

std::vector<Role> roles(Session& session, std::int64_t person, const std::string& day) {
  return session.all(ROLE_ROWS "WHERE r.person_id = ?1 AND r.from_day <= ?2 AND " NOT_OVER("?2") "ORDER BY r.id", {person, day}, read);
}

std::vector<Role> roles_from(Session& session, std::int64_t person, const std::string& day) {
  return session.all(ROLE_ROWS "WHERE r.person_id = ?1 AND (r.to_day IS NULL OR r.to_day > r.from_day) AND " NOT_OVER("?2") "ORDER BY r.id", {person, day}, read);
}

std::vector<Role> holders(Session& session, std::int64_t unit, const std::string& day) {
  return session.all(ROLE_ROWS "WHERE r.unit_id = ?1 AND r.from_day <= ?2 AND " NOT_OVER("?2")
                     "ORDER BY CASE r.role WHEN 'chair' THEN 0 WHEN 'deputy' THEN 1 WHEN 'to_leader' THEN 2 WHEN 'to_deputy' THEN 3 WHEN 'officer' THEN 4 "
                     "WHEN 'board' THEN 5 WHEN 'inspection' THEN 6 WHEN 'clerk' THEN 7 ELSE 8 END, r.id", {unit, day}, read);
}

std::optional<Role> role(Session& session, std::int64_t id) { return session.one(ROLE_ROWS "WHERE r.id = ?1", {id}, read); }

std::vector<Role> stand_ins(Session& session, std::int64_t role, const std::string& from_day, const std::optional<std::string>& to_day) {
  return session.all(ROLE_ROWS "WHERE r.delegated_from = ?1 AND (CAST(?3 AS TEXT) IS NULL OR r.from_day < ?3) AND (r.to_day IS NULL OR r.to_day > r.from_day) AND " NOT_OVER("?2")
                     "ORDER BY r.id", {role, from_day, to_day}, read);
}

std::vector<Role> delegations(Session& session, const std::string& day) {
  return session.all(ROLE_ROWS "WHERE r.delegated_from IS NOT NULL AND (r.to_day IS NULL OR r.to_day > r.from_day) AND " NOT_OVER("?1")
                     "ORDER BY d.person_id, r.from_day, r.id", {day}, read);
}

#undef NOT_OVER
#undef ROLE_ROWS

std::int64_t add_role(Session& session, const NewRole& r) {
  codes::end_of(session, r.person);
  return session.number(
      "INSERT INTO role(person_id, unit_id, role, from_day, to_day, department, granted_by, delegated_from) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULLIF(CAST(?7 AS BIGINT), 0), NULLIF(CAST(?8 AS BIGINT), 0)) RETURNING id",
      {r.person, r.unit, r.role, r.from_day, r.to_day, r.department, r.granted_by, r.delegated_from});
}

void add_role(Session& session, std::int64_t person, std::int64_t unit, const std::string& role, const std::string& from_day) {
  add_role(session, {person, unit, role, from_day});
}

void end_role(Session& session, std::int64_t role, const std::string& to_day, const std::string& reason) {
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = ?3 WHERE id = ?1", {role, to_day, reason});
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = ?3 "
              "WHERE delegated_from = ?1 AND (to_day IS NULL OR to_day > ?2)", {role, to_day, reason});
}

bool last_head(Session& session, const Role& role, const std::string& day) {
  if (role.role != "chair" && role.role != "to_leader" && role.role != "officer" && role.role != "administrator") return false;
  return session.number("SELECT COUNT(*) FROM role WHERE unit_id = ?1 AND role = ?2 AND person_id <> ?3 AND delegated_from IS NULL "
                        "AND from_day <= ?4 AND (to_day IS NULL OR to_day > ?4)", {role.unit, role.role, role.person, day}) == 0;
}

std::vector<std::int64_t> leaders(Session& session, std::int64_t unit, const std::string& day) {
  return session.all("SELECT DISTINCT person_id FROM role WHERE unit_id = ?1 AND role IN ('chair', 'deputy', 'officer') "
                     "AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2) ORDER BY person_id",
                     {unit, day}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> officers(Session& session, std::int64_t unit, const std::string& day) {
  return session.all("SELECT DISTINCT person_id FROM role WHERE unit_id = ?1 AND role IN ('officer', 'administrator') "
                     "AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2) ORDER BY person_id",
                     {unit, day}, [](const Row& r) { return r.integer(0); });
}

}  // namespace storage
