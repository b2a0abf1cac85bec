// Rows of people, units and posts brought into the roll, on every database: who a row is, what it changes, what is refused.
#include <catch2/catch.hpp>

#include "tests/union/roll_world.hpp"

using namespace roll_world;

TEST_CASE("people are matched by code, else phone, else name, birth day and unit", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  CHECK(world.apply({row(world.one, {"M1", "Lò Văn Pản", "+84987000001", "1980-01-01"})}) == "1/0/0/0/0");
  struct Line { Told told; const char* result; };
  const std::vector<Line> lines{
      {{"M1", "Lò Văn Pản", "", ""}, "0/0/0/1/0"},
      {{"", "Lò Văn Pản", "+84987000001", ""}, "0/0/0/1/0"},
      {{"", "LÒ VĂN PẢN", "", "1980-01-01"}, "0/1/0/0/0"},                     // written otherwise: the same, and corrected
      {{"", "Lò Văn Pản", "", ""}, "0/1/0/0/0"},
      {{"", "Giàng A Tủa", "+84987000001", ""}, "0/0/0/0/1 phone_two_names"},
      {{"M2", "Lò Văn Pản", "+84987000001", ""}, "0/0/0/0/1 code_differs"},
      {{"M1", "Lò Văn Pán", "", ""}, "0/1/0/0/0 name_changed"},
      {{"M1", "Lò Văn Pản", "", ""}, "0/1/0/0/0 name_changed"},
      {{"", "Lò Văn Pản", "+84987000002", "1980-01-01"}, "0/0/0/0/1 phone_in_doubt"},
      {{"", "Lò Văn Pản", "+84987000003", "1981-01-01"}, "1/0/0/0/0 same_name"},
      {{"", "Lò Văn Pản", "", ""}, "0/0/0/0/1 several_same"},
      {{"M1", "Lò Văn Pản", "+84987000003", ""}, "0/0/0/0/1 phone_of_other"},
  };
  for (const auto& line : lines) {
    CAPTURE(line.told.name, line.told.code, line.told.phone, line.told.birth);
    const std::vector<PersonRow> rows{row(world.one, line.told)};
    const auto dry = world.apply(rows, true);
    CHECK(world.apply(rows) == line.result);
    CHECK(dry == line.result);
  }
  CHECK(world.number("SELECT COUNT(*) FROM person") == 2);
  CHECK(world.counted(world.one) == 2);
}

TEST_CASE("two equal names in one unit are two people when something tells them apart", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  const std::vector<PersonRow> rows{row(world.one, {"", "Lò Thị Hoa", "+84987000001", ""}), row(world.one, {"", "Lò Thị Hoa", "+84987000002", ""}, false),
                                    row(world.one, {"", "Lò Thị Hoa", "", "1990-01-01"}, false), row(world.one, {"", "Lò Thị Hoa", "", ""}, false),
                                    row(world.two, {"", "Lò Thị Hoa", "", ""})};
  CHECK(world.apply(rows) == "4/0/0/0/1 same_name_bare");
  CHECK(world.apply(rows) == "0/0/0/4/1 same_name_bare");
  CHECK(world.counted(world.one) == 3);
}

TEST_CASE("what a list adds is kept, what it leaves empty takes nothing away", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  CHECK(world.apply({row(world.one, {"", "Phàn A Chẻo", "", ""})}) == "1/0/0/0/0");
  auto more = row(world.one, {"M9", "Phàn A Chẻo", "+84987000009", "1975-05-05"});
  more.fields.woman = false;
  CHECK(world.apply({more}) == "0/1/0/0/0");
  CHECK(world.apply({row(world.one, {"", "Phàn A Chẻo", "", ""})}) == "0/0/0/1/0");
  world.database->read([](storage::Session& session) {
    const auto person = storage::roll::person_by_code(session, "M9", today).value();
    CHECK(person.fields == storage::roll::PersonFields{"M9", "Phàn A Chẻo", "+84987000009", "1975-05-05", "", false});
  });
}

