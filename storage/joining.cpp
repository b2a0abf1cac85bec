// What passes from a row that is given up to the one that goes on.
#include "storage/joining.hpp"

namespace storage::joining {

namespace {

bool any(Session& session, const char* sql, std::initializer_list<Param> values) { return session.number(sql, values) > 0; }

}  // namespace

Standing standing(Session& session, std::int64_t person, const std::string& day) {
  Standing found;
  found.joined_to = session.number("SELECT COALESCE(MAX(joined_to), 0) FROM person WHERE id = ?1", {person});
  found.post = any(session, "SELECT COUNT(*) FROM role WHERE person_id = ?1 AND (to_day IS NULL OR (to_day > ?2 AND to_day > from_day))", {person, day});
  found.open_matter = any(session, "SELECT COUNT(*) FROM poll_person x JOIN poll p ON p.id = x.poll_id WHERE x.person_id = ?1 AND p.state = 'open'", {person}) ||
                      any(session, "SELECT COUNT(*) FROM meeting_person x JOIN meeting m ON m.id = x.meeting_id WHERE x.person_id = ?1 AND m.state = 'open'", {person}) ||
                      any(session, "SELECT COUNT(*) FROM campaign_person x JOIN campaign c ON c.id = x.campaign_id WHERE x.person_id = ?1 "
                                   "AND c.state NOT IN ('done', 'dropped', 'recalled')", {person});
  found.gave = any(session, "SELECT COUNT(*) FROM consent c WHERE c.withdrawn_at IS NULL AND c.gave <> '' AND (c.person_id = ?1 OR c.identity_id IN "
                            "(SELECT id FROM identity WHERE person_id = ?1))", {person});
  found.awaited = any(session, "SELECT COUNT(*) FROM arrival WHERE state IN ('asking', 'proving', 'guest') AND (',' || candidates || ',') LIKE ('%,' || ?1 || ',%')", {std::to_string(person)});
  return found;
}

void pass_accounts(Session& session, std::int64_t gone, std::int64_t keep) {
  session.run("UPDATE identity SET person_id = ?2 WHERE person_id = ?1", {gone, keep});
  session.run("UPDATE consent SET person_id = ?2 WHERE person_id = ?1", {gone, keep});
  session.run("UPDATE feedback SET person_id = ?2 WHERE person_id = ?1", {gone, keep});
}

void pass_groups(Session& session, std::int64_t gone, std::int64_t keep, std::int64_t now) {
  session.run("INSERT INTO group_member(group_id, person_id, from_at) SELECT group_id, CAST(?2 AS BIGINT), CAST(?3 AS BIGINT) FROM group_member g "
              "WHERE person_id = ?1 AND to_at IS NULL AND NOT EXISTS (SELECT 1 FROM group_member held WHERE held.group_id = g.group_id AND held.person_id = ?2 AND held.to_at IS NULL)",
              {gone, keep, now});
  session.run("UPDATE group_member SET to_at = CASE WHEN from_at > ?2 THEN from_at ELSE ?2 END WHERE person_id = ?1 AND to_at IS NULL", {gone, now});
}

std::int64_t pass_lists(Session& session, std::int64_t gone, std::int64_t keep) {
  const std::string alone = " WHERE person_id = ?1 AND campaign_id NOT IN (SELECT campaign_id FROM campaign_person WHERE person_id = ?2)";
  session.run("UPDATE evidence SET person_id = ?2" + alone, {gone, keep});
  session.run("UPDATE delivery SET person_id = ?2" + alone, {gone, keep});
  return session.run("UPDATE campaign_person SET person_id = ?2" + alone, {gone, keep});
}

void keep_keys(Session& session, std::int64_t gone, std::int64_t keep) {
  session.run("UPDATE former_key SET person_id = ?2 WHERE person_id = ?1", {gone, keep});
  session.run("UPDATE person SET joined_to = ?2 WHERE joined_to = ?1", {gone, keep});
  const std::string into = "INSERT INTO former_key(kind, said, person_id) SELECT ", of_gone = " IS NOT NULL ON CONFLICT (kind, said) DO UPDATE SET person_id = excluded.person_id";
  session.run(into + "'code', external_code, CAST(?2 AS BIGINT) FROM person WHERE id = ?1 AND external_code" + of_gone, {gone, keep});
  session.run(into + "'phone', phone, CAST(?2 AS BIGINT) FROM person WHERE id = ?1 AND phone" + of_gone, {gone, keep});
}

void give_up(Session& session, std::int64_t gone, std::int64_t keep) {
  session.run("UPDATE person SET external_code = NULL, phone = NULL, birth_day = NULL, joined_to = ?2 WHERE id = ?1", {gone, keep});
}

}  // namespace storage::joining
