// The SQL of the outbox beside the road: releases, recovery after a crash, evidence, lists for a human, counts.
#include <algorithm>

#include "storage/outbox.hpp"

namespace storage::outbox {

std::int64_t release_quota(Session& session, std::int64_t now) {
  return session.run(
      "UPDATE outbox SET state = 'queued', held_until = '' WHERE state = 'held' AND held_until = 'quota_renews' AND due_at <= ?1", {now});
}

std::int64_t release_account(Session& session, std::string_view channel, std::string_view account, std::int64_t now) {
  return session.run(
      "UPDATE outbox SET state = 'queued', held_until = '', due_at = ?3 "
      "WHERE state = 'held' AND held_until = 'human_acts' AND channel = ?1 AND account = ?2",
      {channel, account, now});
}

namespace {
Unfinished read_unfinished(const Row& row) { return {row.integer(0), row.maybe_integer(1), row.integer(2)}; }
}  // namespace

std::vector<Unfinished> abandon(Session& session, std::string_view owner, std::string_view reason, std::int64_t now, std::int64_t limit) {
  return session.all(
      "UPDATE outbox SET state = 'unsure', reason = ?2, settled_at = ?3, look_at = ?3, looks = 0 WHERE state = 'writing' AND id IN "
      "(SELECT id FROM outbox WHERE state = 'writing' AND lease_owner <> ?1 ORDER BY id LIMIT ?4) RETURNING id, delivery_id, flags",
      {owner, reason, now, limit}, read_unfinished);
}

std::int64_t take_back(Session& session, std::string_view channel, std::string_view owner, const std::vector<std::int64_t>& posted, std::int64_t now) {
  const auto lapsed = session.all(
      "SELECT id, lease_number FROM outbox WHERE state = 'writing' AND channel = ?1 AND lease_owner = ?2 AND lease_until <= ?3 ORDER BY id",
      {channel, owner, now}, [](const Row& row) { return Claim{row.integer(0), row.integer(1)}; });
  std::int64_t taken = 0;
  for (const auto& claim : lapsed) {
    if (std::binary_search(posted.begin(), posted.end(), claim.id)) continue;
    taken += session.run("UPDATE outbox SET state = 'queued' WHERE id = ?1 AND lease_number = ?2 AND state = 'writing'", {claim.id, claim.number});
  }
  return taken;
}

std::optional<Unfinished> proved_sent(Session& session, std::int64_t id, std::string_view message_id, std::int64_t now) {
  return session.one(
      "UPDATE outbox SET state = 'sent', message = NULL, message_id = ?2, reason = '', settled_at = ?3 "
      "WHERE id = ?1 AND state = 'unsure' RETURNING id, delivery_id, flags",
      {id, message_id, now}, read_unfinished);
}

std::vector<std::int64_t> unsure(Session& session) {
  return session.all("SELECT id FROM outbox WHERE state = 'unsure' ORDER BY id", {}, [](const Row& row) { return row.integer(0); });
}

std::vector<Sought> to_look_for(Session& session, std::string_view channel, std::int64_t looked_before, std::int64_t most_looks, std::int64_t limit) {
  return session.all(
      "SELECT id, claimed_at, settled_at, looks, account, kind, recipient, message, flags, priority FROM outbox "
      "WHERE state = 'unsure' AND look_at <= ?2 AND channel = ?1 AND looks < ?3 ORDER BY look_at, id LIMIT ?4",
      {channel, looked_before, most_looks, limit}, [](const Row& row) {
        Sought sought{{}, row.integer(1), row.integer(2), row.integer(3)};
        sought.row.id = row.integer(0);
        sought.row.account = row.string(4);
        sought.row.kind = row.string(5);
        sought.row.recipient = row.string(6);
        sought.row.message = row.string(7);
        sought.row.flags = row.integer(8);
        sought.row.priority = row.integer(9);
        return sought;
      });
}

void looked(Session& session, std::int64_t id, std::int64_t at) {
  session.run("UPDATE outbox SET looks = looks + 1, look_at = ?2 WHERE id = ?1 AND state = 'unsure'", {id, at});
}

std::vector<std::string> waiting_accounts(Session& session, std::string_view channel) {
  std::vector<std::string> accounts;
  const auto next = [&](std::string_view after) {
    return session.one("SELECT account FROM outbox WHERE state = 'queued' AND channel = ?1 AND account > ?2 ORDER BY account LIMIT 1", {channel, after},
                       [](const Row& row) { return row.string(0); });
  };
  for (auto account = next(""); account; account = next(accounts.back())) accounts.push_back(*account);
  return accounts;
}

std::int64_t hold_account(Session& session, std::string_view channel, std::string_view account, std::string_view reason, std::int64_t limit) {
  return session.run(
      "UPDATE outbox SET state = 'held', held_until = 'human_acts', reason = ?3 WHERE id IN "
      "(SELECT id FROM outbox WHERE state = 'queued' AND channel = ?1 AND account = ?2 LIMIT ?4)",
      {channel, account, reason, limit});
}

bool is_ours(Session& session, std::string_view message_id) {
  return session.number("SELECT 1 FROM outbox WHERE message_id = ?1 LIMIT 1", {message_id}) == 1;
}

std::vector<Settled> attention(Session& session, std::int64_t limit) {
  return session.all(
      "SELECT id, attempts, created_at, state, channel, account, conversation, reason, delivery_id FROM outbox "
      "WHERE state IN ('rejected', 'unsure', 'dead') "
      "UNION ALL SELECT id, attempts, created_at, state, channel, account, conversation, reason, delivery_id FROM outbox "
      "WHERE state = 'held' AND held_until = 'human_acts' ORDER BY state, id LIMIT ?1",
      {limit}, [](const Row& row) {
        return Settled{row.integer(0), row.integer(1), row.integer(2), row.string(3), row.string(4), row.string(5), row.string(6), row.string(7),
                       row.maybe_integer(8)};
      });
}

bool replay(Session& session, std::int64_t id, std::int64_t now) {
  return session.run(
             "UPDATE outbox SET state = 'queued', held_until = '', attempts = 0, due_at = ?2, settled_at = NULL "
             "WHERE id = ?1 AND state IN ('rejected', 'unsure', 'dead', 'held')",
             {id, now}) == 1;
}

std::int64_t forget(Session& session, std::int64_t sent_before, std::int64_t limit) {
  return session.run(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'sent' AND settled_at < ?1 ORDER BY settled_at LIMIT ?2)",
      {sent_before, limit});
}