TEST_CASE("somebody of another unit is transferred from the import's day; days that overlap are refused", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  auto first = row(world.one, {"M1", "Sùng Thị Dợ", "", ""});
  first.from_day = "2026-03-01";
  first.fields.woman = true;
  CHECK(world.apply({first}) == "1/0/0/0/0");
  auto early = row(world.two, {"M1", "Sùng Thị Dợ", "", ""});
  CHECK(world.apply({early}, false, "2026-02-01") == "0/0/0/0/1 overlap");
  CHECK(world.apply({early}, true) == "0/0/1/0/0");
  CHECK(world.apply({early}) == "0/0/1/0/0");
  CHECK(world.apply({early}) == "0/0/0/1/0");
  CHECK(world.counted(world.one) == 0);
  CHECK(world.counted(world.one, "2026-11-22") == 1);
  CHECK(world.counted(world.two) == 1);
  auto later = row(world.two, {"M1", "Sùng Thị Dợ", "", ""});
  later.from_day = "2026-10-01";
  CHECK(world.apply({later}) == "0/0/0/1/0 from_day_differs");
  auto ahead = row(world.one, {"M1", "Sùng Thị Dợ", "", ""});
  ahead.from_day = "2027-01-01";
  CHECK(world.apply({ahead}) == "0/0/1/0/0");
  CHECK(world.apply({ahead}) == "0/0/0/1/0");
  CHECK(world.counted(world.two, "2026-12-31") == 1);
  CHECK(world.counted(world.one, "2027-01-01") == 1);
  CHECK(world.apply({row(world.grassroots, {"M1", "Sùng Thị Dợ", "", ""})}) == "0/0/0/0/1 moves_later");
  CHECK(world.counted(world.one, "2027-01-01") == 1);
}

TEST_CASE("counts after an import are what the memberships say", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  std::vector<PersonRow> rows;
  for (int n = 0; n < 60; ++n) {
    auto made = row(n % 2 == 0 ? world.one : world.two, {"M" + std::to_string(n % 50), "Người Thứ " + std::string(1, static_cast<char>('A' + n % 20)), "", ""}, false);
    made.fields.woman = n % 3 == 0;
    made.from_day = n % 5 == 0 ? "2026-06-01" : "";
    rows.push_back(made);
  }
  world.apply(rows);
  const auto counts = [&] { return world.database->read([&](storage::Session& s) { return std::pair(storage::counted(s, world.one, today).members * 1000 + storage::counted(s, world.two, today).members,
                                                                                                     storage::counted(s, world.one, today).women * 1000 + storage::counted(s, world.two, today).women); }); };
  const auto before = counts();
  world.database->write([&](storage::Session& session) { storage::recount(session, world.one), storage::recount(session, world.two); });
  CHECK(counts() == before);
}

