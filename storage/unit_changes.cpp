#include "storage/unit_changes.hpp"

#include "storage/codes.hpp"

namespace storage {

// ---- The tree ----

void end_unit(Session& session, std::int64_t unit, const std::string& day, const std::string& reason, std::int64_t merged_into) {
  session.run("UPDATE unit SET to_day = ?2, end_reason = ?3, merged_into = NULLIF(CAST(?4 AS BIGINT), 0) WHERE id = ?1", {unit, day, reason, merged_into});
  session.run("UPDATE unit_edge SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?2)", {unit, day});
  session.run("UPDATE unit_commune SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?2)", {unit, day});
}

// An edge that would begin that very day never held: it is turned, not ended.
void hang_unit(Session& session, std::int64_t unit, std::int64_t parent, const std::string& day) {
  session.run("UPDATE unit_edge SET parent_id = ?2 WHERE unit_id = ?1 AND from_day = ?3", {unit, parent, day});
  session.run("INSERT INTO unit_edge(unit_id, parent_id, from_day, to_day) SELECT unit_id, CAST(?2 AS BIGINT), CAST(?3 AS TEXT), to_day FROM unit_edge "
              "WHERE unit_id = ?1 AND from_day < ?3 AND (to_day IS NULL OR to_day > ?3)", {unit, parent, day});
  session.run("UPDATE unit_edge SET to_day = ?2 WHERE unit_id = ?1 AND from_day < ?2 AND (to_day IS NULL OR to_day > ?2)", {unit, day});
}

void hang_children(Session& session, std::int64_t from, std::int64_t to, const std::string& day) {
  session.run("UPDATE unit_edge SET parent_id = ?2 WHERE parent_id = ?1 AND from_day >= ?3", {from, to, day});
  session.run("INSERT INTO unit_edge(unit_id, parent_id, from_day, to_day) SELECT unit_id, CAST(?2 AS BIGINT), CAST(?3 AS TEXT), to_day FROM unit_edge "
              "WHERE parent_id = ?1 AND from_day < ?3 AND (to_day IS NULL OR to_day > ?3)", {from, to, day});
  session.run("UPDATE unit_edge SET to_day = ?2 WHERE parent_id = ?1 AND from_day < ?2 AND (to_day IS NULL OR to_day > ?2)", {from, day});
}

void carry_communes(Session& session, std::int64_t from, std::int64_t to, const std::string& day) {
  session.run("INSERT INTO unit_commune(unit_id, commune, code, from_day) SELECT DISTINCT CAST(?2 AS BIGINT), commune, code, CAST(?3 AS TEXT) FROM unit_commune c "
              "WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?3) AND NOT EXISTS (SELECT 1 FROM unit_commune held WHERE held.unit_id = ?2 AND held.commune = c.commune"
              " AND (held.to_day IS NULL OR held.to_day > ?3)) ON CONFLICT (unit_id, commune, from_day) DO UPDATE SET to_day = NULL", {from, to, day});
}

// ---- Posts ----

void end_posts(Session& session, std::int64_t unit, const std::string& day, const std::string& reason) {
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = ?3 "
              "WHERE (unit_id = ?1 OR delegated_from IN (SELECT id FROM role WHERE unit_id = ?1)) AND (to_day IS NULL OR to_day > ?2)", {unit, day, reason});
}

