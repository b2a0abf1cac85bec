#include "storage/meetings.hpp"

#include <algorithm>

namespace storage {

namespace {
#define MEETING_COLUMNS "m.id, m.unit_id, m.title, m.place, m.state, m.starts_at, m.opened_by, m.opened_at, m.closed_at, " \
                        "m.summoned, m.present, m.coming, m.late, m.excused, m.absent"
Meeting read_meeting(const Row& r) {
  return {r.integer(0), r.integer(1), r.string(2), r.string(3), r.string(4), r.integer(5), r.integer(6), r.integer(7), r.maybe_integer(8),
          r.integer(9), r.integer(10), r.integer(11), r.integer(12), r.integer(13), r.integer(14)};
}

void count(Session& session, std::int64_t meeting, const std::string& status, std::int64_t by) {
  session.run("UPDATE meeting SET"
              " present = present + CASE WHEN ?2 = 'present' THEN CAST(?3 AS BIGINT) ELSE 0 END,"
              " coming = coming + CASE WHEN ?2 = 'coming' THEN CAST(?3 AS BIGINT) ELSE 0 END,"
              " late = late + CASE WHEN ?2 = 'late' THEN CAST(?3 AS BIGINT) ELSE 0 END,"
              " excused = excused + CASE WHEN ?2 = 'excused' THEN CAST(?3 AS BIGINT) ELSE 0 END,"
              " absent = absent + CASE WHEN ?2 = 'absent' THEN CAST(?3 AS BIGINT) ELSE 0 END WHERE id = ?1",
              {meeting, status, by});
}
}  // namespace

Meeting open_meeting(Session& session, const NewMeeting& m, const std::vector<std::int64_t>& units) {
  const auto id = session.number("INSERT INTO meeting(unit_id, title, place, starts_at, state, opened_by, opened_at, summoned) "
                                 "VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6, 0) RETURNING id",
                                 {m.unit, m.title, m.place, m.starts_at, m.opened_by, m.now});
  std::int64_t summoned = 0;
  for (const auto unit : units)
    summoned += session.run("INSERT INTO meeting_person(meeting_id, person_id, unit_id) SELECT CAST(?1 AS BIGINT), m.person_id, m.unit_id FROM membership m "
                            "WHERE m.unit_id = ?2 AND m.from_day <= ?3 AND (m.to_day IS NULL OR m.to_day > ?3) ON CONFLICT (meeting_id, person_id) DO NOTHING",
                            {id, unit, m.day});
  session.run("UPDATE meeting SET summoned = ?2 WHERE id = ?1", {id, summoned});
  return meeting(session, id).value();
}

std::optional<Meeting> meeting(Session& session, std::int64_t id) {
  return session.one("SELECT " MEETING_COLUMNS " FROM meeting m WHERE m.id = ?1", {id}, read_meeting);
}

std::vector<Meeting> open_meetings_of(Session& session, std::int64_t person) {
  return session.all("SELECT " MEETING_COLUMNS " FROM meeting m JOIN meeting_person x ON x.meeting_id = m.id AND x.person_id = ?1 "
                     "WHERE m.state = 'open' ORDER BY m.id DESC", {person}, read_meeting);
}

std::vector<Meeting> meetings_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit) {
  auto found = session.all("SELECT " MEETING_COLUMNS " FROM meeting m ORDER BY m.id DESC", {}, read_meeting);
  std::erase_if(found, [&](const Meeting& m) { return std::find(units.begin(), units.end(), m.unit) == units.end(); });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

std::vector<std::int64_t> open_meeting_units(Session& session) {
  return session.all("SELECT DISTINCT unit_id FROM meeting WHERE state = 'open'", {}, [](const Row& r) { return r.integer(0); });
}

std::vector<std::int64_t> meetings_due(Session& session, std::int64_t begun_before) {
  return session.all("SELECT id FROM meeting WHERE state = 'open' AND starts_at <= ?1 ORDER BY id", {begun_before}, [](const Row& r) { return r.integer(0); });
}

void close_meeting(Session& session, std::int64_t meeting, std::int64_t now) {
  session.run("UPDATE meeting SET state = 'closed', closed_at = ?2 WHERE id = ?1 AND state = 'open'", {meeting, now});
}

bool set_status(Session& session, std::int64_t meeting, std::int64_t person, const std::string& status, const std::string& reason, std::int64_t at) {
  struct Current { std::string status; std::int64_t at; };
  const auto current = session.one("SELECT status, at FROM meeting_person WHERE meeting_id = ?1 AND person_id = ?2", {meeting, person},
                                   [](const Row& r) { return Current{r.string(0), r.integer(1)}; });
  if (!current) return false;
  if (at < current->at) return true;
  session.run("UPDATE meeting_person SET status = ?3, reason = ?4, at = ?5 WHERE meeting_id = ?1 AND person_id = ?2", {meeting, person, status, reason, at});
  if (status == current->status) return true;
  if (!current->status.empty()) count(session, meeting, current->status, -1);
  count(session, meeting, status, 1);
  return true;
}

}  // namespace storage
