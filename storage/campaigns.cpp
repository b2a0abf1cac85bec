#include "storage/campaigns.hpp"

#include <set>

namespace storage {

namespace {
Campaign read_campaign(const Row& r) {
  return {r.integer(0), r.integer(1), r.integer(2), r.string(3), r.maybe_integer(4), r.maybe_integer(5), r.integer(6), r.maybe_string(7)};
}
#define CAMPAIGN_COLUMNS "id, directive_id, scope_unit_id, state, created_by, frozen_at, plan_mark, deadline"
}  // namespace

std::int64_t add_campaign(Session& session, std::int64_t directive, std::int64_t scope_unit, std::int64_t created_by,
                          const std::optional<std::string>& deadline, std::int64_t now) {
  return session.number("INSERT INTO campaign(directive_id, scope_unit_id, state, created_by, created_at, deadline) "
                        "VALUES (?1, ?2, 'draft', ?3, ?4, ?5) RETURNING id", {directive, scope_unit, created_by, now, deadline});
}

std::optional<Campaign> campaign(Session& session, std::int64_t id) {
  return session.one("SELECT " CAMPAIGN_COLUMNS " FROM campaign WHERE id = ?1", {id}, read_campaign);
}

std::vector<Campaign> campaigns_of(Session& session, std::int64_t directive) {
  return session.all("SELECT " CAMPAIGN_COLUMNS " FROM campaign WHERE directive_id = ?1 AND state NOT IN ('draft', 'dropped', 'recalled') ORDER BY id DESC",
                     {directive}, read_campaign);
}

std::vector<std::int64_t> campaigns_of_unit(Session& session, std::int64_t unit, std::int64_t limit) {
  return session.all("SELECT c.id FROM campaign c JOIN campaign_unit u ON u.campaign_id = c.id WHERE u.unit_id = ?1 AND c.state NOT IN ('draft', 'dropped', 'recalled') "
                     "ORDER BY c.frozen_at DESC, c.id DESC LIMIT ?2", {unit, limit}, [](const Row& r) { return r.integer(0); });
}

std::optional<std::int64_t> overlapping_campaign(Session& session, std::int64_t directive, std::int64_t draft) {
  return session.one("SELECT c.id FROM campaign c WHERE c.directive_id = ?1 AND c.state IN ('planning', 'running') AND EXISTS "
                     "(SELECT 1 FROM campaign_unit u JOIN campaign_unit mine ON mine.unit_id = u.unit_id AND mine.campaign_id = ?2 WHERE u.campaign_id = c.id)",
                     {directive, draft}, [](const Row& r) { return r.integer(0); });
}

std::optional<Campaign> next_to_plan(Session& session) {
  return session.one("SELECT " CAMPAIGN_COLUMNS " FROM campaign WHERE state = 'planning' ORDER BY id LIMIT 1", {}, read_campaign);
}

void drop_draft(Session& session, std::int64_t campaign) {
  if (session.run("UPDATE campaign SET state = 'dropped' WHERE id = ?1 AND state = 'draft'", {campaign}) > 0)
    session.run("DELETE FROM campaign_unit WHERE campaign_id = ?1", {campaign});
}

void drop_drafts(Session& session, std::int64_t created_by, std::int64_t created_before) {
  for (const auto id : session.all("SELECT id FROM campaign WHERE state = 'draft' AND (created_by = ?1 OR created_at < ?2)", {created_by, created_before},
                                   [](const Row& r) { return r.integer(0); }))
    drop_draft(session, id);
}

void lay_out(Session& session, std::int64_t campaign, const std::vector<std::int64_t>& units, const std::string& day) {
  session.run("DELETE FROM campaign_unit WHERE campaign_id = ?1", {campaign});
  for (const auto unit : units)
    session.run("INSERT INTO campaign_unit(campaign_id, unit_id, off_roll) VALUES (?1, ?2, COALESCE((SELECT off_roll FROM unit_labour "
                "WHERE unit_id = ?2 AND as_of <= ?3 ORDER BY as_of DESC LIMIT 1), 0))", {campaign, unit, day});
}

void freeze(Session& session, std::int64_t campaign, std::int64_t now) {
  session.run("UPDATE campaign SET state = 'planning', frozen_at = ?2, plan_mark = 0 WHERE id = ?1 AND state = 'draft'", {campaign, now});
}

std::vector<std::int64_t> units_to_plan(Session& session, const Campaign& campaign, std::int64_t limit) {
  return session.all("SELECT unit_id FROM campaign_unit WHERE campaign_id = ?1 AND unit_id > ?2 ORDER BY unit_id LIMIT ?3",
                     {campaign.id, campaign.plan_mark, limit}, [](const Row& r) { return r.integer(0); });
}

void move_plan_mark(Session& session, std::int64_t campaign, std::int64_t unit) {
  session.run("UPDATE campaign SET plan_mark = ?2 WHERE id = ?1", {campaign, unit});
}

void set_state(Session& session, std::int64_t campaign, const std::string& state, std::int64_t now) {
  session.run("UPDATE campaign SET state = ?2, finished_at = CASE WHEN ?2 = 'done' THEN CAST(?3 AS BIGINT) ELSE finished_at END WHERE id = ?1",
              {campaign, state, now});
}

// Is the person of membership m known in an open group bound to a unit of campaign ?3 (0: to any unit); has the person an account that takes messages?
#define IN_GROUP                                                                                                         \
  "EXISTS (SELECT 1 FROM group_member g JOIN chat_group c ON c.id = g.group_id WHERE g.person_id = m.person_id"          \
  " AND g.to_at IS NULL AND c.closed_at IS NULL AND CASE WHEN CAST(?3 AS BIGINT) = 0 THEN c.unit_id IS NOT NULL"         \
  " ELSE EXISTS (SELECT 1 FROM campaign_unit w WHERE w.campaign_id = ?3 AND w.unit_id = c.unit_id) END)"
#define HAS_ACCOUNT "EXISTS (SELECT 1 FROM identity i WHERE i.person_id = m.person_id AND i.unreachable_at IS NULL)"
#define ACTIVE_IN_UNIT(unit, day) "m.unit_id = " unit " AND m.from_day <= " day " AND (m.to_day IS NULL OR m.to_day > " day ")"

std::vector<std::int64_t> direct_only(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day) {
  return session.all("SELECT m.person_id FROM membership m WHERE " ACTIVE_IN_UNIT("?1", "?2") " AND " HAS_ACCOUNT " AND NOT " IN_GROUP
                     " ORDER BY m.person_id", {unit, day, campaign}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> outside_groups(Session& session, const std::vector<std::int64_t>& groups, std::int64_t unit, const std::string& day) {
  std::set<std::int64_t> people;
  session.each("SELECT m.person_id FROM membership m WHERE " ACTIVE_IN_UNIT("?1", "?2") " AND " HAS_ACCOUNT, {unit, day},
               [&](const Row& r) { people.insert(r.integer(0)); });
  for (const auto group : groups)
    session.each("SELECT g.person_id FROM group_member g JOIN membership m ON m.person_id = g.person_id WHERE g.group_id = ?3 AND g.to_at IS NULL AND "
                 ACTIVE_IN_UNIT("?1", "?2"), {unit, day, group}, [&](const Row& r) { people.erase(r.integer(0)); });
  return {people.begin(), people.end()};
}

Members count_members(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day) {
  return session.one("SELECT COUNT(*), COALESCE(SUM(CASE WHEN " IN_GROUP " THEN 1 ELSE 0 END), 0),"
                     " COALESCE(SUM(CASE WHEN NOT " IN_GROUP " AND " HAS_ACCOUNT " THEN 1 ELSE 0 END), 0) FROM membership m WHERE "
                     ACTIVE_IN_UNIT("?1", "?2"), {unit, day, campaign},
                     [](const Row& r) { return Members{r.integer(0), r.integer(1), r.integer(2)}; }).value();
}

std::map<std::string, std::int64_t> people_by_group_channel(Session& session, std::int64_t unit, const std::string& day) {
  std::map<std::string, std::int64_t> people;
  session.each("SELECT c.channel, COUNT(DISTINCT m.person_id) FROM membership m JOIN group_member g ON g.person_id = m.person_id AND g.to_at IS NULL "
               "JOIN chat_group c ON c.id = g.group_id AND c.unit_id IS NOT NULL AND c.closed_at IS NULL WHERE " ACTIVE_IN_UNIT("?1", "?2")
               " GROUP BY c.channel", {unit, day}, [&](const Row& r) { people[r.string(0)] = r.integer(1); });
  return people;
}

std::int64_t off_roll(Session& session, std::int64_t unit, const std::string& day) {
  return session.number("SELECT off_roll FROM unit_labour WHERE unit_id = ?1 AND as_of <= ?2 ORDER BY as_of DESC LIMIT 1", {unit, day});
}

void add_to_roster(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day) {
  // Whoever no channel reaches is skipped at once, with the reason: such people are reached by signed list.
  session.run("INSERT INTO campaign_person(campaign_id, person_id, unit_id, state, reason)"
              " SELECT CAST(?3 AS BIGINT), m.person_id, m.unit_id,"
              " CASE WHEN " IN_GROUP " OR " HAS_ACCOUNT " THEN 'queued' ELSE 'skipped' END,"
              " CASE WHEN " IN_GROUP " OR " HAS_ACCOUNT " THEN '' ELSE 'no_channel' END"
              " FROM membership m WHERE " ACTIVE_IN_UNIT("?1", "?2") " ON CONFLICT (campaign_id, person_id) DO NOTHING",
              {unit, day, campaign});
  session.run(
      "UPDATE campaign_unit SET roster = (SELECT COUNT(*) FROM campaign_person p WHERE p.campaign_id = ?1 AND p.unit_id = ?2),"
      " queued = (SELECT COUNT(*) FROM campaign_person p WHERE p.campaign_id = ?1 AND p.unit_id = ?2 AND p.state = 'queued'),"
      " skipped = (SELECT COUNT(*) FROM campaign_person p WHERE p.campaign_id = ?1 AND p.unit_id = ?2 AND p.state = 'skipped')"
      " WHERE campaign_id = ?1 AND unit_id = ?2", {campaign, unit});
}

std::int64_t add_delivery(Session& session, std::int64_t campaign, std::optional<std::int64_t> group, std::optional<std::int64_t> person) {
  return session.number("INSERT INTO delivery(campaign_id, group_id, person_id, state) VALUES (?1, ?2, ?3, 'queued') RETURNING id",
                        {campaign, group, person});
}

namespace {
Delivery read_delivery(const Row& r) { return {r.integer(0), r.integer(1), r.maybe_integer(2), r.maybe_integer(3), r.string(4)}; }
}  // namespace

std::optional<Delivery> delivery(Session& session, std::int64_t id) {
  return session.one("SELECT id, campaign_id, group_id, person_id, state FROM delivery WHERE id = ?1", {id}, read_delivery);
}

std::vector<Delivery> deliveries_of_messages(Session& session, const std::string& channel, const std::vector<std::string>& message_ids) {
  std::vector<Delivery> found;
  for (const auto& id : message_ids)
    session.each("SELECT d.id, d.campaign_id, d.group_id, d.person_id, d.state FROM outbox o JOIN delivery d ON d.id = o.delivery_id "
                 "WHERE o.message_id = ?1 AND o.channel = ?2", {id, channel}, [&](const Row& r) { found.push_back(read_delivery(r)); });
  return found;
}

std::vector<Delivery> deliveries_until(Session& session, std::int64_t person, std::int64_t watermark) {
  return session.all("SELECT id, campaign_id, group_id, person_id, state FROM delivery WHERE person_id = ?1 AND state = 'sent' AND settled_at <= ?2",
                     {person, watermark}, read_delivery);
}

std::map<std::int64_t, Counters> counters(Session& session, std::int64_t campaign) {
  std::map<std::int64_t, Counters> by_unit;
  session.each("SELECT unit_id, roster, off_roll, queued, sent, held, failed, skipped, delivered, seen, acknowledged, relayed FROM campaign_unit WHERE campaign_id = ?1",
               {campaign}, [&](const Row& r) {
                 by_unit[r.integer(0)] = {r.integer(1), r.integer(2), r.integer(3), r.integer(4), r.integer(5),
                                          r.integer(6), r.integer(7), r.integer(8), r.integer(9), r.integer(10), r.integer(11)};
               });
  return by_unit;
}

}  // namespace storage
