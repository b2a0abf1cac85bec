#include "storage/groups.hpp"

namespace storage {

namespace {
Group read_group(const Row& r) { return {r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4), r.string(5), !r.null(6), r.string(7)}; }
}  // namespace

std::optional<Group> find_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id) {
  return session.one("SELECT id, unit_id, channel, account, external_id, purpose, introduced_at, name FROM chat_group "
                     "WHERE channel = ?1 AND account = ?2 AND external_id = ?3 AND closed_at IS NULL",
                     {channel, account, external_id}, read_group);
}

Group touch_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id) {
  if (auto known = find_group(session, channel, account, external_id)) return *known;
  const auto id = session.number(
      "INSERT INTO chat_group(channel, account, external_id) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (channel, account, external_id) DO UPDATE SET closed_at = NULL RETURNING id", {channel, account, external_id});
  return session.one("SELECT id, unit_id, channel, account, external_id, purpose, introduced_at, name FROM chat_group WHERE id = ?1", {id}, read_group).value();
}

void bind_group(Session& session, std::int64_t group, std::int64_t unit, const std::string& purpose, std::int64_t at, std::int64_t by) {
  session.run("UPDATE group_binding SET to_at = ?2 WHERE group_id = ?1 AND to_at IS NULL", {group, at});
  session.run("INSERT INTO group_binding(group_id, unit_id, purpose, from_at, by_person) VALUES (?1, ?2, ?3, ?4, NULLIF(CAST(?5 AS BIGINT), 0))", {group, unit, purpose, at, by});
  session.run("UPDATE chat_group SET unit_id = ?2, purpose = ?3, hinted_at = NULL WHERE id = ?1", {group, unit, purpose});
}

void unbind_group(Session& session, std::int64_t group, std::int64_t at) {
  session.run("UPDATE group_binding SET to_at = ?2 WHERE group_id = ?1 AND to_at IS NULL", {group, at});
  session.run("UPDATE chat_group SET unit_id = NULL WHERE id = ?1", {group});
}

std::vector<Binding> bindings(Session& session, std::int64_t group) {
  return session.all("SELECT unit_id, purpose, from_at, to_at FROM group_binding WHERE group_id = ?1 ORDER BY id", {group},
                     [](const Row& r) { return Binding{r.integer(0), r.string(1), r.integer(2), r.maybe_integer(3)}; });
}

void close_group(Session& session, std::int64_t group, std::int64_t at) {
  session.run("UPDATE chat_group SET closed_at = ?2, unit_id = NULL WHERE id = ?1 AND closed_at IS NULL", {group, at});
  session.run("UPDATE group_member SET to_at = ?2 WHERE group_id = ?1 AND to_at IS NULL", {group, at});
  session.run("UPDATE group_binding SET to_at = ?2 WHERE group_id = ?1 AND to_at IS NULL", {group, at});
}

void set_group_name(Session& session, std::int64_t group, const std::string& name) { session.run("UPDATE chat_group SET name = ?2 WHERE id = ?1", {group, name}); }

bool hint_group_once(Session& session, std::int64_t group, std::int64_t now) {
  return session.run("UPDATE chat_group SET hinted_at = ?2 WHERE id = ?1 AND hinted_at IS NULL", {group, now}) > 0;
}

void set_group_introduced(Session& session, std::int64_t group, std::int64_t now) {
  session.run("UPDATE chat_group SET introduced_at = ?2 WHERE id = ?1", {group, now});
}

std::vector<Group> groups_of(Session& session, std::int64_t unit) {
  return session.all("SELECT id, unit_id, channel, account, external_id, purpose, introduced_at, name FROM chat_group "
                     "WHERE unit_id = ?1 AND closed_at IS NULL ORDER BY id", {unit}, read_group);
}

void join_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at) {
  session.run("INSERT INTO group_member(group_id, person_id, from_at) SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT), CAST(?3 AS BIGINT) "
              "WHERE NOT EXISTS (SELECT 1 FROM group_member WHERE group_id = ?1 AND person_id = ?2 AND to_at IS NULL) "
              "ON CONFLICT (group_id, person_id, from_at) DO UPDATE SET to_at = NULL",
              {group, person, at});
}

void leave_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at) {
  session.run("UPDATE group_member SET to_at = ?3 WHERE group_id = ?1 AND person_id = ?2 AND to_at IS NULL AND from_at <= ?3",
              {group, person, at});
}

}  // namespace storage
