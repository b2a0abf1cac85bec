// A disk that is full or broken, a file that somebody else holds: nothing half-written, everybody told, and service
// resumes.
#include <catch2/catch.hpp>

#include "fault_vfs.hpp"
#include "storage/database.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Session;

namespace {

constexpr std::size_t batch_size = 6;

// A batch of six where `break_disk` runs inside job `broken`, followed by a write that the cache cannot hold.
std::vector<std::string> run_broken_batch(storage::Database& database, std::size_t broken,
                                          const storage::Database::Job& break_disk) {
  std::vector<storage::Database::Job> jobs;
  for (std::size_t i = 0; i < batch_size; ++i)
    jobs.push_back([i, broken, break_disk](Session& session) {
      insert_fact(session, "job " + std::to_string(i));
      if (i != broken) return;
      break_disk(session);
      session.run("INSERT INTO fact (raw) VALUES (zeroblob(40000000))");
    });
  return run_as_batch(database, jobs);
}

void check_nothing_kept_then_resumes(storage::Database& database, const std::vector<std::string>& answers,
                                     const storage::Database::Job& mend) {
  for (const std::string& answer : answers) CHECK(answer.starts_with("unavailable: "));
  CHECK(count_facts(database) == 0);
  database.write([&](Session& session) { mend(session); });
  database.write([](Session& session) { insert_fact(session, "afterwards"); });
  CHECK(count_facts(database) == 1);
}

}  // namespace

TEST_CASE("no more pages at each job of a batch of six") {
  const auto store = make_store(GENERATE("memory", "file"));
  const auto database = store->open();
  create_fact(*database);
  const std::size_t broken = GENERATE(range(std::size_t{0}, batch_size));
  CAPTURE(broken);
  const auto answers =
      run_broken_batch(*database, broken, [](Session& session) { session.run("PRAGMA max_page_count = 1"); });
  check_nothing_kept_then_resumes(*database, answers,
                                  [](Session& session) { session.run("PRAGMA max_page_count = 1000000"); });
}

TEST_CASE("the disk fails at each job of a batch of six") {
  const auto store = make_store("failing disk");
  const auto database = store->open();
  create_fact(*database);
  const std::size_t broken = GENERATE(range(std::size_t{0}, batch_size));
  const int code = GENERATE(SQLITE_FULL, SQLITE_IOERR_WRITE);
  CAPTURE(broken, code);
  const auto answers = run_broken_batch(*database, broken, [code](Session&) { FaultVfs::fail_writes(code); });
  FaultVfs::fail_writes(SQLITE_OK);
  check_nothing_kept_then_resumes(*database, answers, [](Session&) {});
}

TEST_CASE("a job that swallows the full disk does not save the batch") {
  const auto store = make_store("failing disk");
  const auto database = store->open();
  create_fact(*database);
  const auto swallow = [](Session& session) {
    FaultVfs::fail_writes(SQLITE_FULL);
    try {
      session.run("INSERT INTO fact (raw) VALUES (zeroblob(40000000))");
    } catch (const storage::Unavailable&) {
    }
    FaultVfs::fail_writes(SQLITE_OK);
    CHECK_THROWS_AS(insert_fact(session, "outside any transaction"), storage::Unavailable);
  };
  const auto answers = run_as_batch(*database, {[](Session& session) { insert_fact(session, "before"); }, swallow});
  check_nothing_kept_then_resumes(*database, answers, [](Session&) {});
}

TEST_CASE("the disk fails at COMMIT") {
  const auto store = make_store("failing disk");
  const auto database = store->open();
  create_fact(*database);
  const bool at_sync = GENERATE(false, true);
  CAPTURE(at_sync);
  std::vector<storage::Database::Job> jobs(batch_size, [at_sync](Session& session) {
    session.run("INSERT INTO fact (value) VALUES (1)");
    at_sync ? FaultVfs::fail_syncs(SQLITE_IOERR_FSYNC) : FaultVfs::fail_writes(SQLITE_FULL);
  });
  const auto answers = run_as_batch(*database, jobs);
  FaultVfs::fail_writes(SQLITE_OK);
  FaultVfs::fail_syncs(SQLITE_OK);
  check_nothing_kept_then_resumes(*database, answers, [](Session&) {});
}

TEST_CASE("a file that is held by somebody else is busy, not lost") {
  const TemporaryFolder folder;
  const auto database = storage::open_sqlite({folder.file("busy.db")});
  create_fact(*database);
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(folder.file("busy.db").c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK_THROWS_AS(database->write([](Session& session) { insert_fact(session, "a"); }), storage::Unavailable);
  CHECK(count_facts(*database) == 0);
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  database->write([](Session& session) { insert_fact(session, "a"); });
  CHECK(count_facts(*database) == 1);
}
