// People and posts of the roll in bulk.
#include "storage/roll.hpp"

namespace storage::roll {

namespace {

#define ROLL_PERSON "p.id, p.external_code, p.name, p.phone, p.birth_day, p.union_day, p.woman"
#define ROLL_MEMBER " LEFT JOIN membership m ON m.person_id = p.id AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2) "

std::optional<bool> read_woman(const Row& r, int column) {
  return r.null(column) ? std::nullopt : std::optional(r.integer(column) != 0);
}

PersonFields read_fields(const Row& r, int first) {
  return {r.string(first), r.string(first + 1), r.string(first + 2), r.string(first + 3), r.string(first + 4), read_woman(r, first + 5)};
}

Person read_person(const Row& r) { return {r.integer(0), read_fields(r, 1), r.integer(7), r.string(8)}; }
Person read_keyed(const Row& r) {
  auto person = read_person(r);
  person.former = r.integer(9) != 0;
  return person;
}

std::optional<std::string_view> maybe(const std::string& text) { return text.empty() ? std::nullopt : std::optional<std::string_view>(text); }
std::optional<std::int64_t> maybe(const std::optional<bool>& truth) { return truth ? std::optional<std::int64_t>(*truth ? 1 : 0) : std::nullopt; }

}  // namespace

std::optional<Person> person(Session& session, std::int64_t id, const std::string& day) {
  return session.one("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM person p" ROLL_MEMBER "WHERE p.id = ?1", {id, day}, read_person);
}

#define BY_KEY(column, kind)                                                                                                                    \
  "SELECT " ROLL_PERSON ", m.unit_id, m.from_day, CASE WHEN EXISTS (SELECT 1 FROM former_key k WHERE k.kind = '" kind "' AND k.said = ?1 AND "     \
  "k.person_id = p.id) THEN 1 ELSE 0 END FROM person p" ROLL_MEMBER "WHERE p.id = COALESCE((SELECT id FROM person WHERE " column " = ?1), "       \
  "(SELECT person_id FROM former_key WHERE kind = '" kind "' AND said = ?1))"

std::optional<Person> person_by_code(Session& session, const std::string& code, const std::string& day) {
  return session.one(BY_KEY("external_code", "code"), {code, day}, read_keyed);
}

std::optional<Person> person_by_phone(Session& session, const std::string& phone, const std::string& day) {
  return session.one(BY_KEY("phone", "phone"), {phone, day}, read_keyed);
}

#undef BY_KEY

std::vector<Person> persons_in(Session& session, std::int64_t unit, const std::string& day) {
  return session.all("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM membership m JOIN person p ON p.id = m.person_id "
                     "WHERE m.unit_id = ?1 AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2)", {unit, day}, read_person);
}

std::vector<Person> persons_named(Session& session, const std::string& folded_name, const std::string& day) {
  return session.all("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM person p" ROLL_MEMBER "WHERE p.folded_name = ?1 AND p.joined_to IS NULL ORDER BY p.id", {folded_name, day}, read_person);
}

std::vector<Person> persons_named_in(Session& session, std::int64_t unit, const std::string& folded_name, const std::string& day) {
  return session.all("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM person p JOIN membership m ON m.person_id = p.id "
                     "WHERE p.folded_name = ?3 AND m.unit_id = ?1 AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2) ORDER BY p.id", {unit, day, folded_name}, read_person);
}

std::vector<GivenUp> given_up_in(Session& session, std::int64_t unit) {
  return session.all("SELECT DISTINCT p.name, p.joined_to FROM person p JOIN membership m ON m.person_id = p.id "
                     "WHERE p.joined_to IS NOT NULL AND m.unit_id = ?1 AND m.end_reason = 'joined' ORDER BY p.joined_to", {unit},
                     [](const Row& r) { return GivenUp{r.string(0), r.integer(1)}; });
}

std::vector<Person> persons_born(Session& session, const std::string& folded_name, const std::string& birth_day, const std::string& day) {
  constexpr std::int64_t few = 8;
  return session.all("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM person p" ROLL_MEMBER "WHERE p.folded_name = ?1 AND p.birth_day = ?3 ORDER BY p.id LIMIT ?4",
                     {folded_name, day, birth_day, few}, read_person);
}

bool has_account(Session& session, std::int64_t person) {
  return session.number("SELECT COUNT(*) FROM identity WHERE person_id = ?1", {person}) > 0;
}

std::int64_t add_person(Session& session, const PersonFields& f, const PersonKeys& keys, std::int64_t now) {
  return session.number(
      "INSERT INTO person(external_code, name, folded_name, given, sort_key, phone, birth_day, union_day, woman, created_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
      {maybe(f.code), f.name, keys.folded_name, keys.given, Bytes{keys.sort_key}, maybe(f.phone), maybe(f.birth_day), maybe(f.union_day), maybe(f.woman), now});
}

void change_person(Session& session, std::int64_t person, const PersonFields& f, const PersonKeys& keys) {
  session.run("UPDATE person SET external_code = ?2, name = ?3, folded_name = ?4, given = ?5, sort_key = ?6, phone = ?7, birth_day = ?8, union_day = ?9 WHERE id = ?1",
              {person, maybe(f.code), f.name, keys.folded_name, keys.given, Bytes{keys.sort_key}, maybe(f.phone), maybe(f.birth_day), maybe(f.union_day)});
}

std::optional<std::int64_t> phone_owner(Session& session, const std::string& phone) {
  return session.one("SELECT id FROM person WHERE phone = ?1", {phone}, [](const Row& r) { return r.integer(0); });
}

Newest newest(Session& session) {
  return {session.number("SELECT COALESCE(MAX(id), 0) FROM person"), session.number("SELECT COALESCE(MAX(id), 0) FROM role")};
}

std::vector<std::int64_t> given_posts_since(Session& session, std::int64_t role) {
  return session.all("SELECT DISTINCT person_id FROM role WHERE id > ?1 ORDER BY person_id", {role}, [](const Row& r) { return r.integer(0); });
}

std::vector<Person> people_page(Session& session, std::int64_t unit, const std::string& day, std::int64_t after, std::int64_t limit) {
  return session.all("SELECT " ROLL_PERSON ", m.unit_id, m.from_day FROM membership m JOIN person p ON p.id = m.person_id "
                     "WHERE m.unit_id = ?1 AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2) "
                     "AND (CAST(?3 AS BIGINT) = 0 OR p.sort_key > (SELECT a.sort_key FROM person a WHERE a.id = ?3) "
                     " OR (p.sort_key = (SELECT a.sort_key FROM person a WHERE a.id = ?3) AND p.id > ?3)) ORDER BY p.sort_key, p.id LIMIT ?4",
                     {unit, day, after, limit}, read_person);
}

std::vector<RoleLine> roles_page(Session& session, const std::string& day, std::int64_t after, std::int64_t limit) {
  return session.all("SELECT r.id, p.external_code, p.name, p.phone, p.birth_day, p.union_day, p.woman, r.unit_id, r.role, r.department, r.from_day, r.to_day "
                     "FROM role r JOIN person p ON p.id = r.person_id WHERE r.id > ?2 AND r.delegated_from IS NULL AND (r.to_day IS NULL OR r.to_day > ?1) "
                     "AND (r.to_day IS NULL OR r.to_day > r.from_day) ORDER BY r.id LIMIT ?3",
                     {day, after, limit}, [](const Row& r) {
                       return RoleLine{r.integer(0), read_fields(r, 1), r.integer(7), r.string(8), r.string(9), r.string(10), r.maybe_string(11)};
                     });
}

void set_department(Session& session, std::int64_t role, const std::string& department) {
  session.run("UPDATE role SET department = ?2 WHERE id = ?1", {role, department});
}

}  // namespace storage::roll
