#include "storage/audit.hpp"

#include "storage/vault.hpp"

namespace storage {

void log_audit(Session& session, const AuditEntry& e) {
  session.run("INSERT INTO audit(at, actor, action, subject, detail, on_behalf, channel, unit_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              {e.at, e.actor, e.action, e.subject, e.detail, e.on_behalf, e.channel, e.unit});
}

namespace {

AuditEntry read_entry(const Row& r) {
  return {r.integer(1), r.string(2), r.string(3), r.string(4), r.string(5), r.string(6), r.string(7), r.maybe_integer(8), r.integer(0)};
}

// One text for one row and no other: every field with its length before it.
std::string canonical(const AuditEntry& e) {
  std::string text;
  const auto add = [&](const std::string& field) { text += std::to_string(field.size()) + ":" + field; };
  for (const auto number : {e.id, e.at}) add(std::to_string(number));
  for (const auto* field : {&e.actor, &e.action, &e.subject, &e.detail, &e.on_behalf, &e.channel}) add(*field);
  add(e.unit ? std::to_string(*e.unit) : "");
  return text;
}

std::string next_hash(const std::string& before, const AuditEntry& entry) { return sha256_hex(before + "\n" + canonical(entry)); }

// On PostgreSQL a row may appear after one with a higher id: so far back is looked for rows that no seal covers.
constexpr std::int64_t look_back = 10'000;

}  // namespace

std::vector<AuditEntry> audit_rows(Session& session, const AuditQuery& q) {
  return session.all(
      "WITH RECURSIVE below(id) AS (SELECT CAST(?4 AS BIGINT) UNION SELECT e.unit_id FROM unit_edge e JOIN below ON e.parent_id = below.id) "
      "SELECT id, at, actor, action, subject, detail, on_behalf, channel, unit_id FROM audit WHERE (?1 = '' OR subject = ?1) AND (?2 = '' OR actor = ?2) "
      "AND (?3 = '' OR action = ?3) AND (CAST(?4 AS BIGINT) IS NULL OR unit_id IN (SELECT id FROM below)) AND (CAST(?5 AS BIGINT) = 0 OR id < ?5) ORDER BY id DESC LIMIT ?6",
      {q.subject, q.actor, q.action, q.scope, q.before_id, q.limit}, read_entry);
}

AuditHead audit_head(Session& session) {
  return session.one("SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1", {}, [](const Row& r) { return AuditHead{r.integer(0), r.string(1)}; }).value_or(AuditHead{});
}

std::int64_t seal_audit(Session& session, std::int64_t before, std::int64_t limit) {
  auto hash = audit_head(session).hash;
  const auto sealed_to = session.number("SELECT COALESCE(MAX(audit_id), 0) FROM audit_seal");
  const auto rows = session.all("SELECT id, at, actor, action, subject, detail, on_behalf, channel, unit_id FROM audit a WHERE id > ?1 AND at < ?2 "
                                "AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.audit_id = a.id) ORDER BY id LIMIT ?3", {sealed_to - look_back, before, limit}, read_entry);
  for (const auto& row : rows) {
    hash = next_hash(hash, row);
    session.run("INSERT INTO audit_seal(audit_id, hash) VALUES (?1, ?2)", {row.id, hash});
  }
  return static_cast<std::int64_t>(rows.size());
}

AuditCheck check_audit(Session& session, const std::optional<AuditHead>& known) {
  AuditCheck check;
  check.known_found = !known;
  std::string before;
  session.each("SELECT a.id, a.at, a.actor, a.action, a.subject, a.detail, a.on_behalf, a.channel, a.unit_id, s.seq, s.audit_id, s.hash "
               "FROM audit_seal s LEFT JOIN audit a ON a.id = s.audit_id ORDER BY s.seq", {}, [&](const Row& r) {
    const auto hash = r.string(11);
    if (r.null(0)) check.faults.push_back({r.integer(10), "gone"});
    else if (next_hash(before, read_entry(r)) != hash) check.faults.push_back({r.integer(10), "changed"});
    before = hash;
    check.head = {r.integer(9), hash};
    if (known && known->rows == check.head.rows && known->hash == hash) check.known_found = true;
  });
  check.waiting = session.number("SELECT COUNT(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.audit_id = a.id)");
  return check;
}

}  // namespace storage
