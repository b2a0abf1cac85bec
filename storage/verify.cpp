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

}  // namespace

std::vector<std::string> verify(Session& session) {
  Lines lines;
  verify_campaigns(session, lines);
  verify_polls(session, lines);
  verify_meetings(session, lines);
  return lines;
}

}  // namespace storage
