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

std::int64_t forget_expired(Session& session, std::int64_t before, std::int64_t limit) {
  return session.run("DELETE FROM pending_question WHERE identity_id IN (SELECT identity_id FROM pending_question WHERE expires_at <= ?1 LIMIT ?2)", {before, limit});
}

}  // namespace storage
