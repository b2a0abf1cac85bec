// A unit below itself: no plan makes one, a decision that would is set aside on its day, and rows that hold one are found and read to an end.
#include "storage/memberships.hpp"
#include "storage/people_search.hpp"
#include "storage/unit_changes.hpp"
#include "storage/verify.hpp"
#include "tests/storage/stores.hpp"
#include "tests/union/meaning.hpp"
#include "tests/union/story.hpp"

using namespace trade_union;
using tests::answer_to, tests::has, tests::moment, tests::Story;
using storage::Session;

namespace {

std::vector<std::string> stores() {
  std::vector<std::string> names{"memory"};
  if (!tests::postgres_address().empty()) names.push_back("postgresql");
  return names;
}

Merge under(std::vector<std::int64_t> sources, std::int64_t parent) {
  Merge merge{.sources = std::move(sources)};
  merge.fresh = PlannedUnit{.name = "CĐCS ghép thử", .parent = parent};
  return merge;
}

}  // namespace

TEST_CASE("a new unit of a merge does not stand under one of its sources, nor below one", "[tree]") {
  Story story;
  const auto hoa_ban = story.id("HB"), tam_duc = story.id("TD"), province = story.province.root_unit;
  CHECK_THAT(story.said_against(under({hoa_ban, tam_duc}, hoa_ban)), Catch::Contains("đơn vị mới không đứng dưới nó được"));
  CHECK_THAT(story.said_against(under({hoa_ban, tam_duc}, tam_duc)), Catch::Contains("đơn vị mới không đứng dưới nó được"));
  story.read([&](Session& s) { storage::hang_unit(s, s.number("SELECT id FROM unit WHERE external_code = 'MT'"), hoa_ban, "2026-11-01"); });
  CHECK_THAT(story.said_against(under({hoa_ban, tam_duc}, story.id("MT"))), Catch::Contains("ở bên dưới nó"));
  CHECK_THAT(answer_to(story, "Vũ Thu Hương", "merge_propose", {{"units", {"CĐCS Trường Mầm non tư thục Hoa Ban", "CĐCS Phòng khám Đa khoa Tâm Đức"}}, {"into", "CĐCS ghép thử"}, {"under", "CĐCS Phòng khám Đa khoa Tâm Đức"}}),
             Catch::Contains("đơn vị mới không đứng dưới nó được"));
  CHECK_FALSE(has(story.said_against(under({hoa_ban, tam_duc}, province)), "không đứng dưới"));
}

TEST_CASE("a union under a union of another firm is said to become its member union", "[tree]") {
  Story story;
  const auto hoa_ban = story.id("HB"), tam_duc = story.id("TD");
  CHECK_THAT(story.said_against(under({hoa_ban, tam_duc}, story.id("MSH"))), Catch::Contains("CĐCS thành viên"));
  CHECK_FALSE(has(story.said_against(under({hoa_ban, tam_duc}, story.province.root_unit)), "thành viên,"));
}

TEST_CASE("a part of a split does not stand below what the split hangs under the parts", "[tree]") {
  Story story;
  const auto union_id = story.id("MSH"), section = story.id("MSH-CAT"), other = story.id("HB");
  story.read([&](Session& s) { storage::hang_unit(s, other, union_id, "2026-11-01"); });
  const auto part = [](std::int64_t parent, std::vector<std::int64_t> units) { return Part{PlannedUnit{.kind = "cdcs", .name = "CĐCS phần " + std::to_string(units.size()), .parent = parent}, std::move(units), {}}; };
  CHECK_THAT(story.said_against(Split{.unit = union_id, .parts = {part(other, {other})}}), Catch::Contains("đơn vị mới không đứng dưới nó được"));
  CHECK_THAT(story.said_against(Split{.unit = union_id, .parts = {part(0, {section}), part(other, {})}, .ends = true}), Catch::Contains("ở bên dưới nó"));
  CHECK_FALSE(has(story.said_against(Split{.unit = union_id, .parts = {part(other, {section})}}), "không đứng dưới"));
}

TEST_CASE("a case that would put a unit below itself is set aside on its day", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  const auto hoa_ban = story.id("HB"), tam_duc = story.id("TD");
  const auto operation = story.decided(under({hoa_ban, tam_duc}, story.id("MT")), "2026-12-01");
  story.read([&](Session& s) { storage::hang_unit(s, s.number("SELECT id FROM unit WHERE external_code = 'MT'"), hoa_ban, "2026-11-25"); });
  const auto told = story.comes("2026-12-01T00:00:20");
  REQUIRE_FALSE(told.empty());
  CHECK_THAT(told.front(), Catch::Contains("chưa thực hiện được") && Catch::Contains("ở bên dưới nó"));
  CHECK(story.state(operation) == "decided");
  CHECK(story.differences().empty());
}

TEST_CASE("rows that go round are read to an end, and verify names them", "[tree]") {
  const auto store = tests::make_store(GENERATE(from_range(stores())));
  Story story(store->open());
  const auto hoa_ban = story.id("HB"), tam_duc = story.id("TD"), own = story.id("MT");
  story.read([&](Session& s) {
    s.run("UPDATE unit_edge SET parent_id = ?2 WHERE unit_id = ?1", {hoa_ban, tam_duc});
    s.run("UPDATE unit_edge SET parent_id = ?2 WHERE unit_id = ?1", {tam_duc, hoa_ban});
    s.run("UPDATE unit_edge SET parent_id = ?1 WHERE unit_id = ?1", {own});
    CHECK(storage::lineage(s, hoa_ban, "2026-11-23") == std::vector<std::int64_t>{hoa_ban, tam_duc});
    CHECK(storage::lineage(s, own, "2026-11-23") == std::vector<std::int64_t>{own});
    CHECK(storage::subtree(s, hoa_ban, "2026-11-23").size() >= 2);
    CHECK(storage::subtree(s, own, "2026-11-23").front().id == own);
    CHECK(storage::counted_below(s, hoa_ban, "2026-11-23").members == storage::counted_below(s, tam_duc, "2026-11-23").members);
    CHECK_FALSE(storage::search_people(s, own, {"khong", "co"}, "2026-11-23", 5).more);
    const auto lines = storage::verify(s);
    for (const auto unit : {hoa_ban, tam_duc, own})
      CHECK(std::find(lines.begin(), lines.end(), "unit " + std::to_string(unit) + " stands below itself: unit " + std::to_string(unit)) != lines.end());
  });
}
