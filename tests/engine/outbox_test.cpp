// The outbox's promises, on every database: who goes next, and what a settled row becomes.
#include <catch2/catch.hpp>

#include "storage/credentials.hpp"
#include "tables.hpp"

namespace outbox = storage::outbox;
using storage::Session;
using tests::Line;
using tests::queue;
using Texts = std::vector<std::string>;

namespace {

constexpr std::int64_t now = 1'000;
const outbox::Lease lease{"me", now + 100};

std::vector<outbox::Claimed> claim(Session& session, std::int64_t limit = 10, std::int64_t at = now) {
  return outbox::claim(session, "c", "a", at, limit, lease);
}
Texts texts(const std::vector<outbox::Claimed>& rows) {
  Texts found;
  for (const auto& row : rows) found.push_back(row.message);
  std::sort(found.begin(), found.end());
  return found;
}
outbox::Claim of(const outbox::Claimed& row) { return {row.id, row.number}; }
bool sent(Session& session, const outbox::Claimed& row) { return outbox::sent(session, of(row), "m", now); }

}  // namespace

TEST_CASE("replies go before bulk, the earlier due first, never more than asked") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"k1", "bulk1", outbox::bulk});
    queue(session, {"k2", "late reply", outbox::reply, 20});
    queue(session, {"k3", "early reply", outbox::reply, 10});
    queue(session, {"k4", "future", outbox::reply, now + 1});
    CHECK(texts(claim(session, 1)) == Texts{"early reply"});
    CHECK(texts(claim(session, 2)) == Texts{"bulk1", "late reply"});
    CHECK(claim(session).empty());
    CHECK(claim(session, 0).empty());
    CHECK(texts(claim(session, 10, now + 1)) == Texts{"future"});
    CHECK(outbox::claim(session, "another channel", "a", now, 10, lease).empty());
    CHECK(outbox::claim(session, "c", "another account", now, 10, lease).empty());
  });
}

TEST_CASE("one conversation's messages go one after the other") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"k", "bulk1", outbox::bulk});
    queue(session, {"k", "1", outbox::reply, 20});
    queue(session, {"k", "2", outbox::reply, 10});  // due earlier, said later
    queue(session, {"k", "bulk2", outbox::bulk});
    for (const auto* expected : {"1", "2", "bulk1", "bulk2"}) {
      const auto row = claim(session);
      CHECK(texts(row) == Texts{expected});
      CHECK(claim(session).empty());
      CHECK(sent(session, row.at(0)));
    }
  });
}

TEST_CASE("a message that waits for its retry holds back later ones of its conversation only") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"k", "1"});
    const auto row = claim(session).at(0);
    CHECK(row.attempts == 0);
    CHECK(outbox::retry(session, of(row), now + 50, "busy"));
    queue(session, {"k", "2"});
    queue(session, {"k", "bulk", outbox::bulk});
    queue(session, {"other", "3"});
    CHECK(texts(claim(session)) == Texts{"3"});
    const auto again = claim(session, 10, now + 50);
    CHECK(texts(again) == Texts{"1"});
    CHECK(again.at(0).attempts == 1);
    CHECK(again.at(0).number == row.number + 1);
    CHECK_FALSE(sent(session, row));  // the older claim settles nothing
    CHECK(outbox::counts(session, now).dead == 0);
    CHECK(sent(session, again.at(0)));
    CHECK_FALSE(sent(session, again.at(0)));
  });
}

TEST_CASE("a claim carries what was appended") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    const auto delivery = tests::new_delivery(session);
    outbox::append(session, {.channel = "c", .account = "acc", .conversation = "conv", .kind = "group", .recipient = "r", .priority = outbox::bulk,
                             .due_at = 3, .created_at = 2, .message = "{\"text\":\"Chào\"}", .delivery_id = delivery, .coalesce_key = ""});
    const auto row = outbox::claim(session, "c", "acc", now, 10, lease).at(0);
    CHECK(row.account == "acc");
    CHECK(row.conversation == "conv");
    CHECK(row.kind == "group");
    CHECK(row.recipient == "r");
    CHECK(row.priority == outbox::bulk);
    CHECK(row.message == "{\"text\":\"Chào\"}");
    CHECK(row.delivery_id == delivery);
    CHECK(outbox::sent(session, of(row), "m77", now));
    CHECK(outbox::is_ours(session, "m77"));
    CHECK_FALSE(outbox::is_ours(session, "m78"));
    CHECK(session.number("SELECT count(*) FROM outbox WHERE message IS NULL") == 1);
  });
}

