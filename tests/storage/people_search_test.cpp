// People found by what they are called, walking a small scope and by the index in a large one: the same people either way.
#include <catch2/catch.hpp>

#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/people_search.hpp"
#include "storage/roles.hpp"
#include "storage/units.hpp"
#include "stores.hpp"

namespace {

constexpr const char* day = "2026-11-23";

std::int64_t unit(storage::Session& s, const char* name, std::int64_t parent) { return storage::add_unit(s, {"", "to", name, name, name, name, "2020-01-01", std::nullopt, parent}); }

std::int64_t member(storage::Session& s, const std::string& name, std::int64_t unit) {
  const auto id = storage::add_person(s, {name, name, name.substr(name.rfind(' ') + 1) + name}, 0);
  storage::add_membership(s, id, unit, "2021-01-01");
  return id;
}

std::vector<std::string> names(const storage::NameSearch& search) {
  std::vector<std::string> found;
  for (const auto& one : search.found) found.push_back(one.name);
  return found;
}

}  // namespace

TEST_CASE("people are found by given name, by some words in order, by the whole name", "[people]") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  const bool large = GENERATE(false, true);
  CAPTURE(large);
  database->write([&](storage::Session& s) {
    const auto root = unit(s, "tinh", 0), one = unit(s, "to 1", root), two = unit(s, "to 2", root);
    member(s, "lo thi hoa", one);
    member(s, "nguyen thi hoa", one);
    const auto gone = member(s, "vang a hoa", one);
    storage::end_membership(s, *storage::membership_at(s, gone, day), "2026-11-01", "left");
    member(s, "lo thi hoa", two);
    member(s, "hoa thi mai", two);
    const auto officer = storage::add_person(s, {"dinh thi hoa", "dinh thi hoa", "hoa dinh"}, 0);
    storage::add_role(s, officer, root, "officer", "2026-01-01");
    if (large)
      for (int i = 0; i < 4'200; ++i) member(s, "ly van " + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i), two);
    const auto search = [&](std::int64_t scope, std::vector<std::string> words) { return names(storage::search_people(s, scope, words, day, 5)); };
    using List = std::vector<std::string>;
    CHECK(search(one, {"hoa"}) == List{"lo thi hoa", "nguyen thi hoa"});
    CHECK(search(root, {"hoa"}).size() == 4);                              // with the officer, without who left
    CHECK(search(root, {"lo", "hoa"}) == List{"lo thi hoa", "lo thi hoa"});
    CHECK(search(root, {"thi", "hoa"}).size() == 4);
    CHECK(search(root, {"nguyen", "thi", "hoa"}) == List{"nguyen thi hoa"});
    CHECK(search(two, {"nguyen", "hoa"}).empty());
    CHECK(search(root, {"mai"}) == List{"hoa thi mai"});
    CHECK(search(root, {"hoa", "lo"}).empty());                            // the order counts
    CHECK(search(root, {"h"}).empty());
    const auto few = storage::search_people(s, root, {"hoa"}, day, 2);
    CHECK(few.found.size() == 2);
    CHECK(few.more);
  });
}

TEST_CASE("a stand-in's post holds no longer than the post itself", "[people]") {
  const auto store = tests::make_store(GENERATE(from_range(tests::all_stores())));
  const auto database = store->open();
  database->write([&](storage::Session& s) {
    const auto root = unit(s, "tinh", 0);
    const auto chair = member(s, "lo van pan", root), other = member(s, "giang thi my", root);
    const auto post = storage::add_role(s, {.person = chair, .unit = root, .role = "chair", .from_day = "2026-01-01"});
    storage::add_role(s, {.person = other, .unit = root, .role = "chair", .from_day = "2026-11-23", .to_day = "2026-12-01", .granted_by = chair, .delegated_from = post});
    REQUIRE(storage::roles(s, other, "2026-11-30").size() == 1);
    CHECK(storage::roles(s, other, "2026-11-30").front().on_behalf == chair);
    CHECK(storage::roles(s, other, "2026-12-01").empty());
    CHECK(storage::stand_ins(s, post, "2026-11-01", "2026-11-20").empty());
    CHECK(storage::stand_ins(s, post, "2026-11-30", std::nullopt).size() == 1);
    storage::end_role(s, post, "2026-11-25", "test");
    CHECK(storage::roles(s, other, "2026-11-24").size() == 1);
    CHECK(storage::roles(s, other, "2026-11-25").empty());
    CHECK(storage::roles(s, chair, "2026-11-25").empty());
  });
}
