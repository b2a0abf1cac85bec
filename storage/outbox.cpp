// The SQL of the outbox: appending, claiming, settling. Lists and repairs are in outbox_repair.cpp.
#include "storage/outbox.hpp"

namespace storage::outbox {

std::int64_t append(Session& session, const NewMessage& m) {
  return session.number(
      "INSERT INTO outbox (channel, account, conversation, kind, recipient, priority, state, due_at, message, delivery_id, coalesce_key, created_at, flags, part_of) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'queued', ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
      "ON CONFLICT (coalesce_key) WHERE state = 'queued' AND coalesce_key IS NOT NULL DO UPDATE SET message = excluded.message RETURNING id",
      {m.channel, m.account, m.conversation, m.kind, m.recipient, m.priority, m.due_at, m.message, m.delivery_id,
       m.coalesce_key.empty() ? Param(nullptr) : Param(m.coalesce_key), m.created_at, m.flags, m.part_of});
}

namespace {

Claimed read_claimed(const Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.string(4), row.string(5), row.string(6), row.string(7), row.string(8),
          row.maybe_integer(9), row.integer(10), row.maybe_integer(11), row.maybe_integer(12)};
}

// One priority at a time: the index then gives due rows in order and nothing else. A claimed row loses its coalesce key: what it says
// is on its way, a newer text is a message of its own.
void claim_priority(Session& session, std::string_view channel, std::string_view account, std::int64_t priority, std::int64_t now, std::int64_t limit,
                    const Lease& lease, std::vector<Claimed>& claimed) {
  session.each(
      "WITH due AS MATERIALIZED (SELECT o.id FROM outbox o"
      " WHERE o.channel = ?1 AND o.account = ?7 AND o.priority = ?2 AND o.due_at <= ?3 AND o.state = 'queued'"
      " AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = o.conversation AND e.state IN ('queued', 'writing')"
      " AND (e.state = 'writing' OR (e.id < o.id AND e.priority <= o.priority)))"
      " ORDER BY o.due_at, o.id LIMIT ?4 {skip_locked}) "
      "UPDATE outbox SET state = 'writing', lease_owner = ?5, lease_number = lease_number + 1, lease_until = ?6, claimed_at = ?3, coalesce_key = NULL "
      "WHERE id IN (SELECT id FROM due) "
      "RETURNING id, lease_number, attempts, priority, account, conversation, kind, recipient, message, delivery_id, flags,"
      " (SELECT i.last_interaction FROM identity i WHERE i.channel = outbox.channel AND i.account = outbox.account AND i.external_id = outbox.recipient),"
      " (SELECT q.until_at FROM quiet q WHERE q.conversation = outbox.conversation AND q.until_at > ?3)",
      {channel, priority, now, limit, lease.owner, lease.until, account}, [&](const Row& row) { claimed.push_back(read_claimed(row)); });
}

bool is_braked(Session& session, std::string_view channel, std::string_view account, std::int64_t now) {
  return session.number(
             "SELECT 1 FROM credential WHERE channel = ?1 AND account = ?2 AND (stopped <> '' OR paused_until > ?3 OR lease_until > ?3)",
             {channel, account, now}) == 1;
}

}  // namespace

std::vector<Claimed> claim(Session& session, std::string_view channel, std::string_view account, std::int64_t now, std::int64_t limit,
                           const Lease& lease) {
  std::vector<Claimed> claimed;
  if (is_braked(session, channel, account, now)) return claimed;
  for (const auto priority : {reply, bulk}) {
    const auto left = limit - static_cast<std::int64_t>(claimed.size());
    if (left > 0) claim_priority(session, channel, account, priority, now, left, lease, claimed);
  }
  return claimed;
}

std::optional<Whole> whole_message(Session& session, std::int64_t id) {
  const auto first = session.number("SELECT COALESCE(part_of, id) FROM outbox WHERE id = ?1", {id});
  auto last = session.one("SELECT delivery_id, state, reason FROM outbox WHERE (id = ?1 OR part_of = ?1) AND delivery_id IS NOT NULL", {first},
                          [](const Row& row) { return Whole{row.integer(0), row.string(1), row.string(2)}; });
  if (!last || last->state == "queued" || last->state == "writing" || last->state == "covered") return std::nullopt;
  if (last->state != "sent") return last;
  session.each("SELECT state, reason FROM outbox WHERE (id = ?1 OR part_of = ?1) AND state IN ('rejected', 'dead', 'unsure') "
               "ORDER BY CASE state WHEN 'unsure' THEN 0 ELSE 1 END, id", {first}, [&](const Row& row) { last->state = row.string(0), last->reason = row.string(1); });
  return last;
}

bool sent(Session& session, const Claim& claim, std::string_view message_id, std::int64_t now) {
  return session.run(
             "UPDATE outbox SET state = 'sent', message = NULL, message_id = ?3, reason = '', settled_at = ?4 "
             "WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'",
             {claim.id, claim.number, message_id.empty() ? Param(nullptr) : Param(message_id), now}) == 1;
}

bool retry(Session& session, const Claim& claim, std::int64_t due_at, std::string_view reason, const Again& again) {
  return session.run(
             "UPDATE outbox SET state = 'queued', attempts = attempts + CAST(?6 AS BIGINT), due_at = ?3, reason = ?4, flags = flags | CAST(?5 AS BIGINT) "
             "WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'",
             {claim.id, claim.number, due_at, reason, again.flags, std::int64_t{again.counts}}) == 1;
}

bool postpone(Session& session, const Claim& claim, std::int64_t due_at) {
  return session.run("UPDATE outbox SET state = 'queued', due_at = ?3 WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'",
                     {claim.id, claim.number, due_at}) == 1;
}

bool drop(Session& session, const Claim& claim) {
  return session.run("DELETE FROM outbox WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'", {claim.id, claim.number}) == 1;
}

bool hold(Session& session, const Claim& claim, std::string_view until, std::string_view reason, std::int64_t due_at) {
  return session.run(
             "UPDATE outbox SET state = 'held', held_until = ?3, reason = ?4, due_at = ?5 "
             "WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'",
             {claim.id, claim.number, until, reason, due_at}) == 1;
}

bool end(Session& session, const Claim& claim, std::string_view state, std::string_view reason, std::int64_t now) {
  return session.run(
             "UPDATE outbox SET state = ?3, reason = ?4, settled_at = ?5, look_at = ?5, looks = 0 WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'",
             {claim.id, claim.number, state, reason, now}) == 1;
}

}  // namespace storage::outbox
