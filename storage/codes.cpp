#include "storage/codes.hpp"

namespace storage::codes {

void add(Session& session, const std::string& hash, const Code& code, std::int64_t now, std::int64_t expires_at) {
  if (code.person != 0) end_of(session, code.person);
  session.run("INSERT INTO invite(code_hash, kind, role, unit_id, purpose, person_id, name, created_by, created_at, expires_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(CAST(?6 AS BIGINT), 0), ?7, NULLIF(CAST(?8 AS BIGINT), 0), ?9, ?10)",
              {hash, code.kind, code.role, code.unit, code.purpose, code.person, code.name, code.created_by, now, expires_at});
}

std::optional<Code> open(Session& session, const std::string& hash, std::int64_t now) {
  return session.one("SELECT kind, role, purpose, unit_id, person_id, name, created_by FROM invite WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?2", {hash, now},
                     [](const Row& r) { return Code{r.string(0), r.string(1), r.string(2), r.integer(3), r.integer(4), r.string(5), r.integer(6)}; });
}

bool use(Session& session, const std::string& hash, std::int64_t person, std::int64_t now) {
  return session.run("UPDATE invite SET used_at = ?3, used_by = NULLIF(CAST(?2 AS BIGINT), 0) WHERE code_hash = ?1 AND used_at IS NULL AND expires_at > ?3", {hash, person, now}) > 0;
}

std::int64_t made_since(Session& session, std::int64_t created_by, std::int64_t since) {
  return session.number("SELECT COUNT(*) FROM invite WHERE created_by = ?1 AND created_at >= ?2", {created_by, since});
}

// Over as soon as it began: no moment has to be known.
#define END_CODES "UPDATE invite SET expires_at = created_at WHERE used_at IS NULL AND expires_at > created_at AND "

void end(Session& session, const std::string& hash) { session.run(END_CODES "code_hash = ?1", {hash}); }

void end_of(Session& session, std::int64_t person) { session.run(END_CODES "person_id = ?1", {person}); }

void end_of_holders(Session& session, std::int64_t unit, const std::string& day) {
  session.run(END_CODES "person_id IN (SELECT person_id FROM role WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?2))", {unit, day});
}

#undef END_CODES

Tries tries(Session& session, std::int64_t identity) {
  return session.one("SELECT failed, until_at FROM code_try WHERE identity_id = ?1", {identity}, [](const Row& r) { return Tries{r.integer(0), r.integer(1)}; }).value_or(Tries{});
}

void set_tries(Session& session, std::int64_t identity, const Tries& tries) {
  session.run("INSERT INTO code_try(identity_id, failed, until_at) VALUES (?1, ?2, ?3) ON CONFLICT (identity_id) DO UPDATE SET failed = excluded.failed, until_at = excluded.until_at",
              {identity, tries.failed, tries.until});
}

void forget_tries(Session& session, std::int64_t identity) { session.run("DELETE FROM code_try WHERE identity_id = ?1", {identity}); }

}  // namespace storage::codes