TEST_CASE("units are found by code, by usual spellings of their names, by a path, below a unit", "[roll]") {
  using U = RollUnit;
  UnitIndex units({U{1, "", "tinh", "LĐLĐ tỉnh Sơn Hà", "LĐLĐ tỉnh", 0, "2020-01-01", 0}, U{2, "MSH", "cdcs", "CĐCS Công ty TNHH May Sơn Hà", "May Sơn Hà", 1, "2020-01-01", 0},
                   U{3, "", "cdcs", "CĐCS Chè Pu Lan", "Chè Pu Lan", 1, "2020-01-01", 0}, U{4, "", "to", "Tổ 3", "Tổ 3", 2, "2020-01-01", 0}, U{5, "", "to", "Tổ 3", "Tổ 3", 3, "2020-01-01", 0},
                   U{6, "", "to", "Tổ Văn phòng", "Tổ Văn phòng", 2, "2020-01-01", 0}});
  struct Line { Where where; std::int64_t within, unit; const char* finding; };
  const std::vector<Line> lines{
      {{"msh", "", "", "", ""}, 0, 2, ""},
      {{"", "Công đoàn cơ sở Công ty trách nhiệm hữu hạn May Sơn Hà", "", "", ""}, 0, 2, ""},
      {{"", "may son ha", "", "", ""}, 0, 2, ""},
      {{"", "Công ty TNHH May Sơn Hà", "", "", ""}, 0, 2, ""},
      {{"", "Tổ 3", "", "", ""}, 0, 0, "unit_several"},
      {{"", "Tổ 3", "", "", ""}, 2, 4, ""},
      {{"", "Chè Pu Lan > Tổ 3", "", "", ""}, 0, 5, ""},
      {{"", "", "May Sơn Hà", "", "03"}, 0, 4, ""},
      {{"", "", "May Sơn Hà", "", "Tổ công đoàn số 3"}, 0, 4, ""},
      {{"MSH", "", "", "", "Văn phòng"}, 0, 0, "team_unknown"},
      {{"MSH", "", "", "", "tổ văn phòng"}, 0, 6, ""},
      {{"", "", "", "", "3"}, 0, 0, "team_alone"},
      {{"", "", "", "", "3"}, 3, 5, ""},
      {{"", "", "May Sơn Hà", "", "9"}, 0, 0, "team_unknown"},
      {{"XYZ", "", "", "", ""}, 0, 0, "unit_code_unknown"},
      {{"", "Không có", "", "", ""}, 0, 0, "unit_unknown"},
      {{"", "", "", "", ""}, 0, 0, "unit_missing"},
      {{"", "", "", "", ""}, 3, 3, ""},
  };
  for (const auto& line : lines) {
    CAPTURE(line.where.code, line.where.unit, line.where.grassroots, line.where.team, line.within);
    const auto found = find_unit(units, line.where, line.within);
    CHECK((found.finding ? found.finding->finding.key : "") == line.finding);
    if (!found.finding) CHECK(found.unit == line.unit);
  }
  for (const std::int64_t id : {1, 2, 3, 4, 5, 6}) CHECK(units.named(units.reference(id)) == std::vector<std::int64_t>{id});
}

TEST_CASE("units come in under their parents, complete what is known, and move nothing", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  const auto apply = [&](const UnitRow& unit, bool dry = false) {
    const ApplyRoll how{today, now, dry};
    const auto job = [&](storage::Session& session) { return apply_units(session, {unit}, how); };
    return World::told(dry ? world.database->read(job) : world.database->write(job));
  };
  UnitRow fresh;
  fresh.parent = world.root, fresh.code = "CPL", fresh.kind = "cdcs", fresh.name = "CĐCS Chè Pu Lan", fresh.from_day = "2026-01-01", fresh.enterprise = true;
  fresh.communes = {{"Nậm Sơn", "03127"}, {"Tà Lèng Thượng", ""}};
  fresh.workers = 60, fresh.women_workers = 40;
  CHECK(apply(fresh, true) == "1/0/0/0/0");
  CHECK(apply(fresh) == "1/0/0/0/0");
  CHECK(apply(fresh) == "0/0/0/0/1 unit_code_taken");
  auto known = fresh;
  known.unit = world.number("SELECT id FROM unit WHERE external_code = 'CPL'");
  CHECK(apply(known) == "0/0/0/1/0");
  known.workers = 61, known.name = "CĐCS Công ty CP Chè Pu Lan", known.communes = {{"Nậm Sơn", "03127"}};
  CHECK(apply(known, true) == "0/1/0/0/0");
  CHECK(apply(known) == "0/1/0/0/0");
  CHECK(apply(known) == "0/0/0/1/0");
  CHECK(world.number("SELECT COUNT(*) FROM unit_former_name") == 1);
  known.name = "CĐCS Chè Pu Lan xanh";  // twice on one day, then by a decision
  CHECK(apply(known) == "0/1/0/0/0");
  world.database->write([&](storage::Session& session) { storage::rename_unit(session, known.unit, "A", "A", "a", "a", "2026-12-01"); });
  world.database->write([&](storage::Session& session) { storage::rename_unit(session, known.unit, "B", "B", "b", "b", "2026-12-01"); });
  CHECK(world.number("SELECT COUNT(*) FROM unit_former_name WHERE from_day < to_day") == 2);
  CHECK(world.number("SELECT COUNT(*) FROM unit_commune WHERE to_day IS NULL") == 1);
}

