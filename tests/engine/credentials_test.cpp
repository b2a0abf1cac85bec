// Stored tokens: versions, leases, the two brakes.
#include <catch2/catch.hpp>

#include "storage/credentials.hpp"
#include "tables.hpp"

namespace credentials = storage::credentials;
using storage::Session;

TEST_CASE("a pair is seeded, renewed under its version, and keeps the one before") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const credentials::Account account{"zalo", "607"};
  const std::string raw("\x00\xff sealed", 9);
  database->write([&](Session& session) {
    CHECK_FALSE(credentials::load(session, account));
    CHECK(credentials::seed(session, account, raw, 100, 1) == 1);
    CHECK(credentials::load(session, account)->sealed == raw);
    CHECK(credentials::renew(session, account, 1, "new", 200, 2) == 2);
    CHECK(credentials::renew(session, account, 1, "other", 200, 2) == 0);
    const auto pair = credentials::load(session, account);
    CHECK(pair->sealed == "new");
    CHECK(pair->version == 2);
    CHECK(pair->expires_at == 200);
    CHECK(pair->refreshed_at == 2);
    CHECK(session.one("SELECT previous FROM credential", {}, [](const storage::Row& row) { return row.bytes(0); }) == raw);
  });
}

TEST_CASE("one renews at a time") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const credentials::Account account{"zalo", "607"};
  database->write([&](Session& session) {
    credentials::seed(session, account, "s", 100, 1);
    CHECK(credentials::take_lease(session, account, "a", 10, 20));
    CHECK_FALSE(credentials::take_lease(session, account, "b", 19, 30));
    credentials::drop_lease(session, account, "b");
    CHECK_FALSE(credentials::take_lease(session, account, "b", 19, 30));
    CHECK(credentials::take_lease(session, account, "a", 19, 25));  // its own it may lengthen
    CHECK(credentials::take_lease(session, account, "b", 25, 30));  // a lapsed one is free
  });
}

TEST_CASE("a stopped account says why and starts again by a human or a new pair") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const credentials::Account account{"zalo", "607"};
  database->write([&](Session& session) {
    credentials::seed(session, account, "s", 100, 1);
    CHECK_FALSE(credentials::resume(session, account));
    credentials::stop(session, account, "refused");
    REQUIRE(credentials::stopped(session).size() == 1);
    CHECK(credentials::stopped(session)[0].reason == "refused");
    CHECK(credentials::resume(session, account));
    credentials::stop(session, account, "refused");
    CHECK(credentials::seed(session, account, "t", 100, 1) == 2);
    CHECK(credentials::stopped(session).empty());
  });
}

TEST_CASE("a pause leaves tokens alone and ends with a human or a new pair") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const credentials::Account account{"zalo", "607"};
  database->write([&](Session& session) {
    const auto paused = [&] { return session.number("SELECT paused_until FROM credential"); };
    credentials::seed(session, account, "s", 100, 1);
    credentials::pause(session, account, 500);
    credentials::pause(session, account, 400);  // a shorter one changes nothing
    CHECK(paused() == 500);
    CHECK(credentials::stopped(session).empty());
    CHECK(credentials::take_lease(session, account, "a", 10, 20));  // it renews its token meanwhile
    CHECK(credentials::renew(session, account, 1, "new", 200, 11) == 2);
    CHECK(paused() == 500);
    CHECK(credentials::resume(session, account));
    CHECK_FALSE(credentials::resume(session, account));
    CHECK(paused() == 0);
    credentials::pause(session, account, 500);
    credentials::seed(session, account, "t", 100, 1);
    CHECK(paused() == 0);
  });
}

TEST_CASE("all sending stops until a human resumes it") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    CHECK_FALSE(storage::sending_stopped(session));
    storage::stop_sending(session);
    storage::stop_sending(session);
    CHECK(storage::sending_stopped(session));
    storage::resume_sending(session);
    CHECK_FALSE(storage::sending_stopped(session));
  });
}
