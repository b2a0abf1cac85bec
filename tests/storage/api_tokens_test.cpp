// API tokens over every database: shown once, kept as a hash, listed, found, revoked.
#include "storage/api_tokens.hpp"

#include <catch2/catch.hpp>

#include "storage/units.hpp"
#include "storage/vault.hpp"
#include "stores.hpp"

namespace {

std::int64_t add_unit(storage::Session& session) {
  return storage::add_unit(session, {"", "tinh", "LĐLĐ tỉnh", "tỉnh", "tinh", "t", "2020-01-01", std::nullopt, 0});
}

}  // namespace

TEST_CASE("a token lives from its making to its revocation") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const auto unit = database->write(add_unit);
  const auto [reader, writer] = database->write([&](storage::Session& session) {
    auto first = storage::create_api_token(session, "đọc", unit, false, 5);
    return std::pair(std::move(first), storage::create_api_token(session, "ghi", unit, true, 6));
  });
  CHECK(reader != writer);
  CHECK(reader.size() >= 43);  // 256 bits in base64

  const auto find = [&](const std::string& token) {
    return database->read(
        [&](storage::Session& session) { return storage::find_api_token(session, storage::sha256_hex(token)); });
  };
  REQUIRE(find(writer));
  CHECK(find(writer)->can_write);
  CHECK(find(writer)->unit_id == unit);
  CHECK_FALSE(find(reader)->can_write);
  CHECK_FALSE(find("guess"));
  CHECK_FALSE(database->read([&](storage::Session& session) { return storage::find_api_token(session, writer); }));

  const auto id = find(writer)->id;
  CHECK(database->write([&](storage::Session& session) { return storage::revoke_api_token(session, id, 7); }));
  CHECK_FALSE(database->write([&](storage::Session& session) { return storage::revoke_api_token(session, id, 8); }));
  CHECK_FALSE(find(writer));
  CHECK(find(reader));

  const auto all = database->read([](storage::Session& session) { return storage::api_tokens(session); });
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "đọc");
  CHECK_FALSE(all[0].revoked_at);
  CHECK(all[1].created_at == 6);
  CHECK(all[1].revoked_at == 7);
}

TEST_CASE("only the hash of a token is kept") {
  const auto store = tests::make_store("memory");
  const auto database = store->open();
  const auto token = database->write(
      [](storage::Session& session) { return storage::create_api_token(session, "n", add_unit(session), false, 1); });
  database->read([&](storage::Session& session) {
    CHECK(session.one("SELECT hash FROM api_token", {}, [](const storage::Row& row) { return row.string(0); }) ==
          storage::sha256_hex(token));
    CHECK(session.number("SELECT COUNT(*) FROM api_token WHERE name = ?1 OR hash = ?1", {token}) == 0);
  });
}

TEST_CASE("a token of a unit that does not exist is refused") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  CHECK_THROWS_AS(
      database->write([](storage::Session& session) { return storage::create_api_token(session, "n", 999, false, 1); }),
      storage::ConstraintError);
}
