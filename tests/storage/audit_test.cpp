// The audit log: whoever may read it sees what concerns their part of the tree, and no row changes or goes unnoticed once it is chained.
#include <catch2/catch.hpp>

#include "storage/audit.hpp"
#include "storage/units.hpp"
#include "stores.hpp"

using storage::AuditEntry;
using storage::AuditQuery;
using storage::Session;

namespace {

AuditEntry entry(std::int64_t at, const std::string& action, std::optional<std::int64_t> unit = std::nullopt) {
  return {.at = at, .actor = "person:1", .action = action, .subject = "person:2", .detail = R"({"before":1})", .on_behalf = "person:3", .channel = "zalo", .unit = unit};
}

void fill(Session& session, int rows) {
  for (int n = 0; n < rows; ++n) storage::log_audit(session, entry(100 + n, "step" + std::to_string(n)));
}

std::vector<std::string> faults(Session& session) {
  std::vector<std::string> found;
  for (const auto& fault : storage::check_audit(session).faults) found.push_back(std::to_string(fault.row) + " " + fault.what);
  return found;
}

std::int64_t row_of(Session& session, const std::string& action) { return session.number("SELECT id FROM audit WHERE action = ?1", {action}); }

}  // namespace

TEST_CASE("audit rows are chained in slices, each once, and the newest wait until they have settled") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    fill(session, 10);
    CHECK(storage::audit_head(session).hash.empty());
    CHECK(storage::seal_audit(session, 108, 5) == 5);
    CHECK(storage::seal_audit(session, 108, 5) == 3);  // the rows of 108 and 109 are too young
    CHECK(storage::seal_audit(session, 108, 5) == 0);
    const auto check = storage::check_audit(session);
    CHECK(check.faults.empty());
    CHECK(check.waiting == 2);
    CHECK(check.head.hash == storage::audit_head(session).hash);
    CHECK(check.head.hash.size() == 64);
  });
}

TEST_CASE("a changed field, a row taken away and a changed seal are found") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    fill(session, 6);
    REQUIRE(storage::seal_audit(session, 1'000, 100) == 6);
    REQUIRE(faults(session).empty());
    const auto id = std::to_string(row_of(session, "step2"));
    for (const auto* change : {"at = at + 1", "actor = 'person:9'", "subject = 'x'", "detail = ''", "on_behalf = ''", "channel = 'api'", "unit_id = 5"}) {
      CAPTURE(change);
      const auto keep = storage::audit_rows(session, {.action = "step2"}).at(0);
      session.run("UPDATE audit SET " + std::string(change) + " WHERE action = 'step2'");
      CHECK(faults(session) == std::vector<std::string>{id + " changed"});
      session.run("UPDATE audit SET at = ?2, actor = ?3, subject = ?4, detail = ?5, on_behalf = ?6, channel = ?7, unit_id = ?8 WHERE id = ?1",
                  {keep.id, keep.at, keep.actor, keep.subject, keep.detail, keep.on_behalf, keep.channel, keep.unit});
    }
    CHECK(faults(session).empty());
    session.run("DELETE FROM audit WHERE action = 'step4'");
    CHECK(faults(session).size() == 1);
    session.run("UPDATE audit_seal SET hash = 'f' WHERE seq = (SELECT MIN(seq) FROM audit_seal)");
    CHECK(faults(session).size() == 3);  // the seal, the row after it, and the row that is gone
  });
}

TEST_CASE("an end cut off the chain is found by a head kept elsewhere") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    fill(session, 4);
    REQUIRE(storage::seal_audit(session, 1'000, 100) == 4);
    const auto kept = storage::audit_head(session);
    CHECK(storage::check_audit(session, kept).known_found);
    session.run("DELETE FROM audit_seal WHERE seq = ?1", {kept.rows});
    session.run("DELETE FROM audit WHERE action = 'step3'");
    CHECK(storage::check_audit(session).faults.empty());
    CHECK_FALSE(storage::check_audit(session, kept).known_found);
  });
}

TEST_CASE("an audit row that appears late, with a lower id, is chained after the others") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    fill(session, 3);
    const auto late = storage::audit_rows(session, {.action = "step1"}).at(0);
    session.run("DELETE FROM audit WHERE id = ?1", {late.id});
    REQUIRE(storage::seal_audit(session, 1'000, 100) == 2);
    session.run("INSERT INTO audit(id, at, actor, action, subject, detail) VALUES (?1, 5, 'job', 'late', 'x', '')", {late.id});
    CHECK(storage::seal_audit(session, 1'000, 100) == 1);
    CHECK(faults(session).empty());
  });
}

TEST_CASE("who reads for a unit sees rows about it and what was ever below it, newest first") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    const auto unit = [&](const std::string& name, std::int64_t parent) {
      return storage::add_unit(session, {"", "cdcs", name, name, name, name, "2020-01-01", std::nullopt, parent});
    };
    const auto top = unit("top", 0), left = unit("left", top), below = unit("below", left), right = unit("right", top);
    session.run("UPDATE unit_edge SET to_day = '2021-01-01' WHERE unit_id = ?1", {below});
    for (const auto at : {below, right, left}) storage::log_audit(session, entry(at, "about", at));
    storage::log_audit(session, entry(9, "of nobody"));
    const auto units = [&](std::optional<std::int64_t> scope) {
      std::vector<std::int64_t> found;
      for (const auto& row : storage::audit_rows(session, {.scope = scope})) found.push_back(row.unit.value_or(0));
      return found;
    };
    CHECK(units(left) == std::vector<std::int64_t>{left, below});
    CHECK(units(top) == std::vector<std::int64_t>{left, right, below});
    CHECK(units(std::nullopt) == std::vector<std::int64_t>{0, left, right, below});
    const auto newest = storage::audit_rows(session, {.limit = 1}).at(0);
    CHECK(storage::audit_rows(session, {.before_id = newest.id, .limit = 1}).at(0).unit == left);
    CHECK(newest.on_behalf == "person:3");
    CHECK(storage::audit_rows(session, {.subject = "nobody"}).empty());
  });
}
