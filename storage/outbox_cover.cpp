// The SQL of held messages and of rows that others stand for: digests, and groups written to in the place of persons.
#include "storage/outbox.hpp"

namespace storage::outbox {

std::vector<Held> held_for_person(Session& session, std::string_view conversation) {
  return session.all("SELECT id, flags, delivery_id FROM outbox WHERE conversation = ?1 AND state = 'held' AND held_until = 'person_writes' ORDER BY id",
                     {conversation}, [](const Row& row) { return Held{row.integer(0), row.integer(1), row.maybe_integer(2)}; });
}

void release(Session& session, std::int64_t id, std::int64_t now) {
  session.run("UPDATE outbox SET state = 'queued', held_until = '', due_at = ?2 WHERE id = ?1 AND state = 'held'", {id, now});
}

void cover_held(Session& session, std::int64_t id, std::int64_t by) {
  session.run("UPDATE outbox SET state = 'covered', held_until = '', digest_id = ?2 WHERE id = ?1 AND state = 'held'", {id, by});
  session.run("UPDATE outbox SET digest_id = ?2 WHERE digest_id = ?1 AND state = 'covered'", {id, by});
  session.run("UPDATE outbox SET flags = flags | CAST(?2 AS BIGINT) WHERE id = ?1", {by, covers});
}

std::vector<std::int64_t> covered_deliveries(Session& session, std::int64_t by) {
  return session.all("SELECT delivery_id FROM outbox WHERE digest_id = ?1 AND state = 'covered' AND delivery_id IS NOT NULL ORDER BY id", {by},
                     [](const Row& row) { return row.integer(0); });
}

void covered_sent(Session& session, std::int64_t by, std::int64_t now) {
  session.run("UPDATE outbox SET state = 'sent', message = NULL, reason = '', settled_at = ?2 WHERE digest_id = ?1 AND state = 'covered'", {by, now});
}

void uncover(Session& session, std::int64_t by) {
  session.run("UPDATE outbox SET state = 'held', held_until = 'person_writes', digest_id = NULL WHERE digest_id = ?1 AND state = 'covered'", {by});
}

}  // namespace storage::outbox
