// What every Database promises, over every store there is.
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>
#include <limits>

#include "storage/database.hpp"
#include "stores.hpp"

using namespace tests;
using storage::Row;
using storage::Session;

TEST_CASE("the contract runs over PostgreSQL too") {
  if (postgres_address().empty())
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL was NOT tested. Use scripts/with-postgres.");
}

TEST_CASE("values come back as they went in") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  const std::string raw("\0\x01\xff'\\x00", 8);
  const std::string name = "Nguyễn Thị Ánh 'nháy' \"kép\" \\ {id} ?1 👍";
  const auto changed = database->write([&](Session& session) {
    return session.run("INSERT INTO fact (name, value, real_value, raw) VALUES (?1, ?2, ?3, ?4)",
                       {name, std::numeric_limits<std::int64_t>::min(), 0.1, storage::Bytes{raw}});
  });
  CHECK(changed == 1);
  database->read([&](Session& session) {
    int rows = 0;
    session.each("SELECT name, value, real_value, raw, id FROM fact", {}, [&](const Row& row) {
      ++rows;
      CHECK(row.string(0) == name);
      CHECK(row.integer(1) == std::numeric_limits<std::int64_t>::min());
      CHECK(row.real(2) == 0.1);
      CHECK(row.bytes(3) == raw);
      CHECK(row.integer(4) == 1);
    });
    CHECK(rows == 1);
  });
}

TEST_CASE("nothing and blank are different things") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  database->write([](Session& session) {
    const std::string_view no_address;
    session.run("INSERT INTO fact (name, value, raw) VALUES (?1, ?2, ?3)",
                {nullptr, std::optional<int>(), std::nullopt});
    session.run("INSERT INTO fact (name, value, raw) VALUES (?1, ?2, ?3)",
                {no_address, std::optional<int>(0), storage::Bytes{no_address}});
  });
  database->read([](Session& session) {
    std::vector<bool> nulls;
    session.each("SELECT name, value, raw FROM fact ORDER BY id", {}, [&](const Row& row) {
      for (int column = 0; column < 3; ++column) nulls.push_back(row.null(column));
      CHECK(row.text(0).empty());
      CHECK(row.integer(1) == 0);
      CHECK(row.bytes(2).empty());
      CHECK(row.maybe_string(0).has_value() == !row.null(0));
    });
    CHECK(nulls == std::vector<bool>{true, true, true, false, false, false});
  });
}

TEST_CASE("a truth value reads as a number") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  CHECK(database->read([](Session& s) { return s.number("SELECT EXISTS (SELECT 1 FROM schema_version)"); }) == 1);
  CHECK(database->read([](Session& s) {
    return s.number("SELECT EXISTS (SELECT 1 FROM schema_version WHERE version < 0)");
  }) == 0);
}

TEST_CASE("a text with a NUL octet is refused") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  CHECK_THROWS_AS(database->write([](Session& session) { insert_fact(session, std::string("a\0b", 3)); }),
                  storage::ConstraintError);
}

TEST_CASE("one text of a statement is used again and again") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  database->write([](Session& session) {
    std::string reused = "SELECT 1 + CAST(?1 AS BIGINT)";
    for (int i = 0; i < 100; ++i) {
      session.run("INSERT INTO fact (name, value) VALUES (?1, ?2)", {std::to_string(i), i});
      CHECK(session.number("SELECT value FROM fact WHERE name = ?1", {std::to_string(i)}) == i);
    }
    CHECK(session.number(reused, {1}) == 2);
    reused = "SELECT 2 + CAST(?1 AS BIGINT)";  // another text at the same address
    CHECK(session.number(reused, {1}) == 3);
  });
  CHECK(count_facts(*database) == 100);
}

TEST_CASE("ON CONFLICT, RETURNING and counts of changed rows") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  database->write([](Session& session) {
    constexpr auto insert = "INSERT INTO fact (name, value) VALUES (?1, 1) ON CONFLICT (name) DO NOTHING";
    CHECK(session.run(insert, {"a"}) == 1);
    CHECK(session.run(insert, {"a"}) == 0);
    CHECK(session.number("INSERT INTO fact (name) VALUES (?1) RETURNING id", {"b"}) > 1);
    CHECK(session.run("UPDATE fact SET value = 2") == 2);
    CHECK(session.run("UPDATE fact SET value = 3 WHERE name = ?1", {"nobody"}) == 0);
    CHECK(session.all("SELECT name FROM fact ORDER BY name", {}, [](const Row& row) { return row.string(0); }) ==
          std::vector<std::string>{"a", "b"});
    CHECK_FALSE(session.one("SELECT name FROM fact WHERE value = 9", {}, [](const Row& row) { return row.string(0); }));
  });
}

TEST_CASE("a claim spells {skip_locked} for both engines") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  const auto claimed = database->write([](Session& session) {
    insert_fact(session, "a");
    return session.run("UPDATE fact SET value = 1 WHERE id IN (SELECT id FROM fact ORDER BY id LIMIT 1 {skip_locked})");
  });
  CHECK(claimed == 1);
}