void carry_posts(Session& session, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason) {
  session.run("INSERT INTO role(person_id, unit_id, role, from_day, to_day) "
              "SELECT person_id, CAST(?2 AS BIGINT), 'board', CASE WHEN MIN(from_day) > ?3 THEN MIN(from_day) ELSE ?3 END, NULLIF(MAX(COALESCE(to_day, 'open')), 'open') FROM role r "
              "WHERE unit_id = ?1 AND role IN ('chair', 'deputy', 'board') AND delegated_from IS NULL AND (to_day IS NULL OR to_day > ?3) "
              "AND NOT EXISTS (SELECT 1 FROM role held WHERE held.unit_id = ?2 AND held.person_id = r.person_id AND held.role IN ('chair', 'deputy', 'board')"
              " AND (held.to_day IS NULL OR held.to_day > ?3)) GROUP BY person_id", {from, to, day});
  session.run("INSERT INTO role(person_id, unit_id, role, from_day, to_day, department, granted_by) "
              "SELECT person_id, CAST(?2 AS BIGINT), role, CASE WHEN from_day > ?3 THEN from_day ELSE ?3 END, to_day, department, granted_by FROM role r "
              "WHERE unit_id = ?1 AND role IN ('officer', 'administrator') AND delegated_from IS NULL AND (to_day IS NULL OR to_day > ?3) "
              "AND NOT EXISTS (SELECT 1 FROM role held WHERE held.unit_id = ?2 AND held.person_id = r.person_id AND held.role = r.role AND held.department = r.department"
              " AND (held.to_day IS NULL OR held.to_day > ?3))", {from, to, day});
  codes::end_of_holders(session, to, day);
  end_posts(session, from, day, reason);
}

void carry_seat(Session& session, std::int64_t person, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason) {
  codes::end_of(session, person);
  session.run("INSERT INTO role(person_id, unit_id, role, from_day) VALUES (?1, ?2, 'board', ?3)", {person, to, day});
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?3 THEN from_day ELSE ?3 END, end_reason = ?4 "
              "WHERE person_id = ?1 AND unit_id = ?2 AND role IN ('chair', 'deputy', 'board') AND (to_day IS NULL OR to_day > ?3)", {person, from, day, reason});
}

void appoint_head(Session& session, std::int64_t person, std::int64_t unit, const std::string& day, std::int64_t by) {
  session.run("INSERT INTO role(person_id, unit_id, role, from_day) SELECT DISTINCT person_id, CAST(?1 AS BIGINT), 'board', CAST(?2 AS TEXT) FROM role r "
              "WHERE unit_id = ?1 AND role = 'chair' AND delegated_from IS NULL AND person_id <> ?3 AND (to_day IS NULL OR to_day > ?2) AND NOT EXISTS "
              "(SELECT 1 FROM role held WHERE held.unit_id = ?1 AND held.person_id = r.person_id AND held.role IN ('deputy', 'board') AND (held.to_day IS NULL OR held.to_day > ?2))",
              {unit, day, person});
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = 'merged' WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?2) "
              "AND (role IN ('chair', 'to_leader') OR (person_id = ?3 AND role IN ('board', 'deputy', 'to_deputy')))", {unit, day, person});
  session.run("UPDATE role SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = 'merged' WHERE (to_day IS NULL OR to_day > ?2) "
              "AND delegated_from IN (SELECT id FROM role WHERE unit_id = ?1 AND end_reason = 'merged' AND to_day <= CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END)", {unit, day});
  session.run("INSERT INTO role(person_id, unit_id, role, from_day, granted_by) SELECT CAST(?3 AS BIGINT), id, CASE WHEN kind = 'to' THEN 'to_leader' ELSE 'chair' END, "
              "CAST(?2 AS TEXT), NULLIF(CAST(?4 AS BIGINT), 0) FROM unit WHERE id = ?1", {unit, day, person, by});
  codes::end_of_holders(session, unit, day);
}

std::vector<std::int64_t> board_of(Session& session, std::int64_t unit, const std::string& day) {
  return session.all("SELECT person_id FROM role WHERE unit_id = ?1 AND role IN ('chair', 'deputy', 'board') AND delegated_from IS NULL AND (to_day IS NULL OR to_day > ?2) "
                     "GROUP BY person_id ORDER BY MIN(CASE role WHEN 'chair' THEN 1 WHEN 'deputy' THEN 2 ELSE 3 END), person_id", {unit, day},
                     [](const Row& r) { return r.integer(0); });
}

// ---- Groups, ways in, matters under way ----

