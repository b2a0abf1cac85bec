#include "storage/relay.hpp"

namespace storage::relay {

std::int64_t add_group(Session& session, const Group& g, std::int64_t by, std::int64_t now) {
  const auto known = session.one("SELECT id FROM relay_group WHERE unit_id = ?1 AND name = ?2 AND closed_at IS NULL", {g.unit, g.name},
                                 [](const Row& r) { return r.integer(0); });
  if (!known)
    return session.number("INSERT INTO relay_group(unit_id, name, platform, link, created_at, created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
                          {g.unit, g.name, g.platform, g.link, now, by});
  session.run("UPDATE relay_group SET platform = ?2, link = ?3 WHERE id = ?1", {*known, g.platform, g.link});
  return *known;
}

std::vector<Group> groups(Session& session, std::int64_t unit) {
  return session.all("SELECT id, unit_id, name, platform, link FROM relay_group WHERE unit_id = ?1 AND closed_at IS NULL ORDER BY id", {unit},
                     [](const Row& r) { return Group{r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4)}; });
}

bool close_group(Session& session, std::int64_t group, std::int64_t now) {
  return session.run("UPDATE relay_group SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL", {group, now}) > 0;
}

std::optional<std::string> find_code(Session& session, std::int64_t unit) {
  return session.one("SELECT code FROM relay_code WHERE unit_id = ?1 AND revoked_at IS NULL", {unit}, [](const Row& r) { return r.string(0); });
}

std::string code_of(Session& session, std::int64_t unit, const std::string& fresh, std::int64_t now) {
  if (const auto held = find_code(session, unit)) return *held;
  session.run("INSERT INTO relay_code(code, unit_id, created_at) VALUES (?1, ?2, ?3)", {fresh, unit, now});
  return fresh;
}

std::optional<std::int64_t> unit_of_code(Session& session, const std::string& code, const std::string& day) {
  return session.one("WITH RECURSIVE chain(id) AS (SELECT unit_id FROM relay_code WHERE code = ?1 AND revoked_at IS NULL UNION"
                     " SELECT u.merged_into FROM unit u JOIN chain ON u.id = chain.id WHERE u.merged_into IS NOT NULL) "
                     "SELECT chain.id FROM chain JOIN unit u ON u.id = chain.id WHERE u.merged_into IS NULL AND (u.to_day IS NULL OR u.to_day > ?2)", {code, day}, [](const Row& r) { return r.integer(0); });
}

bool revoke_code(Session& session, std::int64_t unit, std::int64_t now) {
  return session.run("UPDATE relay_code SET revoked_at = ?2 WHERE unit_id = ?1 AND revoked_at IS NULL", {unit, now}) > 0;
}

std::int64_t came(Session& session, const std::string& code) {
  return session.number("SELECT COUNT(*) FROM arrival WHERE code = ?1", {code});
}

std::optional<std::int64_t> campaign_for(Session& session, std::int64_t directive, std::int64_t unit) {
  return session.one("SELECT c.id FROM campaign c JOIN campaign_unit u ON u.campaign_id = c.id AND u.unit_id = ?2 "
                     "WHERE c.directive_id = ?1 AND c.state IN ('running', 'done', 'paused') ORDER BY c.id DESC LIMIT 1",
                     {directive, unit}, [](const Row& r) { return r.integer(0); });
}

namespace {

// The facts decide, then the counters follow: a person without a channel is relayed while a tick that holds covers the person's unit.
void recount(Session& session, std::int64_t campaign, std::int64_t task) {
  session.run("UPDATE campaign_person SET reason = CASE WHEN EXISTS (SELECT 1 FROM relay_task t JOIN relay_cover c ON c.task_id = t.id "
              "WHERE t.campaign_id = ?1 AND t.undone_at IS NULL AND c.unit_id = campaign_person.unit_id) THEN 'relayed' ELSE 'no_channel' END "
              "WHERE campaign_id = ?1 AND state = 'skipped' AND reason IN ('no_channel', 'relayed') "
              "AND unit_id IN (SELECT unit_id FROM relay_cover WHERE task_id = ?2)", {campaign, task});
  session.run("UPDATE campaign_unit SET relayed = (SELECT COUNT(*) FROM campaign_person p WHERE p.campaign_id = ?1 AND p.unit_id = campaign_unit.unit_id "
              "AND p.state = 'skipped' AND p.reason = 'relayed') WHERE campaign_id = ?1 AND unit_id IN (SELECT unit_id FROM relay_cover WHERE task_id = ?2)",
              {campaign, task});
}

}  // namespace

bool post(Session& session, const Task& t, const std::vector<std::int64_t>& covered) {
  const auto ticked = session.number("SELECT COUNT(*) FROM relay_task WHERE campaign_id = ?1 AND unit_id = ?2 AND COALESCE(group_id, 0) = ?3 AND undone_at IS NULL",
                                     {t.campaign, t.unit, t.group.value_or(0)});
  if (ticked > 0) return false;
  const auto task = session.number("INSERT INTO relay_task(campaign_id, unit_id, group_id, posted_at, posted_by) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
                                   {t.campaign, t.unit, t.group, t.posted_at, t.posted_by});
  for (const auto unit : covered) session.run("INSERT INTO relay_cover(task_id, unit_id) VALUES (?1, ?2)", {task, unit});
  recount(session, t.campaign, task);
  return true;
}

std::int64_t undo(Session& session, std::int64_t campaign, std::int64_t unit, std::int64_t now) {
  const auto ticked = session.all("SELECT id FROM relay_task WHERE campaign_id = ?1 AND unit_id = ?2 AND undone_at IS NULL ORDER BY id", {campaign, unit},
                                  [](const Row& r) { return r.integer(0); });
  for (const auto task : ticked) {
    session.run("UPDATE relay_task SET undone_at = ?2 WHERE id = ?1", {task, now});
    recount(session, campaign, task);
  }
  return static_cast<std::int64_t>(ticked.size());
}

std::vector<Task> tasks(Session& session, std::int64_t campaign) {
  return session.all("SELECT id, campaign_id, unit_id, posted_at, posted_by, group_id FROM relay_task WHERE campaign_id = ?1 AND undone_at IS NULL ORDER BY unit_id, id",
                     {campaign}, [](const Row& r) { return Task{r.integer(0), r.integer(1), r.integer(2), r.integer(3), r.integer(4), r.maybe_integer(5)}; });
}

std::vector<Without> without_channel(Session& session, std::int64_t campaign) {
  return session.all("SELECT unit_id, COUNT(*), SUM(CASE WHEN reason = 'relayed' THEN 1 ELSE 0 END) FROM campaign_person "
                     "WHERE campaign_id = ?1 AND state = 'skipped' AND reason IN ('no_channel', 'relayed') GROUP BY unit_id ORDER BY unit_id",
                     {campaign}, [](const Row& r) { return Without{r.integer(0), r.integer(1), r.integer(2)}; });
}

}  // namespace storage::relay