TEST_CASE("an exception rolls back its own job alone") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  const auto good = [](const char* name) { return [name](Session& session) { insert_fact(session, name); }; };
  const auto bad = [](Session& session) {
    insert_fact(session, "never");
    throw std::runtime_error("no");
  };
  const auto twice = [](Session& session) {
    insert_fact(session, "never either");
    insert_fact(session, "first");
  };
  const auto answers = run_as_batch(*database, {good("first"), bad, good("second"), twice, good("third")});
  CHECK(answers[0].empty());
  CHECK(answers[1] == "error: no");
  CHECK(answers[2].empty());
  CHECK(answers[3].starts_with("constraint: "));
  CHECK(answers[4].empty());
  const auto names = database->read([](Session& session) {
    return session.all("SELECT name FROM fact ORDER BY name", {}, [](const Row& row) { return row.string(0); });
  });
  CHECK(names == std::vector<std::string>{"first", "second", "third"});
}

TEST_CASE("a job that swallows a refused statement fails all the same") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  const auto swallow = [](Session& session) {
    insert_fact(session, "a");
    try {
      insert_fact(session, "a");
    } catch (const storage::ConstraintError&) {
    }
  };
  CHECK_THROWS_AS(database->write(swallow), storage::ConstraintError);
  CHECK(count_facts(*database) == 0);
  CHECK_THROWS_AS(database->write([](Session& session) { session.run("SELECT nothing FROM nowhere"); }),
                  std::runtime_error);
  database->write([](Session& session) { insert_fact(session, "b"); });
  CHECK(count_facts(*database) == 1);
}

TEST_CASE("foreign keys are watched") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  database->write(
      [](Session& session) { session.run("CREATE TABLE part (fact_id BIGINT NOT NULL REFERENCES fact(id))"); });
  CHECK_THROWS_AS(database->write([](Session& session) { session.run("INSERT INTO part (fact_id) VALUES (77)"); }),
                  storage::ConstraintError);
}

TEST_CASE("jobs of one key run in the order they were handed in") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  constexpr int jobs = 300;
  constexpr int keys = 5;
  std::vector<std::promise<void>> done(jobs);
  for (int i = 0; i < jobs; ++i) {
    const std::string key = "conversation " + std::to_string(i % keys);
    database->submit_write(
        key,
        [key, i](Session& session) {
          session.run("INSERT INTO fact (name, value) VALUES (?1, ?2)", {key + " " + std::to_string(i), i % keys});
        },
        [&done, i](std::exception_ptr error) { error ? done[i].set_exception(error) : done[i].set_value(); });
  }
  for (auto& each : done) REQUIRE_NOTHROW(each.get_future().get());
  for (int key = 0; key < keys; ++key) {
    const auto numbers = database->read([key](Session& session) {
      return session.all("SELECT name FROM fact WHERE value = ?1 ORDER BY id", {key}, [](const Row& row) {
        return std::stoi(row.string(0).substr(row.string(0).rfind(' ')));
      });
    });
    CHECK(numbers.size() == jobs / keys);
    CHECK(std::is_sorted(numbers.begin(), numbers.end()));
  }
}

TEST_CASE("a read job sees one state and may not write") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  CHECK_THROWS(database->read([](Session& session) { insert_fact(session, "a"); }));
  CHECK(count_facts(*database) == 0);
  if (!store->lasting()) return;  // one connection: a writer cannot come between
  database->read([&](Session& session) {
    CHECK(session.number("SELECT COUNT(*) FROM fact") == 0);
    database->write([](Session& writer) { insert_fact(writer, "meanwhile"); });
    CHECK(session.number("SELECT COUNT(*) FROM fact") == 0);
  });
  CHECK(count_facts(*database) == 1);
}

TEST_CASE("what was acknowledged is there when the database is opened again") {
  const std::string store_name = GENERATE(from_range(lasting_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  {
    const auto database = store->open();
    create_fact(*database);
    for (int i = 0; i < 20; ++i)
      database->submit_write(
          "", [i](Session& s) { insert_fact(s, std::to_string(i)); }, [](std::exception_ptr) {});
  }  // closing finishes what was handed in
  CHECK(count_facts(*store->open()) == 20);
}

TEST_CASE("commits are counted") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  const auto before = database->commits();
  database->write([](Session&) {});
  CHECK(database->commits().commits == before.commits + 1);
  CHECK(database->commits().jobs == before.jobs + 1);
}

TEST_CASE("a backup is a database of its own") {
  const std::string store_name = GENERATE(from_range(all_stores()));
  CAPTURE(store_name);
  const auto store = make_store(store_name);
  const auto database = store->open();
  create_fact(*database);
  database->write([](Session& session) { insert_fact(session, "kept"); });
  const TemporaryFolder folder;
  const std::string file = folder.file("backup");
  database->backup(file);
  REQUIRE(std::filesystem::file_size(file) > 0);
  CHECK_THROWS_AS(database->backup(file), storage::Unavailable);
  CHECK_THROWS_AS(database->backup(folder.file("no/such/folder")), storage::Unavailable);
  if (database->engine() != "sqlite") return;
  CHECK(count_facts(*storage::open_sqlite({file})) == 1);
}
