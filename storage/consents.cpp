#include "storage/consents.hpp"

namespace storage::consents {

namespace {

Consent read(const Row& r) { return {r.integer(0), {r.string(1), r.string(2)}, r.integer(3)}; }

void note_given(Session& session, std::int64_t consent, const std::string& field) {
  session.run("UPDATE consent SET gave = CASE WHEN gave = '' THEN ?2 ELSE gave || ',' || ?2 END WHERE id = ?1 AND (',' || gave || ',') NOT LIKE ('%,' || ?2 || ',%')", {consent, field});
}

}  // namespace

void give(Session& session, std::int64_t identity, std::int64_t person, const Notice& notice, std::int64_t now) {
  if (held(session, identity, person)) return;
  session.run("INSERT INTO consent(identity_id, person_id, purpose, notice_version, notice_hash, given_at) VALUES (?1, NULLIF(CAST(?2 AS BIGINT), 0), ?3, ?4, ?5, ?6)",
              {identity, person, contact, notice.version, notice.hash, now});
}

std::optional<Consent> held(Session& session, std::int64_t identity, std::int64_t person) {
  return session.one("SELECT id, notice_version, notice_hash, given_at FROM consent WHERE (identity_id = ?1 OR (?2 <> 0 AND person_id = ?2)) AND purpose = ?3 AND withdrawn_at IS NULL "
                     "ORDER BY id LIMIT 1", {identity, person, contact}, read);
}

bool withdraw(Session& session, std::int64_t identity, std::int64_t person, std::int64_t now) {
  session.run("UPDATE person SET phone = NULL WHERE id = ?1 AND EXISTS (SELECT 1 FROM consent c WHERE (c.person_id = ?1 OR c.identity_id = ?2) AND c.withdrawn_at IS NULL "
              "AND c.gave LIKE '%phone%')", {person, identity});
  session.run("UPDATE person SET birth_day = NULL WHERE id = ?1 AND EXISTS (SELECT 1 FROM consent c WHERE (c.person_id = ?1 OR c.identity_id = ?2) AND c.withdrawn_at IS NULL "
              "AND c.gave LIKE '%birth_day%')", {person, identity});
  session.run("DELETE FROM former_key WHERE kind = 'phone' AND person_id = ?1", {person});
  session.run("UPDATE arrival SET phone = NULL, birth_day = NULL WHERE identity_id = ?1", {identity});
  return session.run("UPDATE consent SET withdrawn_at = ?3 WHERE (identity_id = ?1 OR (?2 <> 0 AND person_id = ?2)) AND withdrawn_at IS NULL", {identity, person, now}) > 0;
}

void belongs_to(Session& session, std::int64_t identity, std::int64_t person) {
  session.run("UPDATE consent SET person_id = ?2 WHERE identity_id = ?1", {identity, person});
}

bool set_phone(Session& session, const Consent& consent, std::int64_t person, const std::string& phone) {
  if (session.number("SELECT COUNT(*) FROM person WHERE phone = ?1 AND id <> ?2", {phone, person}) > 0) return false;
  session.run("UPDATE person SET phone = ?2 WHERE id = ?1", {person, phone});
  note_given(session, consent.id, "phone");
  return true;
}

void set_birth_day(Session& session, const Consent& consent, std::int64_t person, const std::string& day) {
  session.run("UPDATE person SET birth_day = ?2 WHERE id = ?1", {person, day});
  note_given(session, consent.id, "birth_day");
}

bool gave(Session& session, const Consent& consent, const std::string& field) {
  return session.number("SELECT COUNT(*) FROM consent WHERE id = ?1 AND (',' || gave || ',') LIKE ('%,' || ?2 || ',%')", {consent.id, field}) > 0;
}

Contact contact_of(Session& session, std::int64_t person) {
  return session.one("SELECT phone, birth_day FROM person WHERE id = ?1", {person}, [](const Row& r) { return Contact{r.maybe_string(0), r.maybe_string(1)}; }).value_or(Contact{});
}

}  // namespace storage::consents
