// The inbox's promises, on every database.
#include <catch2/catch.hpp>

#include "tables.hpp"

namespace inbox = storage::inbox;
using storage::Session;

namespace {

bool append(Session& session, const std::string& event, const std::string& conversation = "k", std::int64_t at = 5) {
  return inbox::append(session, {"c", event, conversation, "{}", at});
}

std::vector<std::int64_t> ids(const std::vector<inbox::Waiting>& rows) {
  std::vector<std::int64_t> found;
  for (const auto& row : rows) found.push_back(row.id);
  return found;
}

}  // namespace

TEST_CASE("an event is kept once, in order of arrival") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    CHECK(append(session, "e1"));
    CHECK(append(session, "e2", "other"));
    CHECK_FALSE(append(session, "e1"));
    CHECK(inbox::append(session, {"another channel", "e1", "k", "{\"x\":1}", 7}));
  });
  database->read([](Session& session) {
    const auto rows = inbox::waiting(session, 10);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].conversation == "k");
    CHECK(rows[1].conversation == "other");
    CHECK(rows[2].body == "{\"x\":1}");
    CHECK(rows[2].channel == "another channel");
    CHECK(rows[2].received_at == 7);
    CHECK(ids(inbox::waiting(session, 2)) == std::vector{rows[0].id, rows[1].id});
    CHECK(ids(inbox::waiting(session, 2, {rows[0].id})) == std::vector{rows[1].id, rows[2].id});
  });
}

TEST_CASE("an event's turn comes when no earlier one of its conversation waits") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    for (const auto* event : {"e1", "e2"}) append(session, event);
    append(session, "e3", "other");
    const auto waiting = ids(inbox::waiting(session, 10));
    CHECK(inbox::is_next(session, waiting[0]));
    CHECK_FALSE(inbox::is_next(session, waiting[1]));
    CHECK(inbox::is_next(session, waiting[2]));
    inbox::handled(session, waiting[0]);
    CHECK_FALSE(inbox::is_next(session, waiting[0]));
    CHECK(inbox::is_next(session, waiting[1]));
    CHECK_FALSE(append(session, "e1"));  // its key is still known
    CHECK(session.number("SELECT count(*) FROM inbox WHERE body IS NULL") == 1);
  });
}

TEST_CASE("an event that fails too often is dead, visible and replayable") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    append(session, "e1");
    append(session, "e2");
    const auto waiting = ids(inbox::waiting(session, 10));
    CHECK_FALSE(inbox::failed(session, waiting[0], "first", 2));
    CHECK_FALSE(inbox::is_next(session, waiting[1]));
    CHECK(inbox::failed(session, waiting[0], "second", 2));
    CHECK_FALSE(inbox::failed(session, waiting[0], "third", 2));  // it no longer waits
    CHECK(inbox::is_next(session, waiting[1]));                    // and holds nobody up

    const auto dead = inbox::dead(session, 10);
    REQUIRE(dead.size() == 1);
    CHECK(dead[0].error == "second");
    CHECK(dead[0].attempts == 2);
    CHECK(inbox::counts(session).dead == 1);
    CHECK(inbox::counts(session).waiting == 1);

    CHECK_FALSE(inbox::replay(session, waiting[1]));
    CHECK(inbox::replay(session, waiting[0]));
    CHECK(inbox::is_next(session, waiting[0]));
    CHECK_FALSE(inbox::failed(session, waiting[0], "again", 2));
    CHECK(inbox::failed(session, waiting[0], "again", 2));
    CHECK(inbox::replay_all(session) == 1);
  });
}

TEST_CASE("keys of handled events are forgotten in slices, waiting and dead ones never") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    for (int i = 0; i < 5; ++i) append(session, "old" + std::to_string(i), "k", 10);
    append(session, "young", "k", 100);
    const auto waiting = ids(inbox::waiting(session, 10));
    for (const auto id : {waiting[0], waiting[1], waiting[2], waiting[5]}) inbox::handled(session, id);
    inbox::failed(session, waiting[3], "x", 1);
    CHECK(inbox::forget(session, 50, 2) == 2);
    CHECK(inbox::forget(session, 50, 2) == 1);
    CHECK(inbox::forget(session, 50, 2) == 0);
    CHECK(append(session, "old0"));
    CHECK_FALSE(append(session, "young"));
    CHECK_FALSE(append(session, "old3"));
    CHECK_FALSE(append(session, "old4"));
  });
}
