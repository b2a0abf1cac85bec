#include "storage/questions.hpp"

namespace storage {

void ask(Session& session, std::int64_t identity, const std::string& kind, const std::string& data, std::int64_t now, std::int64_t expires_at) {
  session.run("INSERT INTO pending_question(identity_id, kind, data, asked_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (identity_id) DO UPDATE SET kind = excluded.kind, data = excluded.data, asked_at = excluded.asked_at, expires_at = excluded.expires_at",
              {identity, kind, data, now, expires_at});
}

std::optional<Question> pending_question(Session& session, std::int64_t identity, std::int64_t now) {
  return session.one("SELECT kind, data, asked_at FROM pending_question WHERE identity_id = ?1 AND expires_at > ?2", {identity, now},
                     [](const Row& r) { return Question{r.string(0), r.string(1), r.integer(2)}; });
}

void forget_question(Session& session, std::int64_t identity) {
  session.run("DELETE FROM pending_question WHERE identity_id = ?1", {identity});
}

void add_invite(Session& session, const std::string& code_hash, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t expires_at) {
  session.run("INSERT INTO invite(code_hash, role, unit_id, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)", {code_hash, role, unit, now, expires_at});
}

bool invite_open(Session& session, const std::string& code_hash, std::int64_t now) {
  return session.number("SELECT COUNT(*) FROM invite WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?2", {code_hash, now}) > 0;
}

std::optional<Invite> use_invite(Session& session, const std::string& code_hash, std::int64_t person, std::int64_t now) {
  return session.one("UPDATE invite SET used_at = ?3, used_by = ?2 WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?3 RETURNING role, unit_id",
                     {code_hash, person, now}, [](const Row& r) { return Invite{r.string(0), r.integer(1)}; });
}

}  // namespace storage