TEST_CASE("a queued message takes the newer text of its key, one on its way does not") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"g", "1 vote", outbox::reply, 0, "poll 5"});
    queue(session, {"g", "2 votes", outbox::reply, 0, "poll 5"});
    queue(session, {"g", "other", outbox::reply, 0, "poll 6"});
    const auto first = claim(session);
    REQUIRE(texts(first) == Texts{"2 votes"});
    queue(session, {"g", "3 votes", outbox::reply, 0, "poll 5"});
    CHECK(outbox::retry(session, of(first.at(0)), now, "busy"));  // two rows of one key now, and nothing clashes
    for (const auto* expected : {"2 votes", "other", "3 votes"}) {
      const auto row = claim(session);
      CHECK(texts(row) == Texts{expected});
      sent(session, row.at(0));
    }
  });
}

TEST_CASE("held messages wait for what they were held for") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    for (const auto* text : {"1", "2"}) {
      queue(session, {"k", text});
      CHECK(outbox::hold(session, of(claim(session).at(0)), "person_writes", "window", now));
    }
    queue(session, {"quota", "q"});
    outbox::hold(session, of(claim(session).at(0)), "quota_renews", "quota", now + 10);
    queue(session, {"human", "h"});
    outbox::hold(session, of(claim(session).at(0)), "human_acts", "refused", now);
    CHECK(claim(session).empty());
    CHECK(outbox::counts(session, now).held == 4);

    CHECK(outbox::held_for_person(session, "quota").empty());
    const auto held = outbox::held_for_person(session, "k");
    REQUIRE(held.size() == 2);
    for (const auto& one : held) outbox::release(session, one.id, now);
    const auto row = claim(session);
    CHECK(texts(row) == Texts{"1"});
    sent(session, row.at(0));
    CHECK(texts(claim(session)) == Texts{"2"});

    CHECK(outbox::release_quota(session, now + 9) == 0);
    CHECK(outbox::release_quota(session, now + 10) == 1);
    CHECK(outbox::release_account(session, "c", "b", now) == 0);
    CHECK(outbox::release_account(session, "c", "a", now) == 1);
    CHECK(texts(claim(session, 10, now + 10)) == Texts{"h", "q"});
  });
}

TEST_CASE("what a dead owner was writing is unsure - evidence or a human settles it") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    const auto delivery = tests::new_delivery(session);
    queue(session, {"k1", "1", outbox::reply, 0, "", delivery});
    queue(session, {"k2", "2"});
    queue(session, {"k3", "3"});
    queue(session, {"k4", "waiting", outbox::reply, now + 1'000});
    CHECK(claim(session).size() == 3);
    CHECK(outbox::abandon(session, "me", "crash", now, 10).empty());
    const auto first = outbox::abandon(session, "new owner", "crash", now, 2);
    REQUIRE(first.size() == 2);
    CHECK((first[0].delivery_id == delivery || first[1].delivery_id == delivery));
    CHECK(outbox::abandon(session, "new owner", "crash", now, 2).size() == 1);
    const auto unsure = outbox::unsure(session);
    REQUIRE(unsure.size() == 3);
    CHECK(claim(session).empty());  // never sent again blindly

    CHECK(outbox::proved_sent(session, unsure[0], "m1", now)->delivery_id == delivery);
    CHECK_FALSE(outbox::proved_sent(session, unsure[0], "m1", now));
    CHECK(outbox::replay(session, unsure[1], now));
    CHECK_FALSE(outbox::replay(session, unsure[0], now));
    CHECK(texts(claim(session)) == Texts{"2"});
    const auto left = outbox::attention(session, 10);
    REQUIRE(left.size() == 1);
    CHECK(left[0].state == "unsure");
    CHECK(left[0].reason == "crash");
  });
}

TEST_CASE("a claim nobody posts is taken back when its lease has ended") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"k1", "posted"});
    queue(session, {"k2", "lost"});
    const auto rows = claim(session);
    REQUIRE(rows.size() == 2);
    const auto& posted = rows[0].message == "posted" ? rows[0] : rows[1];
    const auto& lost = rows[0].message == "lost" ? rows[0] : rows[1];
    CHECK(outbox::take_back(session, "c", "me", {posted.id}, lease.until - 1) == 0);
    CHECK(outbox::take_back(session, "c", "somebody else", {}, lease.until) == 0);
    CHECK(outbox::take_back(session, "another channel", "me", {}, lease.until) == 0);
    CHECK(outbox::take_back(session, "c", "me", {posted.id}, lease.until) == 1);
    const auto again = claim(session);
    CHECK(texts(again) == Texts{"lost"});
    CHECK(again.at(0).attempts == 0);
    CHECK_FALSE(sent(session, lost));  // the claim that was in doubt settles nothing
    CHECK(sent(session, again.at(0)));
    CHECK(sent(session, posted));
  });
}