TEST_CASE("places in the tree that cannot be", "[roll]") {
  using U = RollUnit;
  const UnitIndex units({U{1, "T", "tinh", "LĐLĐ tỉnh", "LĐLĐ tỉnh", 0, "2026-01-01", 0}, U{2, "A", "cdcs", "CĐCS A", "A", 1, "2026-06-01", 0}, U{3, "", "to", "Tổ 1", "Tổ 1", 2, "2026-06-01", 0},
                         U{4, "", "cdbp", "CĐBP May", "May", 2, "2026-06-01", 0}});
  struct Line { const char *name, *kind, *parent, *from, *finding; };
  const std::vector<Line> lines{{"Tổ 2", "to", "CĐCS A", "", ""},          {"Tổ 2", "to", "CĐCS A", "2026-02-01", "parent_later"}, {"Tổ 2", "to", "CĐCS A > Tổ 1", "", "under_team"},
                                {"CĐBP X", "cdbp", "LĐLĐ tỉnh", "", "section_place"}, {"CĐBP X", "cdbp", "CĐCS A > CĐBP May", "", "section_place"}, {"CĐ xã B", "cap_tren", "CĐCS A", "", "kind_order"}, {"Gì đó", "", "CĐCS A", "", "kind_unknown"},
                                {"LĐLĐ khác", "tinh", "", "", "parent_missing"}, {"LĐLĐ tỉnh", "tinh", "", "", ""}, {"CĐCS A", "to", "LĐLĐ tỉnh", "", "kind_differs"}};
  for (const auto& line : lines) {
    CAPTURE(line.name, line.parent);
    UnitRow unit;
    unit.name = line.name, unit.kind = line.kind, unit.parent_said = line.parent, unit.from_day = line.from;
    const auto placed = place_unit(units, unit, 0, today);
    CHECK_FALSE(placed.waits);
    CHECK((placed.findings.empty() ? "" : placed.findings[0].finding.key) == line.finding);
  }
}

TEST_CASE("parents that never come: a circle, a row that is refused, nowhere", "[roll]") {
  const auto unit = [](std::uint32_t number, const char* name, const char* parent) {
    UnitRow made;
    made.row = number, made.name = name, made.parent_said = parent;
    return made;
  };
  const auto findings = left_over({unit(2, "A", "B"), unit(3, "B", "A"), unit(4, "C", "D"), unit(5, "D", "Không có"), unit(6, "E", "E")});
  REQUIRE(findings.size() == 5);
  const std::vector<std::string> keys{"parent_cycle", "parent_cycle", "parent_refused", "parent_unknown", "parent_cycle"};
  for (std::size_t i = 0; i < keys.size(); ++i) CHECK(findings[i].what.finding.key == keys[i]);
}

