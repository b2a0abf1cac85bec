// What only PostgreSQL can do to a job: serialisation failures, connections that are cut, commits in doubt, a lost
// server's lock.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "storage/database.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Session;

namespace {

bool no_server() { return postgres_address().empty(); }

// Ends all connections of the tested database but the asking one (and the server's lock, if it is to live).
void cut_connections(const ScratchDatabase& scratch, bool lock_too) {
  std::string sql =
      "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity a WHERE datname = current_database() AND pid <> "
      "pg_backend_pid()";
  if (!lock_too) sql += " AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory')";
  scratch.ask(sql);
}

template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

bool can_write(storage::Database& database) {
  try {
    database.write([](Session&) {});
    return true;
  } catch (const storage::Unavailable&) {
    return false;
  }
}

}  // namespace

TEST_CASE("jobs that collide are repeated until both are kept") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  database->write([](Session& session) { session.run("INSERT INTO fact (name, value) VALUES ('sum', 0)"); });
  std::atomic<int> runs = 0;
  constexpr int jobs = 60;
  std::vector<std::promise<void>> done(jobs);
  for (int i = 0; i < jobs; ++i)
    database->submit_write(
        std::to_string(i),
        [&runs](Session& session) {
          ++runs;
          const auto sum = session.number("SELECT value FROM fact WHERE name = 'sum'");
          session.run("UPDATE fact SET value = ?1 WHERE name = 'sum'", {sum + 1});
        },
        [&done, i](std::exception_ptr error) { error ? done[i].set_exception(error) : done[i].set_value(); });
  for (auto& each : done) CHECK_NOTHROW(each.get_future().get());
  CHECK(scratch.ask("SELECT value FROM fact") == std::to_string(jobs));
  CHECK(runs > jobs);
}

TEST_CASE("a serialisation failure said by the server is repeated, at last given up") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  scratch.ask("CREATE SEQUENCE tries");
  scratch.ask(
      "CREATE FUNCTION refuse_until(wanted BIGINT, state TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$ BEGIN "
      "IF nextval('tries') < wanted THEN RAISE EXCEPTION 'no' USING ERRCODE = state; END IF; RETURN 1; END $$");
  const char* state = GENERATE("40001", "40P01");
  database->write([state](Session& session) {
    insert_fact(session, "a");
    session.number("SELECT refuse_until(4, ?1)", {state});
  });
  CHECK(count_facts(*database) == 1);
  CHECK(scratch.ask("SELECT last_value FROM tries") == "4");
  // A full disk is not repeated: the caller decides.
  CHECK_THROWS_AS(database->write([](Session& session) { session.number("SELECT refuse_until(1000, '53100')"); }),
                  storage::Unavailable);
  CHECK(scratch.ask("SELECT last_value FROM tries") == "5");
}

TEST_CASE("connections that were cut between jobs are replaced") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  for (int round = 1; round <= 3; ++round) {
    cut_connections(scratch, false);
    for (int i = 0; i < 8; ++i)
      database->write([&](Session& session) { session.run("INSERT INTO fact (value) VALUES (1)"); });
    CHECK(count_facts(*database) == round * 8);
  }
}

TEST_CASE("a connection cut inside a job loses all of it, and the job runs again whole") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  int runs = 0;
  database->write([&](Session& session) {
    insert_fact(session, "before the cut " + std::to_string(++runs));
    if (runs == 1) cut_connections(scratch, false);
    insert_fact(session, "after the cut " + std::to_string(runs));
  });
  CHECK(runs == 2);
  CHECK(scratch.ask("SELECT string_agg(name, ', ' ORDER BY id) FROM fact") == "before the cut 2, after the cut 2");
}

TEST_CASE("a job that is cut every time is given up, and nothing of it is kept") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  const auto always_cut = [&](Session& session) {
    session.run("INSERT INTO fact (value) VALUES (1)");
    cut_connections(scratch, false);
    session.run("INSERT INTO fact (value) VALUES (2)");
  };
  CHECK_THROWS_AS(database->write(always_cut), storage::Unavailable);
  CHECK(scratch.ask("SELECT COUNT(*) FROM fact") == "0");
  database->write([](Session& session) { insert_fact(session, "afterwards"); });
}

TEST_CASE("a commit in doubt is repeated and the job's own mark decides") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  // The first COMMIT ends its own connection from a deferred trigger.
  scratch.ask("CREATE SEQUENCE tries");
  scratch.ask(
      "CREATE FUNCTION cut_once() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN "
      "IF nextval('tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF; "
      "RETURN NULL; END $$");
  scratch.ask(
      "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON fact DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "
      "cut_once()");
  std::atomic<int> runs = 0;
  database->write([&](Session& session) {
    ++runs;
    session.run("INSERT INTO fact (name) VALUES (?1) ON CONFLICT (name) DO NOTHING", {"marked"});
  });
  CHECK(runs == 2);
  CHECK(count_facts(*database) == 1);
}

TEST_CASE("without the server's lock nothing is written until it is regained") {
  if (no_server()) return;
  const ScratchDatabase scratch;
  const auto database = storage::open_postgres({scratch.url()});
  create_fact(*database);
  // New connections are refused meanwhile, so that the lock stays lost until they are allowed again.
  const std::string name = scratch.ask("SELECT current_database()");
  const std::string allow = "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS ";
  ask_server(allow + "false");
  ask_server("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '" + name + "'");
  CHECK(comes_true([&] { return !can_write(*database); }));
  CHECK_THROWS_AS(count_facts(*database), storage::Unavailable);
  ask_server(allow + "true");
  CHECK(comes_true([&] { return can_write(*database); }));
  CHECK(count_facts(*database) == 0);
  CHECK_THROWS_AS(storage::open_postgres({scratch.url()}), storage::UnusableDatabase);
}

TEST_CASE("a server that does not answer is said in one sentence") {
  try {
    storage::open_postgres({"postgresql://nobody@127.0.0.1:1/nothing"});
    FAIL("it opened");
  } catch (const storage::Unavailable& error) {
    const std::string said = error.what();
    CHECK(said.starts_with("PostgreSQL does not answer: "));
    CHECK(said.find('\n') == said.npos);
  }
}
