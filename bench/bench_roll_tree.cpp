// What the dated tree costs: counts as of a day, lists by filter, and ten unions of 500 joined on their day, at 10 k, 100 k and 1 M people.
// usage: bench_roll_tree [POSTGRESQL-URL [LARGEST]]; the URL names an empty database
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bench/figure.hpp"
#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/rules.hpp"
#include "storage/memberships.hpp"
#include "storage/unit_counts.hpp"
#include "templates/catalog.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using storage::Session;

struct Size { std::int64_t people, units, uppers, unions; };
// Fifteen units a thousand people; an upper union has a thousand units below it.
Size size_of(std::int64_t people) { return {people, people * 15 / 1000, std::max<std::int64_t>(1, people * 15 / 1'000'000), people * 15 / 10'000}; }

constexpr std::int64_t joined = 10, joined_people = 500;

#define COUNT_TO "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "

// The root is 1, upper unions follow, then grassroots unions, then tổ.
void add_units(Session& s, const Size& z) {
  const storage::Bytes key{"k"};
  const auto first_union = z.uppers + 2, first_team = first_union + z.unions;
  s.run("INSERT INTO unit(id, kind, name, short_name, folded_name, sort_key, from_day) " COUNT_TO
        "SELECT i, CASE WHEN i = 1 THEN 'tinh' WHEN i < ?2 THEN 'cap_tren' WHEN i < ?3 THEN 'cdcs' ELSE 'to' END, 'u' || i, 'u' || i, 'u' || i, ?4, '2000-01-01' FROM n",
        {z.units, first_union, first_team, key});
  s.run("INSERT INTO unit_edge(unit_id, parent_id, from_day) " COUNT_TO
        "SELECT i, CASE WHEN i < ?2 THEN 1 WHEN i < ?3 THEN 2 + i % ?4 ELSE ?2 + i % ?5 END, '2000-01-01' FROM n WHERE i > 1",
        {z.units, first_union, first_team, z.uppers, z.unions});
}

// Everybody joined on a day of their own between 2000 and 2025.
void add_people(Session& s, const Size& z) {
  const auto first_team = z.uppers + 2 + z.unions;
  s.run("INSERT INTO person(id, name, folded_name, sort_key, created_at, woman) " COUNT_TO "SELECT i, 'p' || i, 'p' || i, ?2, 0, i % 2 FROM n", {z.people, storage::Bytes{"k"}});
  s.run("INSERT INTO membership(person_id, unit_id, from_day) " COUNT_TO
        "SELECT i, ?2 + i % ?3, '20' || substr(CAST(100 + i % 26 AS TEXT), 2) || '-' || substr(CAST(101 + (i / 26) % 12 AS TEXT), 2) || '-' || substr(CAST(101 + (i / 312) % 28 AS TEXT), 2) FROM n",
        {z.people, first_team, z.units - first_team + 1});
}

void add_joined(Session& s, const Size& z) {
  for (std::int64_t n = 1; n <= joined; ++n) {
    const auto unit = z.units + n;
    s.run("INSERT INTO unit(id, kind, name, short_name, folded_name, sort_key, from_day) VALUES (?1, 'cdcs', 'j', 'j', 'j', ?2, '2000-01-01')", {unit, storage::Bytes{"k"}});
    s.run("INSERT INTO unit_edge(unit_id, parent_id, from_day) VALUES (?1, 2, '2000-01-01')", {unit});
    s.run("INSERT INTO person(id, name, folded_name, sort_key, created_at) " COUNT_TO "SELECT ?2 + i, 'j', 'j', ?3, 0 FROM n", {joined_people, z.people + n * joined_people, storage::Bytes{"k"}});
    s.run("INSERT INTO membership(person_id, unit_id, from_day) " COUNT_TO "SELECT ?2 + i, ?3, '2020-01-01' FROM n", {joined_people, z.people + n * joined_people, unit});
  }
}

void count_all(Session& s) {
  s.run("INSERT INTO unit_change(unit_id, day, members, women, members_then, women_then) SELECT m.unit_id, m.from_day, COUNT(*), SUM(COALESCE(p.woman, 0)), "
        "SUM(COUNT(*)) OVER (PARTITION BY m.unit_id ORDER BY m.from_day), SUM(SUM(COALESCE(p.woman, 0))) OVER (PARTITION BY m.unit_id ORDER BY m.from_day) "
        "FROM membership m JOIN person p ON p.id = m.person_id GROUP BY m.unit_id, m.from_day", {});
}

// Processor time of the program, in which SQLite does its work; of PostgreSQL the time that passed. The fastest: others use the machine too.
double clock_ms(const storage::Database& database) {
  if (database.engine() == "sqlite") return bench::process_cpu_seconds() * 1e3;
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}
template <class F> double milliseconds(const storage::Database& database, F job, int times = 9) {
  std::vector<double> taken;
  for (int n = 0; n < times; ++n) {
    const auto start = clock_ms(database);
    job();
    taken.push_back(clock_ms(database) - start);
  }
  return *std::min_element(taken.begin(), taken.end());
}

void say(const Size& z, const char* what, double measured, const char* target) {
  bench::print({std::to_string(z.people / 1000) + " k: " + what, measured, "ms", "", 0, target});
}

void read_counts(storage::Database& database, const Size& z) {
  const auto count = [&](std::int64_t root, const char* day) {
    return milliseconds(database, [&] { database.read([&](Session& s) { if (storage::counted_below(s, root, day).members < 0) std::abort(); }); });
  };
  say(z, "members below an upper union", count(2, "2026-11-30"), z.uppers > 1 ? "<= 20" : "");
  say(z, "members of the province", count(1, "2026-11-30"), "<= 100");
  say(z, "members of the province in 2012", count(1, "2012-06-30"), "<= 100");
  say(z, "unions with fewer than 10 members", milliseconds(database, [&] { database.read([&](Session& s) { storage::list_units(s, {.kind = "cdcs", .members_lt = 10}, "2026-11-30"); }); }), "");
}

void join(storage::Database& database, const Size& z) {
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto today = language::day_of(now);
  const templates::Catalog catalog;
  trade_union::Merge plan;
  for (std::int64_t n = 1; n <= joined; ++n) plan.sources.push_back(z.units + n);
  plan.fresh = trade_union::PlannedUnit{.name = "CĐCS ghép"};
  database.write([&](Session& s) {
    const auto proposed = trade_union::propose(s, plan, {}, now);
    if (trade_union::refused(trade_union::decide(s, proposed.operation, {"88/QĐ-LĐLĐ", today, today}, {}, now))) std::abort();
  });
  const auto taken = milliseconds(database, [&] {
    database.write([&](Session& s) {
      trade_union::Turn turn;
      if (!trade_union::apply_due(s, catalog, now, turn)) std::abort();
    });
  }, 1);
  say(z, "ten unions of 500 joined, committed", taken, "<= 1000");
  if (database.read([&](Session& s) { return storage::counted_below(s, 1, today).members; }) != z.people + joined * joined_people) std::abort();
}

void measure(storage::Database& database, std::int64_t people) {
  const auto z = size_of(people);
  const auto start = Clock::now();
  database.write([&](Session& s) { add_units(s, z), add_people(s, z), add_joined(s, z), count_all(s); });
  if (database.engine() == "postgresql")
    database.write([](Session& s) {
      s.run("ANALYZE");
      for (const auto* next : {"SELECT setval(pg_get_serial_sequence('unit', 'id'), (SELECT MAX(id) FROM unit))", "SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT MAX(id) FROM person))"})
        s.number(next);
    });
  std::printf("%s, %lld people in %lld units (made in %.0f s)\n", std::string(database.engine()).c_str(), static_cast<long long>(people), static_cast<long long>(z.units),
              std::chrono::duration<double>(Clock::now() - start).count());
  read_counts(database, z);
  join(database, z);
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t largest = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
  if (argc > 1) return measure(*storage::open_postgres({argv[1], 1, 1, true}), largest), 0;
  for (const std::int64_t people : {10'000, 100'000, 1'000'000}) {
    const bench::Folder folder;
    measure(*storage::open_sqlite({folder.file("tree.db")}), people);
  }
}
