// The moving part of campaigns.hpp: persons of the roster change state, evidence comes in, and the counters follow.
#include "storage/campaigns.hpp"

namespace storage {

namespace {

using Moved = std::map<std::pair<std::int64_t, std::string>, std::int64_t>;  // (unit, former state) → persons

// Who was skipped and relayed by hand is counted in both columns, so both fall when the person moves on.
#define FORMER_STATE "CASE WHEN state = 'skipped' AND reason = 'relayed' THEN 'relayed' ELSE state END"

// Adds `by` to the counter of a state. One literal a state: statements are prepared by their text.
void count(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& state, std::int64_t by) {
  session.run("UPDATE campaign_unit SET"
              " queued = queued + CASE WHEN ?3 = 'queued' THEN CAST(?4 AS BIGINT) ELSE 0 END,"
              " sent = sent + CASE WHEN ?3 = 'sent' THEN CAST(?4 AS BIGINT) ELSE 0 END,"
              " held = held + CASE WHEN ?3 = 'held' THEN CAST(?4 AS BIGINT) ELSE 0 END,"
              " failed = failed + CASE WHEN ?3 = 'failed' THEN CAST(?4 AS BIGINT) ELSE 0 END,"
              " skipped = skipped + CASE WHEN ?3 IN ('skipped', 'relayed') THEN CAST(?4 AS BIGINT) ELSE 0 END,"
              " relayed = relayed + CASE WHEN ?3 = 'relayed' THEN CAST(?4 AS BIGINT) ELSE 0 END"
              " WHERE campaign_id = ?1 AND unit_id = ?2", {campaign, unit, state, by});
}

void move_counters(Session& session, std::int64_t campaign, const Moved& moved, const std::string& to) {
  for (const auto& [from, persons] : moved) {
    count(session, campaign, from.first, from.second, -persons);
    count(session, campaign, from.first, to, persons);
  }
}

const auto read_moved = [](Moved& moved) {
  return [&moved](const Row& r) { moved[{r.integer(0), r.string(1)}] = r.integer(2); };
};

// Everybody in the group now, or the one person, is reached.
void reach(Session& session, const Delivery& d) {
  Moved moved;
  if (d.group) {
    session.each("SELECT unit_id, " FORMER_STATE ", COUNT(*) FROM campaign_person WHERE campaign_id = ?1 AND state <> 'sent' AND person_id IN "
                 "(SELECT person_id FROM group_member WHERE group_id = ?2 AND to_at IS NULL) GROUP BY 1, 2",
                 {d.campaign, d.group}, read_moved(moved));
    session.run("UPDATE campaign_person SET state = 'sent', reason = '' WHERE campaign_id = ?1 AND state <> 'sent' AND person_id IN "
                "(SELECT person_id FROM group_member WHERE group_id = ?2 AND to_at IS NULL)", {d.campaign, d.group});
  } else {
    session.each("SELECT unit_id, " FORMER_STATE ", COUNT(*) FROM campaign_person WHERE campaign_id = ?1 AND state <> 'sent' AND person_id = ?2 GROUP BY 1, 2",
                 {d.campaign, d.person}, read_moved(moved));
    session.run("UPDATE campaign_person SET state = 'sent', reason = '' WHERE campaign_id = ?1 AND state <> 'sent' AND person_id = ?2", {d.campaign, d.person});
  }
  move_counters(session, d.campaign, moved, "sent");
}

struct Left { std::int64_t person = 0, unit = 0; std::string state; };

// Those the delivery was planned for when the roster was frozen, not reached yet, with no other delivery under way.
std::vector<Left> left_behind(Session& session, const Delivery& d) {
  const auto read = [](const Row& r) { return Left{r.integer(0), r.integer(1), r.string(2)}; };
  if (!d.group)
    return session.all("SELECT person_id, unit_id, state FROM campaign_person WHERE campaign_id = ?1 AND person_id = ?2 AND state IN ('queued', 'held')",
                       {d.campaign, d.person}, read);
  return session.all(
      "SELECT p.person_id, p.unit_id, p.state FROM campaign_person p JOIN campaign c ON c.id = p.campaign_id"
      " JOIN group_member g ON g.person_id = p.person_id AND g.group_id = ?2 AND g.from_at <= c.frozen_at AND (g.to_at IS NULL OR g.to_at > c.frozen_at)"
      " WHERE p.campaign_id = ?1 AND p.state IN ('queued', 'held')"
      " AND NOT EXISTS (SELECT 1 FROM delivery d JOIN group_member g2 ON g2.group_id = d.group_id WHERE d.campaign_id = p.campaign_id"
      "   AND d.id <> ?3 AND d.state = 'queued' AND g2.person_id = p.person_id AND g2.to_at IS NULL)"
      " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.campaign_id = p.campaign_id AND d.id <> ?3 AND d.state = 'queued' AND d.person_id = p.person_id)",
      {d.campaign, d.group, d.id}, read);
}

void leave_behind(Session& session, const Delivery& d, const std::string& to, const std::string& reason) {
  Moved moved;
  for (const auto& left : left_behind(session, d)) {
    session.run("UPDATE campaign_person SET state = ?3, reason = ?4 WHERE campaign_id = ?1 AND person_id = ?2", {d.campaign, left.person, to, reason});
    ++moved[{left.unit, left.state}];
  }
  move_counters(session, d.campaign, moved, to);
}

}  // namespace

void settle_delivery(Session& session, const Delivery& d, const std::string& state, const std::string& reason, std::int64_t now) {
  if (d.state == "sent") return;  // states only move forward
  session.run("UPDATE delivery SET state = ?2, reason = ?3, settled_at = ?4 WHERE id = ?1", {d.id, state, reason, now});
  if (state == "sent") {
    reach(session, d);
    leave_behind(session, d, "failed", "left_group");  // was in the group when the roster was frozen, is not now
  } else if (state == "held") {
    leave_behind(session, d, "held", reason);
  } else {
    leave_behind(session, d, "failed", state == "unsure" ? "unsure" : reason);
  }
  finish_if_complete(session, d.campaign, now);
}

void finish_if_complete(Session& session, std::int64_t campaign, std::int64_t now) {
  if (session.run("UPDATE campaign SET state = 'done', finished_at = ?2 WHERE id = ?1 AND state = 'running' "
                  "AND NOT EXISTS (SELECT 1 FROM delivery WHERE campaign_id = ?1 AND state = 'queued')", {campaign, now}) == 0)
    return;
  // Who is still waiting was in a group when planned, and in none when it was written to.
  Moved moved;
  session.each("SELECT unit_id, state, COUNT(*) FROM campaign_person WHERE campaign_id = ?1 AND state = 'queued' GROUP BY unit_id, state", {campaign}, read_moved(moved));
  if (moved.empty()) return;
  session.run("UPDATE campaign_person SET state = 'failed', reason = 'left_group' WHERE campaign_id = ?1 AND state = 'queued'", {campaign});
  move_counters(session, campaign, moved, "failed");
}

bool add_evidence(Session& session, std::int64_t campaign, std::int64_t person, Evidence evidence, std::int64_t at) {
  struct Place { std::int64_t unit, best; std::string state; };
  const auto place = session.one("SELECT unit_id, best_class, " FORMER_STATE " FROM campaign_person WHERE campaign_id = ?1 AND person_id = ?2", {campaign, person},
                                 [](const Row& r) { return Place{r.integer(0), r.integer(1), r.string(2)}; });
  if (!place) return false;
  const auto klass = static_cast<std::int64_t>(evidence);
  if (session.run("INSERT INTO evidence(campaign_id, person_id, class, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (campaign_id, person_id, class) DO NOTHING",
                  {campaign, person, klass, at}) == 0)
    return false;
  if (place->state != "sent") move_counters(session, campaign, {{{place->unit, place->state}, 1}}, "sent");  // proof shows it arrived
  const auto best = klass > place->best ? klass : place->best;
  session.run("UPDATE campaign_person SET best_class = ?3, state = 'sent', reason = '' WHERE campaign_id = ?1 AND person_id = ?2", {campaign, person, best});
  const auto step = [&](std::int64_t threshold) { return place->best < threshold && best >= threshold ? 1 : 0; };
  if (best > place->best)
    session.run("UPDATE campaign_unit SET delivered = delivered + ?3, seen = seen + ?4, acknowledged = acknowledged + ?5 WHERE campaign_id = ?1 AND unit_id = ?2",
                {campaign, place->unit, step(1), step(2), step(3)});
  return true;
}

std::vector<std::int64_t> acknowledged_before(Session& session, const Campaign& campaign, std::int64_t unit) {
  return session.all("SELECT DISTINCT p.person_id FROM campaign_person p JOIN evidence e ON e.person_id = p.person_id AND e.class >= 3 AND e.campaign_id <> ?1 "
                     "JOIN campaign c ON c.id = e.campaign_id AND c.directive_id = ?2 AND c.state <> 'recalled' WHERE p.campaign_id = ?1 AND p.unit_id = ?3",
                     {campaign.id, campaign.directive, unit}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> campaigns_with(Session& session, std::int64_t directive, std::int64_t person) {
  return session.all("SELECT c.id FROM campaign c JOIN campaign_person p ON p.campaign_id = c.id AND p.person_id = ?2 "
                     "WHERE c.directive_id = ?1 AND c.state <> 'recalled' ORDER BY c.id DESC", {directive, person}, [](const Row& r) { return r.integer(0); });
}

std::int64_t best_class(Session& session, std::int64_t campaign, std::int64_t person) {
  return session.one("SELECT best_class FROM campaign_person WHERE campaign_id = ?1 AND person_id = ?2", {campaign, person},
                     [](const Row& r) { return r.integer(0); }).value_or(-1);
}

GroupShare acknowledged_in_group(Session& session, std::int64_t campaign, std::int64_t group) {
  return session.one("SELECT COALESCE(SUM(CASE WHEN p.best_class >= 3 THEN 1 ELSE 0 END), 0), COUNT(*) FROM group_member g "
                     "JOIN campaign_person p ON p.person_id = g.person_id AND p.campaign_id = ?1 WHERE g.group_id = ?2 AND g.to_at IS NULL",
                     {campaign, group}, [](const Row& r) { return GroupShare{r.integer(0), r.integer(1)}; }).value_or(GroupShare{});
}

}  // namespace storage