namespace {

void end_bindings(Session& session, std::int64_t unit, std::int64_t at) {
  session.run("UPDATE group_binding SET to_at = CASE WHEN from_at > ?2 THEN from_at ELSE ?2 END WHERE unit_id = ?1 AND to_at IS NULL", {unit, at});
}

void bind_others(Session& session, std::int64_t from, std::int64_t to, std::int64_t at) {
  session.run("INSERT INTO group_binding(group_id, unit_id, purpose, from_at) SELECT id, CAST(?2 AS BIGINT), purpose, CAST(?3 AS BIGINT) FROM chat_group "
              "WHERE unit_id = ?1 AND closed_at IS NULL", {from, to, at});
  session.run("UPDATE chat_group SET unit_id = ?2 WHERE unit_id = ?1 AND closed_at IS NULL", {from, to});
}

}  // namespace

void carry_groups(Session& session, std::int64_t from, std::int64_t to, std::int64_t whole_to, std::int64_t at) {
  end_bindings(session, from, at);
  if (whole_to != 0) {
    session.run("INSERT INTO group_binding(group_id, unit_id, purpose, from_at) SELECT id, CAST(?2 AS BIGINT), 'to', CAST(?3 AS BIGINT) FROM chat_group "
                "WHERE unit_id = ?1 AND purpose = 'whole' AND closed_at IS NULL", {from, whole_to, at});
    session.run("UPDATE chat_group SET unit_id = ?2, purpose = 'to' WHERE unit_id = ?1 AND purpose = 'whole' AND closed_at IS NULL", {from, whole_to});
  }
  bind_others(session, from, to, at);
  session.run("UPDATE relay_group SET unit_id = ?2 WHERE unit_id = ?1 AND closed_at IS NULL", {from, whole_to != 0 ? whole_to : to});
}

void unbind_groups(Session& session, std::int64_t unit, std::int64_t at) {
  end_bindings(session, unit, at);
  session.run("UPDATE chat_group SET unit_id = NULL WHERE unit_id = ?1 AND closed_at IS NULL", {unit});
  session.run("UPDATE relay_group SET closed_at = ?2 WHERE unit_id = ?1 AND closed_at IS NULL", {unit, at});
}

void carry_matters(Session& session, std::int64_t from, std::int64_t to) {
  session.run("UPDATE feedback SET handler_id = ?2 WHERE handler_id = ?1 AND state NOT IN ('answered', 'closed', 'withdrawn')", {from, to});
  session.run("UPDATE feedback SET handler_id = ?2 WHERE unit_id = ?1 AND handler_id IS NULL AND state NOT IN ('answered', 'closed', 'withdrawn')", {from, to});
  session.run("UPDATE arrival SET unit_id = ?2 WHERE unit_id = ?1 AND state IN ('seen', 'asking', 'guest')", {from, to});  // as its index says it
  session.run("UPDATE invite SET unit_id = ?2 WHERE unit_id = ?1 AND used_at IS NULL AND kind IN ('group', 'person')", {from, to});
}

void drop_claims(Session& session, std::int64_t unit, std::int64_t now) {
  session.run("UPDATE invite SET expires_at = ?2 WHERE unit_id = ?1 AND used_at IS NULL AND expires_at > ?2", {unit, now});
  session.run("UPDATE api_token SET revoked_at = ?2 WHERE unit_id = ?1 AND revoked_at IS NULL", {unit, now});
  session.run("UPDATE placement SET state = 'dropped' WHERE unit_id = ?1 AND state = 'planned'", {unit});
}

std::vector<std::int64_t> open_polls_in(Session& session, std::int64_t unit) {
  return session.all("SELECT id FROM poll WHERE unit_id = ?1 AND state = 'open' ORDER BY id", {unit}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> open_meetings_in(Session& session, std::int64_t unit) {
  return session.all("SELECT id FROM meeting WHERE unit_id = ?1 AND state = 'open' ORDER BY id", {unit}, [](const Row& r) { return r.integer(0); });
}

}  // namespace storage
