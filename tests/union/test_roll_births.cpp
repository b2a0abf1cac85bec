// People of a list whose birth is known to the year alone, people of one name and birth, names of units spelt otherwise.
#include <catch2/catch.hpp>

#include "bot/union/birth.hpp"
#include "tests/union/roll_world.hpp"

using namespace roll_world;

TEST_CASE("births are compared as far as both are known", "[roll]") {
  CHECK(may_be_one_birth("1990", "1990-03-05"));
  CHECK(may_be_one_birth("1990-03-05", "1990-03"));
  CHECK(may_be_one_birth("1990", "1990"));
  CHECK_FALSE(may_be_one_birth("1990-03", "1990-04-05"));
  CHECK_FALSE(may_be_one_birth("", "1990"));
  CHECK(births_differ("1991", "1990-03-05"));
  CHECK_FALSE(births_differ("1990", "1990-03-05"));
  CHECK_FALSE(births_differ("", "1990-03-05"));
  CHECK(say_birth("1990").dump() == R"({"year":"1990"})");
  CHECK(say_birth("1990-03").dump() == R"({"month":"3/1990"})");
  CHECK(say_birth("1990-12").dump() == R"({"month":"12/1990"})");
  CHECK(say_birth("1990-03-05") == Fields{{"day", "05/3/1990"}});
  CHECK(say_birth("") == Fields{{"day", ""}});
}

TEST_CASE("a year fits a day of that year, takes no day away, and asks when it fits several", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  struct Line { Told told; bool alone; const char* result; };
  const std::vector<Line> lines{
      {{"", "Lò Văn Pản", "", "1990"}, true, "1/0/0/0/0"},
      {{"", "Lò Văn Pản", "", "1990"}, true, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "", "1990-03-05"}, true, "0/1/0/0/0"},                  // the day is known now
      {{"", "Lò Văn Pản", "", "1990"}, true, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "", "1990-03"}, true, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "", "1991"}, true, "1/0/0/0/0 same_name"},              // somebody else
      {{"", "Lò Văn Pản", "", "1991"}, false, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "", "1990"}, false, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "+84987000001", "1990"}, false, "0/1/0/0/0"},
      {{"", "Lò Văn Pản", "+84987000002", "1990"}, false, "1/0/0/0/0"},           // of one year, with another phone: not the same
      {{"", "Lò Văn Pản", "+84987000002", "1990"}, false, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "", "1990"}, true, "0/0/0/0/1 several_same"},
      {{"", "Lò Văn Pản", "+84987000001", "1989"}, true, "0/0/0/1/0 birth_differs"},
      {{"", "Lò Văn Pản", "+84987000001", "1989-01-01"}, true, "0/1/0/0/0"},      // as exact as before: the list's word counts
  };
  for (const auto& line : lines) {
    CAPTURE(line.told.name, line.told.phone, line.told.birth, line.alone);
    const std::vector<PersonRow> rows{row(world.one, line.told, line.alone)};
    const auto dry = world.apply(rows, true);
    CHECK(world.apply(rows) == line.result);
    CHECK(dry == line.result);
  }
  CHECK(world.number("SELECT COUNT(*) FROM person WHERE birth_day LIKE '%-01-01' AND birth_day NOT LIKE '1989%'") == 0);
}

TEST_CASE("who bears the name and birth day of somebody elsewhere is taken, and said", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  CHECK(world.apply({row(world.one, {"", "Lò Thị Hoa", "+84987000001", "1990-03-05"})}) == "1/0/0/0/0");
  const std::vector<PersonRow> same{row(world.two, {"", "LÒ THỊ HOA", "+84987000002", "1990-03-05"})};
  CHECK(world.apply(same, true) == "1/0/0/0/0 same_born");
  CHECK(world.apply(same) == "1/0/0/0/0 same_born");
  CHECK(world.apply(same) == "0/0/0/1/0");                                                                    // once
  CHECK(world.apply({row(world.grassroots, {"", "Lò Thị Hòa", "", "1990-03-05"})}) == "1/0/0/0/0");           // another name
  CHECK(world.apply({row(world.grassroots, {"", "Lò Thị Hoa", "", "1990"})}) == "1/0/0/0/0");                 // a year is shared by many
  CHECK(world.apply({row(world.root, {"M7", "Lò Thị Hoa", "+84987000003", "1990-03-05"})}) == "1/0/0/0/0");                // a code of its own
  auto twin = row(world.two, {"", "Sùng Thị Dợ", "", "1991-01-01"});
  twin.twin = true;
  CHECK(world.apply({twin}) == "1/0/0/0/0 same_born_in_list");
}