std::int64_t forget_rejected(Session& session, std::int64_t before, std::int64_t limit) {
  return session.run(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'rejected' AND settled_at < ?1 ORDER BY settled_at LIMIT ?2)",
      {before, limit});
}

Replayed replay_after(Session& session, std::int64_t after, std::int64_t now, std::int64_t limit) {
  Replayed replayed{0, after};
  session.each(
      "UPDATE outbox SET state = 'queued', held_until = '', attempts = 0, due_at = ?2, settled_at = NULL WHERE id IN "
      "(SELECT id FROM outbox WHERE id > ?1 AND (state IN ('rejected', 'dead') OR (state = 'held' AND held_until = 'human_acts')) "
      "ORDER BY id LIMIT ?3) RETURNING id",
      {after, now, limit}, [&](const Row& row) {
        ++replayed.count;
        replayed.last = std::max(replayed.last, row.integer(0));
      });
  return replayed;
}

Counts counts(Session& session, std::int64_t now) {
  Counts counts;
  session.each("SELECT priority, count(*), min(due_at) FROM outbox WHERE state = 'queued' AND due_at <= ?1 GROUP BY priority", {now},
               [&](const Row& row) {
                 (row.integer(0) == reply ? counts.replies_due : counts.bulk_due) += row.integer(1);
                 if (!counts.oldest_due_at || row.integer(2) < *counts.oldest_due_at) counts.oldest_due_at = row.integer(2);
               });
  counts.held = session.number("SELECT count(*) FROM outbox WHERE state = 'held'");
  session.each("SELECT state, count(*) FROM outbox WHERE state IN ('rejected', 'unsure', 'dead') GROUP BY state", {}, [&](const Row& row) {
    (row.text(0) == "rejected" ? counts.rejected : row.text(0) == "unsure" ? counts.unsure : counts.dead) = row.integer(1);
  });
  return counts;
}

}  // namespace storage::outbox