TEST_CASE("posts: of somebody on the roll, once, with another last day", "[roll]") {
  World world(GENERATE(from_range(tests::all_stores())));
  world.apply({row(world.one, {"M1", "Lò Văn Pản", "+84987000001", ""}), row(world.two, {"", "Lò Văn Pản", "", "1990-01-01"}), row(world.two, {"", "Giàng A Tủa", "", ""})});
  const auto apply = [&](std::int64_t unit, const Told& told, const char* post, std::optional<std::string> to = std::nullopt) {
    PostRow made{row(unit, told), post, "", "", std::move(to)};
    return World::told(world.database->write([&](storage::Session& session) { return apply_posts(session, {made}, {today, now, false}); }));
  };
  CHECK(apply(world.grassroots, {"M1", "Lò Văn Pản", "", ""}, "chair") == "1/0/0/0/0");
  CHECK(apply(world.grassroots, {"", "Lò Văn Pản", "+84987000001", ""}, "chair") == "0/0/0/1/0");
  CHECK(apply(world.grassroots, {"", "Lò Văn Pản", "", ""}, "board") == "0/0/0/0/1 person_several");
  CHECK(apply(world.two, {"", "Giàng A Tủa", "", ""}, "to_leader") == "1/0/0/0/0");
  CHECK(apply(world.one, {"", "Giàng A Tủa", "", ""}, "to_leader") == "0/0/0/0/1 person_unknown");
  CHECK(apply(world.grassroots, {"M1", "Sùng Thị Dợ", "", ""}, "chair") == "0/0/0/0/1 code_other_name");
  CHECK(apply(world.grassroots, {"M1", "Lò Văn Pản", "", ""}, "chair", "2027-01-01") == "0/1/0/0/0");
  CHECK(apply(world.grassroots, {"M1", "Lò Văn Pản", "", ""}, "chair", "2027-01-01") == "0/0/0/1/0");
  CHECK(world.number("SELECT COUNT(*) FROM role") == 2);
  CHECK(apply(world.two, {"", "Lò Văn Pản", "", "1990-01-01"}, "to_leader") == "1/0/0/0/0 second_head");
  PostRow early{row(world.grassroots, {"M1", "Lò Văn Pản", "", ""}), "clerk", "", "2023-03-01", std::nullopt};
  CHECK(World::told(world.database->write([&](storage::Session& session) { return apply_posts(session, {early}, {today, now, false}); })) == "1/0/0/0/0 post_before_unit");
  CHECK(world.number("SELECT COUNT(*) FROM role WHERE from_day < '2026-01-01'") == 0);
}

TEST_CASE("a post is held where it belongs, wherever its holder is a member", "[roll]") {
  using U = RollUnit;
  const UnitIndex units({U{1, "", "cdcs", "CĐCS A", "A", 0, "2026-01-01", 0}, U{2, "", "cdbp", "CĐBP B", "B", 1, "2026-01-01", 0}, U{3, "", "to", "Tổ 1", "Tổ 1", 2, "2026-01-01", 0}});
  struct Line { const char *post, *said; std::int64_t unit, held; };
  for (const auto& line : std::vector<Line>{{"chair", "Chủ tịch", 3, 1}, {"chair", "Chủ tịch CĐBP", 3, 2}, {"chair", "Chủ tịch", 2, 2}, {"board", "UV BCH", 1, 1},
                                            {"to_leader", "Tổ trưởng", 3, 3}, {"to_leader", "Tổ trưởng", 1, 0}}) {
    CAPTURE(line.said, line.unit);
    PostRow post;
    post.post = line.post, post.person.unit = line.unit;
    const auto finding = settle_post(units, post, line.said);
    CHECK((finding ? 0 : post.person.unit) == line.held);
  }
}

TEST_CASE("rows and results travel as JSON and come back the same", "[roll]") {
  auto person = row(7, {"M1", "Lò Văn Pản", "+84987000001", "1980-01-01"}, false);
  person.fields.woman = true;
  person.from_day = "2026-01-01";
  CHECK(to_json(person_from(to_json(person))) == to_json(person));
  CHECK(person_from(to_json(person)).sort_key == person.sort_key);
  UnitRow unit;
  unit.name = "CĐCS A", unit.remote = false, unit.workers = 0, unit.communes = {{"x", "1"}};
  CHECK(to_json(unit_from(to_json(unit))) == to_json(unit));
  SliceResult result;
  result.counts.created = 3;
  result.findings.push_back({9, {{"same_name", {{"said", "x"}}, false}, Column::phone}});
  result.moved_from = {4};
  CHECK(to_json(result_from(to_json(result))) == to_json(result));
}
