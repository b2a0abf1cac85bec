// The SQL of the inbox. States: 0 waiting, 1 handled, 2 dead.
#include "storage/inbox.hpp"

#include <algorithm>

namespace storage::inbox {

bool append(Session& session, const NewEvent& event) {
  return session.run(
             "INSERT INTO inbox (channel, event_id, conversation, received_at, body) VALUES (?1, ?2, ?3, ?4, ?5) "
             "ON CONFLICT (channel, event_id) DO NOTHING",
             {event.channel, event.event_id, event.conversation, event.received_at, event.body}) == 1;
}

std::vector<Waiting> waiting(Session& session, std::int64_t limit, const std::vector<std::int64_t>& except) {
  std::vector<Waiting> found;
  session.each(
      "SELECT id, received_at, channel, conversation, body FROM inbox WHERE state = 0 ORDER BY id LIMIT ?1",
      {limit + static_cast<std::int64_t>(except.size())}, [&](const Row& row) {
        if (std::cmp_greater_equal(found.size(), limit) || std::binary_search(except.begin(), except.end(), row.integer(0))) return;
        found.push_back({row.integer(0), row.integer(1), row.string(2), row.string(3), row.string(4)});
      });
  return found;
}

bool is_next(Session& session, std::int64_t id) {
  return session.number(
             "SELECT 1 FROM inbox i WHERE i.id = ?1 AND i.state = 0 AND NOT EXISTS "
             "(SELECT 1 FROM inbox e WHERE e.conversation = i.conversation AND e.state = 0 AND e.id < i.id)",
             {id}) == 1;
}

void handled(Session& session, std::int64_t id) {
  session.run("UPDATE inbox SET state = 1, body = NULL, error = NULL WHERE id = ?1 AND state = 0", {id});
}

bool failed(Session& session, std::int64_t id, std::string_view error, int attempts) {
  return session.number(
             "UPDATE inbox SET attempts = attempts + 1, error = ?2, state = CASE WHEN attempts + 1 >= ?3 THEN 2 ELSE 0 END "
             "WHERE id = ?1 AND state = 0 RETURNING state",
             {id, error, attempts}) == 2;
}

std::vector<Dead> dead(Session& session, std::int64_t limit) {
  return session.all("SELECT id, received_at, attempts, channel, conversation, error FROM inbox WHERE state = 2 ORDER BY id LIMIT ?1", {limit},
                     [](const Row& row) {
                       return Dead{row.integer(0), row.integer(1), row.integer(2), row.string(3), row.string(4), row.string(5)};
                     });
}

bool replay(Session& session, std::int64_t id) {
  return session.run("UPDATE inbox SET state = 0, attempts = 0 WHERE id = ?1 AND state = 2", {id}) == 1;
}

std::int64_t replay_all(Session& session) { return session.run("UPDATE inbox SET state = 0, attempts = 0 WHERE state = 2"); }

std::int64_t forget(Session& session, std::int64_t received_before, std::int64_t limit) {
  return session.run(
      "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE received_at < ?1 AND state = 1 ORDER BY received_at LIMIT ?2)",
      {received_before, limit});
}

Counts counts(Session& session) {
  return {session.number("SELECT count(*) FROM inbox WHERE state = 0"), session.number("SELECT count(*) FROM inbox WHERE state = 2")};
}

}  // namespace storage::inbox
