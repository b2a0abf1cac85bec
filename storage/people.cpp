#include "storage/people.hpp"

namespace storage {

std::int64_t add_person(Session& session, const NewPerson& p, std::int64_t now) {
  const auto blank = p.folded_name.rfind(' ');
  const auto given = blank == std::string::npos ? p.folded_name : p.folded_name.substr(blank + 1);
  return session.number("INSERT INTO person(name, folded_name, given, sort_key, created_at, phone, birth_day, union_day, woman) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
                        {p.name, p.folded_name, given, Bytes{p.sort_key}, now, p.phone, p.birth_day, p.union_day, p.woman ? std::optional<std::int64_t>(*p.woman) : std::nullopt});
}

std::int64_t add_person(Session& session, const std::string& name, const std::string& folded, const std::string& sort_key, std::int64_t now) {
  return add_person(session, {name, folded, sort_key}, now);
}

std::optional<NewPerson> person(Session& session, std::int64_t id) {
  return session.one("SELECT name, folded_name, sort_key, phone, birth_day, union_day, woman FROM person WHERE id = ?1", {id}, [](const Row& r) {
    const auto woman = r.maybe_integer(6);
    return NewPerson{r.string(0), r.string(1), r.bytes(2), r.maybe_string(3), r.maybe_string(4), r.maybe_string(5), woman ? std::optional(*woman != 0) : std::nullopt};
  });
}

std::optional<std::int64_t> person_by_phone(Session& session, const std::string& phone) {
  return session.one("SELECT id FROM person WHERE phone = ?1", {phone}, [](const Row& r) { return r.integer(0); });
}

void set_contact(Session& session, std::int64_t person, const std::optional<std::string>& phone, const std::optional<std::string>& birth_day) {
  session.run("UPDATE person SET phone = COALESCE(?2, phone), birth_day = COALESCE(?3, birth_day) WHERE id = ?1", {person, phone, birth_day});
}

std::optional<std::int64_t> membership_unit(Session& session, std::int64_t person, const std::string& day) {
  return session.one("SELECT unit_id FROM membership WHERE person_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)",
                     {person, day}, [](const Row& r) { return r.integer(0); });
}

std::string person_name(Session& session, std::int64_t person) {
  return session.one("SELECT name FROM person WHERE id = ?1", {person}, [](const Row& r) { return r.string(0); }).value_or("");
}

namespace {
Identity read_identity(const Row& r) { return {r.integer(0), r.integer(1), !r.null(2)}; }
}  // namespace

Identity touch_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id, std::int64_t at) {
  const auto known = session.one(
      "UPDATE identity SET unreachable_at = CASE WHEN unreachable_at > ?4 THEN unreachable_at ELSE NULL END,"
      " last_interaction = CASE WHEN last_interaction > ?4 THEN last_interaction ELSE NULLIF(CAST(?4 AS BIGINT), 0) END "
      "WHERE channel = ?1 AND account = ?2 AND external_id = ?3 RETURNING id, person_id, introduced_at",
      {channel, account, external_id, at}, read_identity);
  if (known) return *known;
  return {session.number("INSERT INTO identity(channel, account, external_id, last_interaction) VALUES (?1, ?2, ?3, NULLIF(CAST(?4 AS BIGINT), 0)) RETURNING id",
                         {channel, account, external_id, at}), 0, false};
}

std::optional<Identity> find_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id) {
  return session.one("SELECT id, person_id, introduced_at FROM identity WHERE channel = ?1 AND account = ?2 AND external_id = ?3",
                     {channel, account, external_id}, read_identity);
}

void set_introduced(Session& session, std::int64_t identity, std::int64_t now) {
  session.run("UPDATE identity SET introduced_at = ?2 WHERE id = ?1", {identity, now});
}

void link_identity(Session& session, std::int64_t identity, std::int64_t person) {
  session.run("UPDATE identity SET person_id = ?2 WHERE id = ?1", {identity, person});
}

void add_identity(Session& session, const std::string& channel, const std::string& account, const std::string& external_id,
                  std::int64_t person, std::optional<std::int64_t> last_interaction) {
  session.run("INSERT INTO identity(channel, account, external_id, person_id, last_interaction) VALUES (?1, ?2, ?3, ?4, ?5)",
              {channel, account, external_id, person, last_interaction});
}

std::vector<Account> accounts(Session& session, std::int64_t person) {
  return session.all("SELECT channel, account, external_id, introduced_at FROM identity WHERE person_id = ?1 AND unreachable_at IS NULL "
                     "ORDER BY COALESCE(last_interaction, 0) DESC, id",
                     {person}, [](const Row& r) { return Account{r.string(0), r.string(1), r.string(2), !r.null(3)}; });
}

}  // namespace storage
