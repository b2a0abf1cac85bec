#include "storage/arrivals.hpp"

#include <sstream>

namespace storage::arrivals {

namespace {

std::vector<std::int64_t> read_ids(const std::string& list) {
  std::vector<std::int64_t> ids;
  std::istringstream in(list);
  for (std::string id; std::getline(in, id, ',');) ids.push_back(std::stoll(id));
  return ids;
}

std::string write_ids(const std::vector<std::int64_t>& ids) {
  std::string list;
  for (const auto id : ids) list += (list.empty() ? "" : ",") + std::to_string(id);
  return list;
}

Arrival read(const Row& r) {
  return {r.integer(0), r.integer(1), r.integer(2), r.integer(3), r.string(4), r.string(5), r.string(6), r.string(7), r.maybe_string(8), r.maybe_string(9), read_ids(r.string(10)),
          r.integer(11), r.integer(12), r.integer(13)};
}

Param or_null(std::int64_t id) { return id != 0 ? Param(id) : Param(nullptr); }
Param or_null(const std::string& text) { return text.empty() ? Param(nullptr) : Param(text); }

}  // namespace

std::int64_t begin(Session& session, std::int64_t identity, const From& from, std::int64_t now) {
  return session.number("INSERT INTO arrival(identity_id, source, unit_id, group_id, code, state, at) VALUES (?1, ?2, ?3, ?4, ?5, 'asking', ?6) ON CONFLICT (identity_id) DO UPDATE SET "
                        "source = excluded.source, unit_id = excluded.unit_id, group_id = COALESCE(excluded.group_id, arrival.group_id), code = excluded.code, state = 'asking', name = '', "
                        "team = '', phone = NULL, birth_day = NULL, candidates = '', tries = 0, starts = arrival.starts + 1, at = excluded.at, decided_at = NULL, decided_by = NULL RETURNING id",
                        {identity, from.source, or_null(from.unit), or_null(from.group), or_null(from.code), now});
}

void redirect(Session& session, std::int64_t arrival, const From& from) {
  session.run("UPDATE arrival SET source = ?2, unit_id = COALESCE(?3, unit_id), code = COALESCE(?4, code) WHERE id = ?1", {arrival, from.source, or_null(from.unit), or_null(from.code)});
}

void seen_in_group(Session& session, std::int64_t identity, std::int64_t group, std::int64_t unit, std::int64_t now) {
  session.run("INSERT INTO arrival(identity_id, source, unit_id, group_id, state, at) VALUES (?1, 'group', ?2, ?3, 'seen', ?4) ON CONFLICT (identity_id) DO UPDATE SET "
              "group_id = COALESCE(arrival.group_id, excluded.group_id), unit_id = COALESCE(arrival.unit_id, excluded.unit_id)",
              {identity, or_null(unit), group, now});
}

std::optional<Arrival> find(Session& session, std::int64_t id) {
  return session.one("SELECT id, identity_id, unit_id, group_id, source, state, name, team, phone, birth_day, candidates, tries, starts, at FROM arrival WHERE id = ?1", {id}, read);
}

std::optional<Arrival> of_identity(Session& session, std::int64_t identity) {
  return session.one("SELECT id, identity_id, unit_id, group_id, source, state, name, team, phone, birth_day, candidates, tries, starts, at FROM arrival WHERE identity_id = ?1", {identity}, read);
}

std::vector<Arrival> waiting_in(Session& session, std::int64_t unit) {
  return session.all("SELECT id, identity_id, unit_id, group_id, source, state, name, team, phone, birth_day, candidates, tries, starts, at FROM arrival "
                     "WHERE unit_id = ?1 AND state IN ('asking', 'guest') AND identity_id IS NOT NULL ORDER BY id", {unit}, read);
}

void keep(Session& session, const Arrival& a) {
  session.run("UPDATE arrival SET name = ?2, team = ?3, unit_id = ?4, phone = ?5, birth_day = ?6, tries = ?7 WHERE id = ?1",
              {a.id, a.name, a.team, or_null(a.unit), a.phone, a.birth_day, a.tries});
}

void await(Session& session, std::int64_t arrival, const std::string& state, std::int64_t unit, const std::vector<std::int64_t>& candidates) {
  session.run("UPDATE arrival SET state = ?2, unit_id = ?3, candidates = ?4 WHERE id = ?1", {arrival, state, or_null(unit), write_ids(candidates)});
}

void decide(Session& session, std::int64_t arrival, const std::string& state, std::optional<std::int64_t> by, std::int64_t now) {
  session.run("UPDATE arrival SET state = ?2, name = '', team = '', phone = NULL, birth_day = NULL, candidates = '', decided_by = ?3, decided_at = ?4 WHERE id = ?1", {arrival, state, by, now});
}

std::int64_t expire(Session& session, std::int64_t before, std::int64_t now) {
  return session.run("UPDATE arrival SET state = 'refused', name = '', team = '', phone = NULL, birth_day = NULL, candidates = '', decided_at = ?2 "
                     "WHERE id IN (SELECT id FROM arrival WHERE at < ?1 AND state IN ('asking', 'proving', 'guest') AND source <> 'group' ORDER BY at LIMIT 1000)", {before, now});
}

// ---- Candidates ----

namespace {

Candidate read_candidate(const Row& r) {
  return {r.integer(0), r.integer(1), r.string(2), r.maybe_string(3), r.maybe_string(4), r.integer(5) != 0, r.integer(6) != 0};
}

// Columns and joins of a candidate; ?2 is the day. A post that begins later counts too: who comes in before that day would hold it then.
#define CANDIDATES                                                                                                                             \
  "SELECT p.id, m.unit_id, p.name, p.phone, p.birth_day, CASE WHEN EXISTS (SELECT 1 FROM identity i WHERE i.person_id = p.id) THEN 1 ELSE 0 END," \
  " CASE WHEN EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND (r.to_day IS NULL OR (r.to_day > ?2 AND r.to_day > r.from_day))) THEN 1 ELSE 0 END" \
  " FROM person p JOIN membership m ON m.person_id = p.id AND m.from_day <= ?2 AND (m.to_day IS NULL OR m.to_day > ?2) "

}  // namespace

std::vector<Candidate> named(Session& session, const std::string& folded_name, const std::string& day) {
  return session.all(CANDIDATES "WHERE p.folded_name = ?1 ORDER BY p.id", {folded_name, day}, read_candidate);
}

std::vector<Candidate> with_phone(Session& session, const std::string& phone, const std::string& day) {
  return session.all(CANDIDATES "WHERE p.phone = ?1 ORDER BY p.id", {phone, day}, read_candidate);
}

std::vector<Candidate> nearly_named(Session& session, const std::string& surname, const std::string& given, const std::string& day) {
  return session.all(CANDIDATES "WHERE p.given = ?1 AND p.folded_name LIKE ?3 ORDER BY p.id LIMIT 500", {given, day, surname + " %"}, read_candidate);
}

std::optional<Candidate> candidate(Session& session, std::int64_t person, const std::string& day) {
  return session.one(CANDIDATES "WHERE p.id = ?1", {person, day}, read_candidate);
}

#undef CANDIDATES

bool own_word(Session& session, std::int64_t identity, std::int64_t person) {
  return session.number("SELECT COUNT(*) FROM arrival a JOIN identity i ON i.id = a.identity_id WHERE i.person_id = ?2 AND a.state = 'bound' AND a.decided_by IS NULL "
                        "AND NOT EXISTS (SELECT 1 FROM invite c WHERE c.kind = 'person' AND c.used_by = ?2 AND c.used_at = a.decided_at) "
                        "AND (a.identity_id = ?1 OR EXISTS (SELECT 1 FROM arrival b WHERE b.identity_id = ?1 AND b.state = 'bound' AND b.decided_by = ?2))", {identity, person}) > 0;
}

std::optional<AccountOf> account_of(Session& session, std::int64_t identity) {
  return session.one("SELECT channel, account, external_id, id FROM identity WHERE id = ?1", {identity},
                     [](const Row& r) { return AccountOf{r.string(0), r.string(1), r.string(2), r.integer(3)}; });
}

bool has_account(Session& session, std::int64_t person) { return session.number("SELECT COUNT(*) FROM identity WHERE person_id = ?1", {person}) > 0; }

std::vector<AccountOf> accounts_of(Session& session, std::int64_t person) {
  return session.all("SELECT channel, account, external_id, id FROM identity WHERE person_id = ?1 AND unreachable_at IS NULL ORDER BY COALESCE(last_interaction, 0) DESC, id", {person},
                     [](const Row& r) { return AccountOf{r.string(0), r.string(1), r.string(2), r.integer(3)}; });
}

// ---- News ----

namespace {
News read_news(const Row& r) { return {r.integer(0), r.integer(1), r.string(2)}; }
}  // namespace

std::vector<News> strangers(Session& session, std::int64_t from, std::int64_t until) {
  return session.all("SELECT a.unit_id, 0, a.name FROM arrival a WHERE a.at >= ?1 AND a.at < ?2 AND a.source = 'group' AND a.state IN ('seen', 'asking', 'guest') AND a.unit_id IS NOT NULL "
                     "AND a.identity_id IS NOT NULL ORDER BY a.unit_id, a.id", {from, until}, read_news);
}

std::vector<News> linked_alone(Session& session, std::int64_t from, std::int64_t until) {
  return session.all("SELECT m.unit_id, p.id, p.name FROM arrival a JOIN identity i ON i.id = a.identity_id JOIN person p ON p.id = i.person_id JOIN membership m ON m.person_id = p.id "
                     "AND m.to_day IS NULL WHERE a.decided_at >= ?1 AND a.decided_at < ?2 AND a.state = 'bound' AND a.decided_by IS NULL ORDER BY m.unit_id, p.sort_key, p.id",
                     {from, until}, read_news);
}

std::vector<News> left(Session& session, std::int64_t from, std::int64_t until, const std::string& day) {
  return session.all("SELECT DISTINCT c.unit_id, p.id, p.name FROM group_member g JOIN chat_group c ON c.id = g.group_id AND c.closed_at IS NULL AND c.unit_id IS NOT NULL "
                     "JOIN person p ON p.id = g.person_id JOIN membership m ON m.person_id = p.id AND m.from_day <= ?3 AND (m.to_day IS NULL OR m.to_day > ?3) "
                     "WHERE g.to_at >= ?1 AND g.to_at < ?2 AND NOT EXISTS (SELECT 1 FROM group_member h JOIN chat_group d ON d.id = h.group_id WHERE h.person_id = g.person_id "
                     "AND h.to_at IS NULL AND d.unit_id = c.unit_id AND d.closed_at IS NULL) ORDER BY c.unit_id, p.id", {from, until, day}, read_news);
}

}  // namespace storage::arrivals