TEST_CASE("rejected and dead messages are listed and counted") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    queue(session, {"k1", "1"});
    queue(session, {"k2", "2"});
    queue(session, {"k3", "3", outbox::bulk, 7});
    const auto rows = claim(session, 2);
    REQUIRE(rows.size() == 2);
    CHECK(outbox::end(session, of(rows[0]), "rejected", "blocked", now));
    CHECK(outbox::end(session, of(rows[1]), "dead", "busy", now));
    CHECK_FALSE(outbox::end(session, of(rows[1]), "dead", "busy", now));
    const auto counts = outbox::counts(session, now);
    CHECK(counts.rejected == 1);
    CHECK(counts.dead == 1);
    CHECK(counts.replies_due == 0);
    CHECK(counts.bulk_due == 1);
    CHECK(counts.oldest_due_at == 7);
    CHECK(outbox::attention(session, 10).size() == 2);
    CHECK(outbox::attention(session, 1).size() == 1);
  });
}

TEST_CASE("what is held for a human is listed and replayed with the rest, the unsure are not") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    for (const auto* key : {"rejected", "dead", "unsure", "human", "person"}) {
      queue(session, {key, key});
      const auto row = of(claim(session).at(0));
      const std::string how(key);
      if (how == "human") outbox::hold(session, row, "human_acts", "account_unknown", now);
      else if (how == "person") outbox::hold(session, row, "person_writes", "window", now);
      else outbox::end(session, row, key, "why", now);
    }
    const auto listed = outbox::attention(session, 10);
    REQUIRE(listed.size() == 4);
    CHECK(listed[1].state == "held");  // the states in order of their names
    CHECK(listed[1].reason == "account_unknown");
    const auto first = outbox::replay_after(session, 0, now, 2);
    CHECK(first.count == 2);
    const auto second = outbox::replay_after(session, first.last, now, 2);
    CHECK(second.count == 1);
    CHECK(second.last > first.last);
    CHECK(outbox::replay_after(session, 0, now, 2).count == 0);
    CHECK(texts(claim(session)) == Texts{"dead", "human", "rejected"});
    CHECK(outbox::attention(session, 10).size() == 1);
  });
}

TEST_CASE("messages sent long ago are forgotten in slices, what waits for a human is not") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](Session& session) {
    for (const auto* key : {"k1", "k2", "k3", "k4", "k5", "k6"}) queue(session, {key, key});
    const auto rows = claim(session, 5);
    REQUIRE(rows.size() == 5);
    for (std::size_t n = 0; n < 3; ++n) CHECK(outbox::sent(session, of(rows[n]), "m", now));
    CHECK(outbox::sent(session, of(rows[3]), "m", now + 1));
    CHECK(outbox::end(session, of(rows[4]), "rejected", "blocked", now));
    CHECK(outbox::forget(session, now + 1, 2) == 2);
    CHECK(outbox::forget(session, now + 1, 2) == 1);
    CHECK(outbox::forget(session, now + 1, 2) == 0);
    CHECK(session.number("SELECT count(*) FROM outbox") == 3);
    CHECK(outbox::attention(session, 10).size() == 1);
  });
}

TEST_CASE("an account that is stopped, paused or renewing its token is passed over") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const storage::credentials::Account account{"c", "a"};
  database->write([&](Session& session) {
    storage::credentials::seed(session, account, "s", 0, now);
    queue(session, {"k1", "1"});
    storage::credentials::stop(session, account, "refused");
    CHECK(claim(session).empty());
    CHECK(storage::credentials::resume(session, account));
    CHECK(storage::credentials::take_lease(session, account, "me", now, now + 10));
    CHECK(claim(session).empty());
    storage::credentials::drop_lease(session, account, "me");
    storage::credentials::pause(session, account, now + 50);
    CHECK(claim(session, 10, now + 49).empty());
    CHECK(claim(session, 10, now + 50).size() == 1);  // by itself
  });
}
