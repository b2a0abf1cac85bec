#include "storage/verify.hpp"

namespace storage {

namespace {

using Lines = std::vector<std::string>;

void differ(Lines& lines, const std::string& what, std::int64_t counter, std::int64_t facts) {
  if (counter != facts) lines.push_back(what + " is " + std::to_string(counter) + ", facts say " + std::to_string(facts));
}

void verify_campaigns(Session& session, Lines& lines) {
  static constexpr const char* names[] = {"roster", "queued", "sent", "held", "failed", "skipped", "delivered", "seen", "acknowledged", "relayed"};
  session.each(
      "SELECT u.campaign_id, u.unit_id, u.roster, u.queued, u.sent, u.held, u.failed, u.skipped, u.delivered, u.seen, u.acknowledged, u.relayed,"
      " COALESCE(f.roster, 0), COALESCE(f.queued, 0), COALESCE(f.sent, 0), COALESCE(f.held, 0), COALESCE(f.failed, 0), COALESCE(f.skipped, 0),"
      " COALESCE(f.delivered, 0), COALESCE(f.seen, 0), COALESCE(f.acknowledged, 0), COALESCE(f.relayed, 0) FROM campaign_unit u LEFT JOIN ("
      "  SELECT p.campaign_id, p.unit_id, COUNT(*) AS roster,"
      "   SUM(CASE WHEN p.state = 'queued' THEN 1 ELSE 0 END) AS queued, SUM(CASE WHEN p.state = 'sent' THEN 1 ELSE 0 END) AS sent,"
      "   SUM(CASE WHEN p.state = 'held' THEN 1 ELSE 0 END) AS held, SUM(CASE WHEN p.state = 'failed' THEN 1 ELSE 0 END) AS failed,"
      "   SUM(CASE WHEN p.state = 'skipped' THEN 1 ELSE 0 END) AS skipped,"
      "   SUM(CASE WHEN e.best >= 1 THEN 1 ELSE 0 END) AS delivered, SUM(CASE WHEN e.best >= 2 THEN 1 ELSE 0 END) AS seen,"
      "   SUM(CASE WHEN e.best >= 3 THEN 1 ELSE 0 END) AS acknowledged,"
      "   SUM(CASE WHEN p.state = 'skipped' AND p.reason IN ('no_channel', 'relayed') AND EXISTS (SELECT 1 FROM relay_task t JOIN relay_cover c ON c.task_id = t.id"
      "    WHERE t.campaign_id = p.campaign_id AND t.undone_at IS NULL AND c.unit_id = p.unit_id) THEN 1 ELSE 0 END) AS relayed"
      "  FROM campaign_person p LEFT JOIN (SELECT campaign_id, person_id, MAX(class) AS best FROM evidence GROUP BY campaign_id, person_id) e"
      "   ON e.campaign_id = p.campaign_id AND e.person_id = p.person_id GROUP BY p.campaign_id, p.unit_id) f"
      " ON f.campaign_id = u.campaign_id AND f.unit_id = u.unit_id ORDER BY u.campaign_id, u.unit_id",
      {}, [&](const Row& r) {
        const auto place = "campaign " + std::to_string(r.integer(0)) + ", unit " + std::to_string(r.integer(1)) + ": ";
        for (int n = 0; n < 10; ++n) differ(lines, place + names[n], r.integer(2 + n), r.integer(12 + n));
        differ(lines, place + "the sum of the states", r.integer(3) + r.integer(4) + r.integer(5) + r.integer(6) + r.integer(7), r.integer(2));
      });
  session.each("SELECT p.campaign_id, p.unit_id, COUNT(*) FROM campaign_person p LEFT JOIN campaign_unit u ON u.campaign_id = p.campaign_id "
               "AND u.unit_id = p.unit_id WHERE u.unit_id IS NULL GROUP BY p.campaign_id, p.unit_id", {}, [&](const Row& r) {
    lines.push_back("campaign " + std::to_string(r.integer(0)) + ", unit " + std::to_string(r.integer(1)) + ": persons without a counter row");
  });
}

// Which answer counts is decided by `at`; among equals the one kept last.
void verify_polls(Session& session, Lines& lines) {
  session.each("SELECT p.number, p.roster, p.voted, (SELECT COUNT(*) FROM poll_person x WHERE x.poll_id = p.id),"
               " (SELECT COUNT(*) FROM poll_person x WHERE x.poll_id = p.id AND x.choices <> '') FROM poll p ORDER BY p.id", {}, [&](const Row& r) {
    const auto place = "poll " + std::to_string(r.integer(0)) + ": ";
    differ(lines, place + "roster", r.integer(1), r.integer(3));
    differ(lines, place + "voted", r.integer(2), r.integer(4));
  });
  session.each("SELECT p.number, o.n, o.votes, (SELECT COUNT(*) FROM poll_person x WHERE x.poll_id = o.poll_id AND"
               " (x.choices = CAST(o.n AS TEXT) OR substr(x.choices, 1, length(CAST(o.n AS TEXT)) + 1) = CAST(o.n AS TEXT) || ','"
               "  OR substr(x.choices, length(x.choices) - length(CAST(o.n AS TEXT)), length(CAST(o.n AS TEXT)) + 1) = ',' || CAST(o.n AS TEXT)"
               "  OR replace(x.choices, ',' || CAST(o.n AS TEXT) || ',', '') <> x.choices))"
               " FROM poll_option o JOIN poll p ON p.id = o.poll_id ORDER BY p.id, o.n", {}, [&](const Row& r) {
    differ(lines, "poll " + std::to_string(r.integer(0)) + ": option " + std::to_string(r.integer(1)), r.integer(2), r.integer(3));
  });
  session.each("SELECT p.number, COUNT(*) FROM poll_person x JOIN poll p ON p.id = x.poll_id WHERE x.at > 0 AND x.choices <> "
               "(SELECT a.choices FROM answer a WHERE a.poll_id = x.poll_id AND a.person_id = x.person_id ORDER BY a.at DESC, a.id DESC LIMIT 1) "
               "GROUP BY p.number", {}, [&](const Row& r) {
    lines.push_back("poll " + std::to_string(r.integer(0)) + ": " + std::to_string(r.integer(1)) + " persons' counted answer is not their last");
  });
}

void verify_meetings(Session& session, Lines& lines) {
  static constexpr const char* names[] = {"summoned", "present", "coming", "late", "excused", "absent"};
  session.each("SELECT m.id, m.summoned, m.present, m.coming, m.late, m.excused, m.absent, COUNT(x.person_id),"
               " COALESCE(SUM(CASE WHEN x.status = 'present' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN x.status = 'coming' THEN 1 ELSE 0 END), 0),"
               " COALESCE(SUM(CASE WHEN x.status = 'late' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN x.status = 'excused' THEN 1 ELSE 0 END), 0),"
               " COALESCE(SUM(CASE WHEN x.status = 'absent' THEN 1 ELSE 0 END), 0)"
               " FROM meeting m LEFT JOIN meeting_person x ON x.meeting_id = m.id"
               " GROUP BY m.id, m.summoned, m.present, m.coming, m.late, m.excused, m.absent ORDER BY m.id", {}, [&](const Row& r) {
    for (int n = 0; n < 6; ++n) differ(lines, "meeting " + std::to_string(r.integer(0)) + ": " + names[n], r.integer(1 + n), r.integer(7 + n));
  });
}

// Each row is one line; the words around its numbers are the same for all of them.
void list(Session& session, Lines& lines, std::string_view sql, const char* what, const char* of) {
  session.each(sql, {}, [&](const Row& r) { lines.push_back(std::string(what) + " " + std::to_string(r.integer(0)) + of + std::to_string(r.integer(1))); });
}

void verify_unit_counts(Session& session, Lines& lines) {
  session.each(
      "SELECT COALESCE(c.unit_id, f.unit_id), COALESCE(c.day, f.day), COALESCE(c.members, 0), COALESCE(f.members, 0), COALESCE(c.women, 0), COALESCE(f.women, 0) "
      "FROM unit_change c FULL JOIN (SELECT unit_id, day, SUM(n) AS members, SUM(w) AS women FROM ("
      "  SELECT m.unit_id, m.from_day AS day, 1 AS n, COALESCE(p.woman, 0) AS w FROM membership m JOIN person p ON p.id = m.person_id"
      "  UNION ALL SELECT m.unit_id, m.to_day, -1, -COALESCE(p.woman, 0) FROM membership m JOIN person p ON p.id = m.person_id WHERE m.to_day IS NOT NULL"
      " ) changes GROUP BY unit_id, day) f ON f.unit_id = c.unit_id AND f.day = c.day "
      "WHERE COALESCE(c.members, 0) <> COALESCE(f.members, 0) OR COALESCE(c.women, 0) <> COALESCE(f.women, 0) ORDER BY 1, 2", {}, [&](const Row& r) {
        const auto place = "unit " + std::to_string(r.integer(0)) + ", " + r.string(1) + ": ";
        differ(lines, place + "members", r.integer(2), r.integer(3));
        differ(lines, place + "women", r.integer(4), r.integer(5));
      });
  session.each("SELECT unit_id, day, members_then, members_sum, women_then, women_sum FROM (SELECT unit_id, day, members_then, women_then,"
               " SUM(members) OVER (PARTITION BY unit_id ORDER BY day) AS members_sum, SUM(women) OVER (PARTITION BY unit_id ORDER BY day) AS women_sum FROM unit_change) sums "
               "WHERE members_then <> members_sum OR women_then <> women_sum ORDER BY 1, 2", {}, [&](const Row& r) {
    const auto place = "unit " + std::to_string(r.integer(0)) + ", " + r.string(1) + ": ";
    differ(lines, place + "members from then on", r.integer(2), r.integer(3));
    differ(lines, place + "women from then on", r.integer(4), r.integer(5));
  });
}

// Rows with an empty span never held: they are only the trace of what was undone. What did hold lies within the life of its unit.
void verify_roll(Session& session, Lines& lines) {
  list(session, lines, "SELECT a.person_id, b.id FROM membership a JOIN membership b ON b.person_id = a.person_id AND b.id > a.id "
       "WHERE a.from_day < COALESCE(b.to_day, 'open') AND b.from_day < COALESCE(a.to_day, 'open') "
       "AND a.from_day < COALESCE(a.to_day, 'open') AND b.from_day < COALESCE(b.to_day, 'open') ORDER BY 1, 2", "person", " is counted twice, by membership ");
  list(session, lines, "SELECT m.id, u.id FROM membership m JOIN unit u ON u.id = m.unit_id WHERE m.from_day < COALESCE(m.to_day, 'open') "
       "AND (m.from_day < u.from_day OR COALESCE(m.to_day, 'open') > COALESCE(u.to_day, 'open')) ORDER BY 1", "membership", " lies outside the life of unit ");
  list(session, lines, "SELECT r.id, u.id FROM role r JOIN unit u ON u.id = r.unit_id WHERE r.from_day < COALESCE(r.to_day, 'open') "
       "AND (r.from_day < u.from_day OR COALESCE(r.to_day, 'open') > COALESCE(u.to_day, 'open')) ORDER BY 1", "role", " lies outside the life of unit ");
  list(session, lines, "SELECT r.id, d.id FROM role r JOIN role d ON d.id = r.delegated_from WHERE r.from_day < COALESCE(r.to_day, 'open') "
       "AND COALESCE(r.to_day, 'open') > COALESCE(d.to_day, 'open') ORDER BY 1", "role", " stands in longer than role ");
}

void verify_tree(Session& session, Lines& lines) {
  list(session, lines, "SELECT e.unit_id, e.parent_id FROM unit_edge e JOIN unit u ON u.id = e.unit_id JOIN unit p ON p.id = e.parent_id "
       "WHERE e.from_day < COALESCE(e.to_day, 'open') AND (e.from_day < u.from_day OR COALESCE(e.to_day, 'open') > COALESCE(u.to_day, 'open') OR e.from_day < p.from_day"
       " OR COALESCE(e.to_day, 'open') > COALESCE(p.to_day, 'open')) ORDER BY 1", "unit", " stands where one of the two is no more: under unit ");
  list(session, lines, "SELECT a.unit_id, b.parent_id FROM unit_edge a JOIN unit_edge b ON b.unit_id = a.unit_id AND b.from_day > a.from_day "
       "WHERE b.from_day < COALESCE(a.to_day, 'open') AND b.from_day < COALESCE(b.to_day, 'open') ORDER BY 1", "unit", " stands in two places, also under unit ");
  list(session, lines, "SELECT e.parent_id, e.unit_id FROM unit_edge e JOIN unit p ON p.id = e.parent_id WHERE p.kind = 'to' AND e.from_day < COALESCE(e.to_day, 'open') ORDER BY 1",
       "unit", " is a leaf and has below it unit ");
  // Upwards from every unit, with the span in which all the edges on the way hold.
  list(session, lines, "WITH RECURSIVE up(unit_id, above, from_day, to_day) AS ("
       " SELECT unit_id, parent_id, from_day, COALESCE(to_day, 'open') FROM unit_edge WHERE from_day < COALESCE(to_day, 'open')"
       " UNION SELECT up.unit_id, e.parent_id, CASE WHEN e.from_day > up.from_day THEN e.from_day ELSE up.from_day END,"
       "  CASE WHEN COALESCE(e.to_day, 'open') < up.to_day THEN COALESCE(e.to_day, 'open') ELSE up.to_day END"
       "  FROM up JOIN unit_edge e ON e.unit_id = up.above WHERE up.above <> up.unit_id"
       "  AND e.from_day < COALESCE(e.to_day, 'open') AND e.from_day < up.to_day AND up.from_day < COALESCE(e.to_day, 'open'))"
       "SELECT DISTINCT unit_id, above FROM up WHERE above = unit_id ORDER BY 1", "unit", " stands below itself: unit ");
}

// Open groups and what holds now: a binding says the same as the group, and no group hangs on a unit that ended and was joined to another.
void verify_groups(Session& session, Lines& lines) {
  list(session, lines, "SELECT g.id, u.id FROM chat_group g JOIN unit u ON u.id = g.unit_id WHERE g.closed_at IS NULL AND u.to_day IS NOT NULL AND u.end_reason <> '' ORDER BY 1",
       "group", " is bound to an ended unit, ");
  list(session, lines, "SELECT b.group_id, COUNT(*) FROM group_binding b WHERE b.to_at IS NULL GROUP BY b.group_id HAVING COUNT(*) > 1 ORDER BY 1", "group", " has bindings that hold: ");
  list(session, lines, "SELECT b.group_id, b.unit_id FROM group_binding b JOIN chat_group g ON g.id = b.group_id WHERE b.to_at IS NULL AND g.closed_at IS NULL "
       "AND (g.unit_id IS NULL OR g.unit_id <> b.unit_id) ORDER BY 1", "group", " is bound elsewhere than its binding says: unit ");
}

}  // namespace

std::vector<std::string> verify(Session& session) {
  Lines lines;
  verify_unit_counts(session, lines);
  verify_roll(session, lines);
  verify_tree(session, lines);
  verify_groups(session, lines);
  verify_campaigns(session, lines);
  verify_polls(session, lines);
  verify_meetings(session, lines);
  return lines;
}

}  // namespace storage
