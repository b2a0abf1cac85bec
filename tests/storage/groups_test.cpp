// Membership of chat groups when joins and leaves arrive late or twice.
#include "storage/groups.hpp"

#include <catch2/catch.hpp>

#include "stores.hpp"

namespace {

std::int64_t inside(storage::Session& session) { return session.number("SELECT count(*) FROM group_member WHERE to_at IS NULL"); }

}  // namespace

TEST_CASE("a leave told late does not close a newer join") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](storage::Session& session) {
    const auto group = storage::touch_group(session, "zalo", "607", "g1").id;
    const auto person = session.number(
        "INSERT INTO person (name, folded_name, sort_key, created_at) VALUES ('Lan', 'lan', ?1, 0) RETURNING id", {storage::Bytes{"lan"}});
    storage::join_group(session, group, person, 100);
    storage::leave_group(session, group, person, 50);
    CHECK(inside(session) == 1);
    storage::leave_group(session, group, person, 100);
    CHECK(inside(session) == 0);
    storage::join_group(session, group, person, 200);
    CHECK(inside(session) == 1);
    storage::leave_group(session, group, person, 150);
    CHECK(inside(session) == 1);
    storage::leave_group(session, group, person, 300);
    CHECK(inside(session) == 0);
  });
}
