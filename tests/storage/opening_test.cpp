// Opening: tables are brought up to date once, and what cannot be used is refused with one sentence.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Session;
using storage::UnusableDatabase;

namespace {

// What opening says when it refuses; "" when it opens.
template <class Open>
std::string refusal(Open open) {
  try {
    open();
  } catch (const UnusableDatabase& error) {
    return error.what();
  }
  return "";
}

void write_file(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("migrations are applied once") {
  const std::string store_name = GENERATE(from_range(lasting_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto applied = [](storage::Database& database) {
    return database.read([](Session& session) {
      return session.all(
          "SELECT version, name, applied_at FROM schema_version ORDER BY version", {},
          [](const storage::Row& row) { return row.string(0) + " " + row.string(1) + " " + row.string(2); });
    });
  };
  const auto first = applied(*store->open());
  CHECK(first.size() == storage::embedded_migrations().size());
  CHECK(applied(*store->open()) == first);
}

TEST_CASE("a database that is newer than the program is refused") {
  const std::string store_name = GENERATE(from_range(lasting_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  store->open()->write([](Session& session) {
    session.run("INSERT INTO schema_version (version, name, applied_at) VALUES (9999, 'later', 0)");
  });
  const std::string said = refusal([&] { store->open(); });
  CHECK(said.find("newer than this program") != said.npos);
  CHECK(refusal([&] { store->open(false); }) == said);
}

TEST_CASE("a second server is refused, a reader is not") {
  const std::string store_name = GENERATE(from_range(lasting_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  auto server = store->open();
  create_fact(*server);
  CHECK(refusal([&] { store->open(); }).find("in use by another server") != std::string::npos);
  const auto reader = store->open(false);
  CHECK(count_facts(*reader) == 0);
  CHECK_THROWS_AS(reader->write([](Session& session) { insert_fact(session, "a"); }), std::logic_error);
  server.reset();
  CHECK_NOTHROW(store->open());
}

TEST_CASE("the lock goes with a process that is killed") {
  const std::string store_name = GENERATE(from_range(lasting_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto database = store->open();
    if (::write(ends[1], "x", 1) == 1) ::pause();
    ::_exit(1);
  }
  char opened = 0;
  REQUIRE(::read(ends[0], &opened, 1) == 1);
  CHECK_FALSE(refusal([&] { store->open(); }).empty());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK_NOTHROW(store->open());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("a file that is no database of ours is refused with one sentence") {
  const TemporaryFolder folder;
  const std::string file = folder.file("some.db");
  SECTION("no database at all") { write_file(file, std::string(5000, 'x')); }
  SECTION("a folder") { std::filesystem::create_directory(file); }
  SECTION("another program's database") {
    storage::open_sqlite({folder.file("ours.db")})->write([](Session& s) { s.run("DROP TABLE schema_version"); });
    std::filesystem::rename(folder.file("ours.db"), file);
  }
  const std::string said = refusal([&] { storage::open_sqlite({file}); });
  CAPTURE(said);
  CHECK(said.find(file) != said.npos);
  CHECK(said.ends_with("."));
  CHECK(said.find('\n') == said.npos);
}

TEST_CASE("a folder that is not there is refused") {
  const TemporaryFolder folder;
  CHECK(refusal([&] { storage::open_sqlite({folder.file("no/such.db")}); }).find("No such file or directory") !=
        std::string::npos);
  storage::SqliteOptions reading{folder.file("absent.db")};
  reading.server_lock = false;
  CHECK_FALSE(refusal([&] { storage::open_sqlite(reading); }).empty());
  CHECK_FALSE(std::filesystem::exists(reading.file));
}

TEST_CASE("only its owner may read a new file") {
  const TemporaryFolder folder;
  const std::string file = folder.file("private.db");
  const auto database = storage::open_sqlite({file});
  create_fact(*database);
  for (const char* companion : {"", "-wal", "-shm", ".lock"}) {
    CAPTURE(companion);
    CHECK((std::filesystem::status(file + companion).permissions() & std::filesystem::perms(077)) ==
          std::filesystem::perms::none);
  }
}

TEST_CASE("migrations run in order, once, and one that fails is named") {
  std::vector<int> applied;
  const std::vector<storage::Migration> known{{1, "0001_a.sql", ""}, {2, "0002_b.sql", ""}, {3, "0003_c.sql", ""}};
  const auto apply = [&](const storage::Migration& migration) {
    if (migration.number == 3) throw std::runtime_error("no such column");
    applied.push_back(migration.number);
  };
  CHECK(refusal([&] {
          storage::bring_up_to_date(known, {[] { return 1; }, apply});
        }) == "Migration 0003_c.sql failed: no such column");
  CHECK(applied == std::vector<int>{2});
  CHECK(refusal([&] { storage::require_current(known, 2); }).find("older than this program") != std::string::npos);
  CHECK(refusal([&] { storage::require_current(known, 3); }).empty());
}
