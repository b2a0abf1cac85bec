#include "storage/memberships.hpp"

#include <algorithm>

namespace storage {

namespace {

Membership read(const Row& r) { return {r.integer(0), r.integer(1), r.integer(2), r.string(3), r.maybe_string(4)}; }

std::int64_t women_in(Session& session, std::int64_t person) {
  return session.number("SELECT COALESCE(woman, 0) FROM person WHERE id = ?1", {person});
}

// From that day on there are so many more. A day that is new begins with what there was before it.
void change(Session& session, std::int64_t unit, const std::string& day, std::int64_t members, std::int64_t women) {
  session.run("INSERT INTO unit_change(unit_id, day, members, women, members_then, women_then) VALUES (?1, ?2, 0, 0,"
              " COALESCE((SELECT members_then FROM unit_change WHERE unit_id = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1), 0),"
              " COALESCE((SELECT women_then FROM unit_change WHERE unit_id = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1), 0))"
              " ON CONFLICT (unit_id, day) DO NOTHING", {unit, day});
  session.run("UPDATE unit_change SET members = members + ?3, women = women + ?4 WHERE unit_id = ?1 AND day = ?2", {unit, day, members, women});
  session.run("UPDATE unit_change SET members_then = members_then + ?3, women_then = women_then + ?4 WHERE unit_id = ?1 AND day >= ?2", {unit, day, members, women});
}

void count(Session& session, const Membership& m) {
  const auto women = women_in(session, m.person);
  change(session, m.unit, m.from_day, 1, women);
  if (m.to_day) change(session, m.unit, *m.to_day, -1, -women);
}

}  // namespace

std::vector<Membership> memberships(Session& session, std::int64_t person) {
  return session.all("SELECT id, person_id, unit_id, from_day, to_day FROM membership WHERE person_id = ?1 ORDER BY from_day, id", {person}, read);
}

std::optional<Membership> membership_at(Session& session, std::int64_t person, const std::string& day) {
  return session.one("SELECT id, person_id, unit_id, from_day, to_day FROM membership "
                     "WHERE person_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)", {person, day}, read);
}

std::optional<Membership> membership_after(Session& session, std::int64_t person, const std::string& day) {
  return session.one("SELECT id, person_id, unit_id, from_day, to_day FROM membership "
                     "WHERE person_id = ?1 AND from_day > ?2 AND (to_day IS NULL OR to_day > from_day) ORDER BY from_day", {person, day}, read);
}

std::optional<Membership> overlapping(Session& session, std::int64_t person, const std::string& from_day, const std::optional<std::string>& to_day) {
  return session.one("SELECT id, person_id, unit_id, from_day, to_day FROM membership WHERE person_id = ?1 AND (to_day IS NULL OR to_day > ?2) "
                     "AND (CAST(?3 AS TEXT) IS NULL OR from_day < ?3) AND (to_day IS NULL OR to_day > from_day) ORDER BY from_day",
                     {person, from_day, to_day}, read);
}

std::int64_t add_membership(Session& session, std::int64_t person, std::int64_t unit, const std::string& from_day,
                            const std::optional<std::string>& to_day, std::int64_t operation) {
  const auto id = session.number("INSERT INTO membership(person_id, unit_id, from_day, to_day, operation_id) VALUES (?1, ?2, ?3, ?4, NULLIF(CAST(?5 AS BIGINT), 0)) RETURNING id",
                                 {person, unit, from_day, to_day, operation});
  count(session, {id, person, unit, from_day, to_day});
  return id;
}

void add_uncounted(Session& session, std::int64_t person, std::int64_t unit, const std::string& from_day) {
  session.run("INSERT INTO membership(person_id, unit_id, from_day) VALUES (?1, ?2, ?3)", {person, unit, from_day});
}

void count_members(Session& session, std::int64_t unit, const std::string& day, std::int64_t members, std::int64_t women) {
  change(session, unit, day, members, women);
}

void end_membership(Session& session, const Membership& m, const std::string& to_day, const std::string& reason) {
  const auto women = women_in(session, m.person);
  if (m.to_day) change(session, m.unit, *m.to_day, 1, women);
  change(session, m.unit, to_day, -1, -women);
  session.run("UPDATE membership SET to_day = ?2, end_reason = ?3 WHERE id = ?1", {m.id, to_day, reason});
}

bool move_membership(Session& session, std::int64_t person, std::int64_t unit, const std::string& day, const std::string& reason, std::int64_t operation) {
  const auto held = membership_at(session, person, day);
  if (!held || held->unit == unit || membership_after(session, person, day)) return false;
  end_membership(session, *held, day, reason);
  add_membership(session, person, unit, day, held->to_day, operation);
  return true;
}

void set_woman(Session& session, std::int64_t person, std::optional<bool> woman) {
  const auto before = women_in(session, person), after = std::int64_t{woman.value_or(false)};
  session.run("UPDATE person SET woman = ?2 WHERE id = ?1", {person, woman ? std::optional<std::int64_t>(*woman) : std::nullopt});
  if (before == after) return;
  for (const auto& m : memberships(session, person)) {
    change(session, m.unit, m.from_day, 0, after - before);
    if (m.to_day) change(session, m.unit, *m.to_day, 0, before - after);
  }
}

// ---- A unit's members together: statements over sets, as many for ten people as for a thousand ----

void recount(Session& session, std::int64_t unit) {
  session.run("DELETE FROM unit_change WHERE unit_id = ?1", {unit});
  session.run("INSERT INTO unit_change(unit_id, day, members, women, members_then, women_then) "
              "SELECT CAST(?1 AS BIGINT), day, SUM(n), SUM(w), SUM(SUM(n)) OVER (ORDER BY day), SUM(SUM(w)) OVER (ORDER BY day) FROM ("
              " SELECT m.from_day AS day, 1 AS n, COALESCE(p.woman, 0) AS w FROM membership m JOIN person p ON p.id = m.person_id WHERE m.unit_id = ?1"
              " UNION ALL SELECT m.to_day, -1, -COALESCE(p.woman, 0) FROM membership m JOIN person p ON p.id = m.person_id WHERE m.unit_id = ?1 AND m.to_day IS NOT NULL"
              ") changes GROUP BY day HAVING SUM(n) <> 0 OR SUM(w) <> 0", {unit});
}

void end_members(Session& session, std::int64_t unit, const std::string& day, const std::string& reason) {
  session.run("UPDATE membership SET to_day = CASE WHEN from_day > ?2 THEN from_day ELSE ?2 END, end_reason = ?3 "
              "WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?2) AND (to_day IS NULL OR to_day > from_day)", {unit, day, reason});
  recount(session, unit);
}

// The new rows are written before the old ones end, and a person has one open membership at most: until then they bear the word 'open'.
void move_members(Session& session, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason, std::int64_t operation) {
  session.run("INSERT INTO membership(person_id, unit_id, from_day, to_day, operation_id) "
              "SELECT person_id, CAST(?2 AS BIGINT), CASE WHEN from_day > ?3 THEN from_day ELSE ?3 END, COALESCE(to_day, 'open'), NULLIF(CAST(?4 AS BIGINT), 0) "
              "FROM membership WHERE unit_id = ?1 AND (to_day IS NULL OR to_day > ?3) AND (to_day IS NULL OR to_day > from_day)", {from, to, day, operation});
  end_members(session, from, day, reason);
  session.run("UPDATE membership SET to_day = NULL WHERE unit_id = ?1 AND to_day = 'open'", {to});
  recount(session, to);
}

void move_span(Session& session, std::int64_t person, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason, std::int64_t operation) {
  for (const auto& m : memberships(session, person)) {
    const bool touched = m.unit == from && (!m.to_day || (*m.to_day > day && *m.to_day > m.from_day));
    if (!touched) continue;
    const auto begin = std::max(m.from_day, day);
    end_membership(session, m, begin, reason);
    add_membership(session, person, to, begin, m.to_day, operation);
  }
}

// ---- Counts ----

namespace {
Counted read_counted(const Row& r) { return {r.integer(0), r.integer(1)}; }

// Both numbers in one, so that a look-up and a sum carry both: women in the lower 32 bits.
Counted read_both(const Row& r) {
  constexpr int bits = 32;
  const auto both = r.integer(0);
  return {both >> bits, both & ((std::int64_t{1} << bits) - 1)};
}
}  // namespace

Counted counted(Session& session, std::int64_t unit, const std::string& day) {
  return session.one("SELECT members_then, women_then FROM unit_change WHERE unit_id = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1", {unit, day}, read_counted)
      .value_or(Counted{});
}

// Each unit's latest count by a look-up of its own: joined, PostgreSQL would read all the counts there ever were.
Counted counted_below(Session& session, std::int64_t root, const std::string& day) {
  return session.one(
      "WITH RECURSIVE below(id) AS (SELECT CAST(?1 AS BIGINT) UNION SELECT e.unit_id FROM unit_edge e JOIN below ON e.parent_id = below.id"
      " WHERE e.from_day <= ?2 AND (e.to_day IS NULL OR e.to_day > ?2)) "
      "SELECT CAST(COALESCE(SUM((SELECT c.members_then * 4294967296 + c.women_then FROM unit_change c WHERE c.unit_id = below.id AND c.day <= ?2"
      " ORDER BY c.day DESC LIMIT 1)), 0) AS BIGINT) FROM below",
      {root, day}, read_both).value();
}

}  // namespace storage