TEST_CASE("a phone that is new by name and birth alone is said, and asked about where it may be another", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  const auto brought = [&](const Told& told) {
    const auto dry = world.apply({row(world.one, told)}, true), done = world.apply({row(world.one, told)});
    CHECK(dry == done);
    return done;
  };
  CHECK(brought({"", "Lò Thị Hoa", "+84987000001", "1990-03-05"}) == "1/0/0/0/0");
  CHECK(brought({"", "Lò Thị Hoa", "+84987000002", "1990-03-05"}) == "0/1/0/0/0 phone_changed");
  CHECK(brought({"", "Lò Thị Hoa", "+84987000002", "1990-03-05"}) == "0/0/0/1/0");
  CHECK(brought({"M1", "Lò Thị Hoa", "", "1990-03-05"}) == "0/1/0/0/0");
  CHECK(brought({"", "Lò Thị Hoa", "+84987000003", "1990-03-05"}) == "0/0/0/0/1 phone_in_doubt");              // a code the row lacks
  CHECK(brought({"M1", "Lò Thị Hoa", "+84987000004", ""}) == "0/1/0/0/0");                                     // a code is sure
  CHECK(brought({"", "Giàng Thị Mỷ", "+84987000005", "1980-01-01"}) == "1/0/0/0/0");
  CHECK(brought({"", "Giàng Thị Mỷ", "+84987000006", "1980-01-01"}) == "0/0/0/0/1 phone_in_doubt");            // many are put down for that day
  CHECK(brought({"", "Giàng Thị Mỷ", "", "1980-01-01"}) == "0/0/0/1/0");
  CHECK(brought({"", "Sùng Thị Dợ", "+84987000007", "1981-05-06"}) == "1/0/0/0/0");
  world.database->write([&](storage::Session& s) { s.run("INSERT INTO identity(channel, account, external_id, person_id) SELECT 'zalo', '1', 'u1', id FROM person WHERE phone = '+84987000007'"); });
  CHECK(brought({"", "Sùng Thị Dợ", "+84987000008", "1981-05-06"}) == "0/0/0/0/1 phone_in_doubt");            // they write to us by it
  CHECK(world.number("SELECT COUNT(*) FROM person WHERE phone IN ('+84987000004', '+84987000005', '+84987000007')") == 3);
}

TEST_CASE("a unit keeps its spelling when a list has it in capitals or without marks", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  const auto told = [&](const char* name) {
    UnitRow unit;
    unit.unit = world.grassroots, unit.parent = world.root, unit.kind = "cdcs", unit.name = name, unit.from_day = "2026-01-01";
    return World::told(world.database->write([&](storage::Session& session) { return apply_units(session, {unit}, {today, now, false}); }));
  };
  struct Line { const char *name, *result, *kept; };
  for (const auto& line : std::vector<Line>{{"CĐCS MAY SƠN HÀ", "0/0/0/1/0", "CĐCS May Sơn Hà"}, {"cđcs may sơn hà", "0/0/0/1/0", "CĐCS May Sơn Hà"}, {"CDCS May Son Ha", "0/0/0/1/0", "CĐCS May Sơn Hà"},
                                            {"CĐCS May  Sơn Hà", "0/0/0/1/0", "CĐCS May Sơn Hà"}, {"CĐCS May Sơn Hạ", "0/1/0/0/0", "CĐCS May Sơn Hạ"}, {"CĐCS MAY TÂY BẮC", "0/1/0/0/0", "CĐCS MAY TÂY BẮC"},
                                            {"CĐCS May Tây Bắc", "0/1/0/0/0", "CĐCS May Tây Bắc"}}) {
    CAPTURE(line.name);
    CHECK(told(line.name) == line.result);
    CHECK(world.number(("SELECT COUNT(*) FROM unit WHERE name = '" + std::string(line.kept) + "' AND short_name = name").c_str()) == 1);
  }
}

TEST_CASE("in a unit of very many people is found who is called so", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  std::vector<PersonRow> rows;
  for (int n = 0; n < 1'005; ++n) rows.push_back(row(world.one, {"M" + std::to_string(n), n % 2 == 0 ? "Lò Văn Pản" : "Giàng A Tủa", "", ""}, false));
  CHECK(world.apply(rows).starts_with("1005/0/0/0/0"));
  const std::vector<PersonRow> more{row(world.one, {"", "Lò Thị Hoa", "", "1990"}), row(world.one, {"", "Lò Thị Hoa", "", "1991"}, false), row(world.one, {"", "Lò Thị Hòa", "", ""})};
  CHECK(world.apply(more) == "3/0/0/0/0");
  CHECK(world.apply(more) == "0/0/0/3/0");
  CHECK(world.apply({row(world.one, {"", "Lò Văn Pản", "", ""})}) == "0/0/0/0/1 several_same");
  CHECK(world.apply({row(world.two, {"", "Lò Thị Hòa", "", "1992"})}) == "1/0/0/0/0");
  CHECK(world.apply({row(world.one, {"", "Lò Thị Hòa", "", "1992"})}) == "0/1/0/0/0");                        // the namesake in another unit is none here
  CHECK(world.counted(world.one) == 1'008);
}
