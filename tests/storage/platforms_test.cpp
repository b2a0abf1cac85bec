// Media, uploads, alarms and the small marks of the watch, on every database.
#include <catch2/catch.hpp>

#include "storage/alarms.hpp"
#include "storage/media.hpp"
#include "storage/watch.hpp"
#include "stores.hpp"

namespace media = storage::media;
namespace alarms = storage::alarms;

TEST_CASE("a picture is kept once and found by its id and by its public address") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](storage::Session& session) {
    const std::string bytes("\x89PNG\0\xff", 6);
    const auto id = media::add(session, "image", "poll.png", "image/png", bytes, 5);
    CHECK(id > 0);
    CHECK(media::add(session, "image", "poll.png", "image/png", bytes, 6) == id);
    CHECK(media::add(session, "image", "other.png", "image/png", bytes, 6) != id);
    CHECK(media::add(session, "file", "poll.png", "image/png", bytes, 6) != id);
    CHECK(media::add(session, "image", "poll.png", "image/png", bytes + "x", 6) != id);
    const auto loaded = media::load(session, id);
    REQUIRE(loaded);
    CHECK(loaded->bytes == bytes);
    CHECK(loaded->kind == "image");
    CHECK(loaded->name == "poll.png");
    CHECK(loaded->type == "image/png");
    const auto label = media::label(session, id);
    REQUIRE(label);
    CHECK(label->token.size() >= 20);
    CHECK(media::by_token(session, label->token)->id == id);
    CHECK_FALSE(media::by_token(session, "guessed"));
    CHECK_FALSE(media::by_token(session, ""));
    CHECK_FALSE(media::load(session, id + 100));
    CHECK_FALSE(media::label(session, id + 100));
  });
}

TEST_CASE("an upload is good for one account until shortly before its end") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](storage::Session& session) {
    constexpr std::int64_t hour = 3'600'000;
    const auto id = media::add(session, "file", "kh.pdf", "application/pdf", "%PDF", 5);
    const media::Place ours{"zalo", "607"}, another{"zalo", "608"};
    CHECK_FALSE(media::uploaded(session, ours, id, 0));
    media::keep_upload(session, ours, id, "u1", hour);
    CHECK(media::uploaded(session, ours, id, 0) == "u1");
    CHECK_FALSE(media::uploaded(session, another, id, 0));
    CHECK_FALSE(media::uploaded(session, ours, id, hour));
    CHECK_FALSE(media::uploaded(session, ours, id, hour - 1'000));
    media::keep_upload(session, ours, id, "u2", 0);
    CHECK(media::uploaded(session, ours, id, hour) == "u2");
    media::drop_upload(session, another, id);
    CHECK(media::uploaded(session, ours, id, hour) == "u2");
    media::drop_upload(session, ours, id);
    CHECK_FALSE(media::uploaded(session, ours, id, hour));
  });
}

TEST_CASE("an alarm is opened once, closed once, and may come again") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](storage::Session& session) {
    CHECK_FALSE(alarms::end(session, {"zalo", "607", "stopped", "", 0}, 1));
    CHECK(alarms::raise(session, {"zalo", "607", "stopped", "consent", 10}));
    CHECK_FALSE(alarms::raise(session, {"zalo", "607", "stopped", "disabled", 20}));
    CHECK(alarms::raise(session, {"zalo", "", "silent", "", 15}));
    CHECK(alarms::raise(session, {"zalo", "607", "token_old", "", 16}));
    auto open = alarms::open(session);
    REQUIRE(open.size() == 3);
    CHECK(open[0].kind == "silent");
    CHECK(open[1].kind == "stopped");
    CHECK(open[1].detail == "disabled");
    CHECK(open[1].since == 10);
    CHECK(alarms::end(session, open[1], 30));
    CHECK_FALSE(alarms::end(session, open[1], 31));
    CHECK(alarms::open(session).size() == 2);
    CHECK(alarms::raise(session, {"zalo", "607", "stopped", "again", 40}));
    open = alarms::open(session);
    REQUIRE(open.size() == 3);
    CHECK(open[1].since == 40);
  });
}

TEST_CASE("when a channel was heard never goes back, and a quiet time is only made longer") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([](storage::Session& session) {
    storage::set_channel_seen(session, "zalo", 100);
    storage::set_channel_seen(session, "zalo", 90);
    storage::set_channel_seen(session, "facebook", 50);
    const auto seen = storage::channels_seen(session);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].channel == "facebook");
    CHECK(seen[1].at == 100);

    CHECK_FALSE(storage::quiet_until(session, "zalo|607|d|1", 0));
    storage::set_quiet(session, "zalo|607|d|1", 200);
    storage::set_quiet(session, "zalo|607|d|1", 150);
    CHECK(storage::quiet_until(session, "zalo|607|d|1", 199) == 200);
    CHECK_FALSE(storage::quiet_until(session, "zalo|607|d|1", 200));
    CHECK_FALSE(storage::quiet_until(session, "zalo|607|d|2", 100));
    CHECK(storage::forget_quiet(session, 200, 10) == 0);
    CHECK(storage::forget_quiet(session, 201, 10) == 1);
  });
}
