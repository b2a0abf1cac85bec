// Headings within lists: a table of rows; names of people that look like headings; which unit a path names among thousands of one name.
#include <catch2/catch.hpp>

#include "bot/union/roll_headings.hpp"
#include "bot/union/roll_units.hpp"

using namespace trade_union;

TEST_CASE("rows that are headings, and people who are none", "[roll]") {
  const auto numbered = find_header(RollKind::people, {{"STT", "Họ và tên", "Ngày sinh", "SĐT", "CĐCS", "Ghi chú"}});
  const auto named = find_header(RollKind::people, {{"Họ và tên", "Ngày sinh", "SĐT"}});
  REQUIRE(numbered);
  REQUIRE(named);
  struct Line { bool numbers; Cells cells; const char *heading, *name; };
  const std::vector<Line> lines{
      {true, {"Tổ 1"}, "Tổ 1", "Tổ 1"},
      {true, {"I. Khối văn phòng"}, "I. Khối văn phòng", "Khối văn phòng"},
      {true, {"I", "Khối văn phòng"}, "I. Khối văn phòng", "Khối văn phòng"},
      {true, {"II", "Phòng Vật tư"}, "II. Phòng Vật tư", "Phòng Vật tư"},
      {true, {"Tổ sản xuất số 2: 14 người"}, "Tổ sản xuất số 2: 14 người", "Tổ sản xuất số 2"},
      {true, {"Tổ 3 (12 người)", "", "12"}, "Tổ 3 (12 người)", "Tổ 3"},
      {true, {"TỔ 4 - 9 NGƯỜI"}, "TỔ 4 - 9 NGƯỜI", "TỔ 4"},
      {true, {"Tổ 5", "Tổ 5", "Tổ 5", "Tổ 5", "Tổ 5"}, "Tổ 5", "Tổ 5"},
      {true, {"", "Tổ 6", "", "", "CĐCS May Sơn Hà"}, "Tổ 6", "Tổ 6"},
      {true, {"Văn phòng"}, "Văn phòng", "Văn phòng"},
      {false, {"Tổ Văn phòng"}, "Tổ Văn phòng", "Tổ Văn phòng"},
      {false, {"TO 7"}, "TO 7", "TO 7"},
      {false, {"A. Phân xưởng sợi"}, "A. Phân xưởng sợi", "Phân xưởng sợi"},
      // people, or perhaps people
      {true, {"1", "Lò Văn Pản"}, nullptr, ""},
      {true, {"", "Lò Văn Pản"}, nullptr, ""},
      {true, {"", "Tô Văn Nam"}, nullptr, ""},
      {true, {"", "TÔ VĂN NAM"}, nullptr, ""},
      {true, {"", "To Van Nam"}, nullptr, ""},
      {true, {"", "Phòng Thị Lan"}, nullptr, ""},
      {true, {"", "Bàn A Tủa"}, nullptr, ""},
      {true, {"", "Trương Thị Mai"}, nullptr, ""},
      {true, {"", "Đội Cấn", "1/1/1990"}, nullptr, ""},
      {true, {"I", "Lò Văn Pản"}, nullptr, ""},
      {false, {"A Tủa"}, nullptr, ""},
      {false, {"Y Blô"}, nullptr, ""},
      {false, {"1. Lò Văn Pản"}, nullptr, ""},
      {true, {"7"}, nullptr, ""},
      {true, {"", "", "", "0987000456"}, nullptr, ""},
      {true, {"", "", "", "", "", "nghỉ hưu"}, nullptr, ""},
      {true, {"Tổ 1", "Lò Văn Pản", "1/1/1990"}, nullptr, ""},
  };
  for (const auto& line : lines) {
    CAPTURE(line.cells);
    const auto found = heading_of(line.numbers ? *numbered : *named, line.cells);
    CHECK((found ? found->text : "") == (line.heading ? line.heading : ""));
    if (found) CHECK(heading_name(found->text) == line.name);
  }
}

TEST_CASE("sums of a part end it, signatures below end all", "[roll]") {
  const auto header = find_header(RollKind::people, {{"STT", "Họ và tên", "Ngày sinh", "Tổ", "SĐT"}});
  REQUIRE(header);
  RowSorter sorter(*header);
  CHECK(sorter.sort({"Tổ 1"}) == RowSort::heading);
  CHECK(sorter.sort({"1", "Lò Văn Pản", "1990"}) == RowSort::entry);
  CHECK(sorter.sort({"Cộng: 14"}) == RowSort::total);
  CHECK(sorter.sort({"", "Cộng tổ 1: 14 người"}) == RowSort::total);
  CHECK(sorter.sort({"", "Công Thị Mai"}) == RowSort::entry);
  CHECK(sorter.sort({"", "NGƯỜI LẬP BIỂU", "", "TM. BAN CHẤP HÀNH"}) == RowSort::filler);
  CHECK(sorter.signing());
  CHECK(sorter.sort({"", "Công đoàn cơ sở"}) == RowSort::filler);
  CHECK(sorter.sort({"", "Lò Thị Pánh"}) == RowSort::filler);
  RowSorter of_units(*header, false);
  CHECK(of_units.sort({"", "Tổ 1"}) == RowSort::entry);
}

TEST_CASE("one unit among thousands of its name", "[roll]") {
  using U = RollUnit;
  std::vector<U> list{U{1, "", "tinh", "LĐLĐ tỉnh", "LĐLĐ tỉnh", 0, "2020-01-01", 0}};
  constexpr std::int64_t unions = 200, teams = 3;
  for (std::int64_t n = 0; n < unions; ++n) {
    const auto id = 2 + n * (teams + 1);
    list.push_back({id, "", "cdcs", "CĐCS Số " + std::to_string(n), "Số " + std::to_string(n), 1, "2020-01-01", 0});
    for (std::int64_t t = 1; t <= teams; ++t) list.push_back({id + t, "", "to", "Tổ " + std::to_string(t), "Tổ " + std::to_string(t), id, "2020-01-01", 0});
  }
  const UnitIndex units(list);
  for (const auto& each : list) CHECK(units.named(units.reference(each.id)) == std::vector<std::int64_t>{each.id});
  CHECK(units.named("Tổ 1").size() == unions);
  CHECK(units.named("Tổ 1", 6) == std::vector<std::int64_t>{7});
  CHECK(units.named("số 1 > tổ 1") == std::vector<std::int64_t>{7});
  CHECK(units.named("CĐCS Số 1 > Tổ 1", 6) == std::vector<std::int64_t>{7});
  CHECK(units.named("LĐLĐ tỉnh > Tổ 1").size() == unions);
  CHECK(units.named("Không có > Tổ 1").empty());
  CHECK(units.team_named("Tổ công đoàn số 2", 6) == 8);
  CHECK(units.team_named("Tổ 9", 6) == 0);
  CHECK(units.team_named("Tổ 1", 1) == 0);                 // whose tổ 1?
}
