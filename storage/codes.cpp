#include "storage/codes.hpp"

namespace storage::codes {

void add(Session& session, const std::string& hash, const Code& code, std::int64_t created_by, std::int64_t now, std::int64_t expires_at) {
  if (code.person != 0) session.run("UPDATE invite SET expires_at = ?2 WHERE person_id = ?1 AND used_at IS NULL AND expires_at > ?2", {code.person, now});
  session.run("INSERT INTO invite(code_hash, kind, role, unit_id, purpose, person_id, name, created_by, created_at, expires_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(CAST(?6 AS BIGINT), 0), ?7, NULLIF(CAST(?8 AS BIGINT), 0), ?9, ?10)",
              {hash, code.kind, code.role, code.unit, code.purpose, code.person, code.name, created_by, now, expires_at});
}

std::optional<Code> open(Session& session, const std::string& hash, std::int64_t now) {
  return session.one("SELECT kind, role, purpose, unit_id, person_id, name FROM invite WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?2", {hash, now},
                     [](const Row& r) { return Code{r.string(0), r.string(1), r.string(2), r.integer(3), r.integer(4), r.string(5)}; });
}

bool use(Session& session, const std::string& hash, std::int64_t person, std::int64_t now) {
  return session.run("UPDATE invite SET used_at = ?3, used_by = NULLIF(CAST(?2 AS BIGINT), 0) WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?3", {hash, person, now}) > 0;
}

Tries tries(Session& session, std::int64_t identity) {
  return session.one("SELECT failed, until_at FROM code_try WHERE identity_id = ?1", {identity}, [](const Row& r) { return Tries{r.integer(0), r.integer(1)}; }).value_or(Tries{});
}

void set_tries(Session& session, std::int64_t identity, const Tries& tries) {
  session.run("INSERT INTO code_try(identity_id, failed, until_at) VALUES (?1, ?2, ?3) ON CONFLICT (identity_id) DO UPDATE SET failed = excluded.failed, until_at = excluded.until_at",
              {identity, tries.failed, tries.until});
}

void forget_tries(Session& session, std::int64_t identity) { session.run("DELETE FROM code_try WHERE identity_id = ?1", {identity}); }

}  // namespace storage::codes
