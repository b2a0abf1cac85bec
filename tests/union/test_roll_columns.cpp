// Headers of lists and the rows below them: tables.
#include <catch2/catch.hpp>

#include "bot/union/roll_columns.hpp"

using namespace trade_union;

namespace {

using Rows = std::vector<Cells>;

// The columns that were found, by what they hold: "name=1 phone=3".
std::string places(const Header& header, std::initializer_list<std::pair<const char*, Column>> asked) {
  std::string text;
  for (const auto& [name, column] : asked) text += std::string(name) + "=" + std::to_string(header.place(column)) + " ";
  return text;
}

}  // namespace

TEST_CASE("a header of one line, in any order, without marks, below titles") {
  const Rows rows{{"CÔNG ĐOÀN CÁC KCN TỈNH"}, {"DANH SÁCH ĐOÀN VIÊN"}, {}, {"TT", "SO DT", "Ho va ten", "Ngay sinh (dd/mm/yyyy)", "To", "Ghi chú"}, {"1", "0987000456", "Lò Văn Pản"}};
  const auto header = find_header(RollKind::people, rows);
  REQUIRE(header);
  CHECK(header->first == 3);
  CHECK(header->last == 3);
  CHECK(places(*header, {{"name", Column::name}, {"phone", Column::phone}, {"birth", Column::birth}, {"team", Column::team}}) == "name=2 phone=1 birth=3 team=4 ");
}

TEST_CASE("a header of three lines with merged cells") {
  const Rows rows{{"Danh sách"},
                  {"STT", "Thông tin đoàn viên", "", "", "", "Nơi sinh hoạt", "", "Điện thoại"},
                  {"STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Ngày vào CĐ", "CĐCS", "Tổ", "Điện thoại"},
                  {"STT", "Họ và tên", "Nam", "Nữ", "Ngày vào CĐ", "CĐCS", "Tổ", "Điện thoại"},
                  {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"},
                  {"1", "LÒ VĂN PẢN", "5/3/1980", "", "", "May Sơn Hà", "3", "987000456"}};
  const auto header = find_header(RollKind::people, rows);
  REQUIRE(header);
  CHECK(header->first == 2);  // the line above groups columns, and says nothing that those below do not
  CHECK(header->last == 3);
  CHECK(places(*header, {{"name", Column::name}, {"man", Column::birth_man}, {"woman", Column::birth_woman}, {"union", Column::union_day}, {"cdcs", Column::grassroots}, {"team", Column::team},
                         {"phone", Column::phone}}) == "name=1 man=2 woman=3 union=4 cdcs=5 team=6 phone=7 ");
  const auto titles = header_titles(RollKind::people, *header, rows);
  const auto again = find_header(RollKind::people, {titles});
  REQUIRE(again);
  CHECK(again->at == header->at);
  RowSorter sorter(*header);
  CHECK(sorter.sort(rows[4]) == RowSort::filler);
  CHECK(sorter.sort(rows[5]) == RowSort::entry);
}

TEST_CASE("columns that are known by several names") {
  struct Title { const char* title; Column column; };
  const auto each = GENERATE(values<Title>({{"Mã đoàn viên", Column::code}, {"MÃ SỐ", Column::code}, {"Họ tên", Column::name}, {"Số ĐT", Column::phone}, {"SĐT", Column::phone},
                                            {"Điện thoại (Zalo)", Column::phone}, {"Nam/Nữ", Column::gender}, {"Nữ", Column::woman_mark}, {"Chức vụ", Column::post}, {"Đơn vị", Column::unit},
                                            {"Công đoàn bộ phận", Column::section}, {"Ngày vào CĐ", Column::union_day}, {"Năm sinh", Column::birth}, {"Mã đơn vị", Column::unit_code}}));
  CAPTURE(each.title);
  const bool is_name = each.column == Column::name;
  const auto header = find_header(RollKind::people, {is_name ? Cells{"", each.title} : Cells{"Họ và tên", each.title}});
  REQUIRE(header);
  CHECK(header->place(each.column) == 1);
}

TEST_CASE("surname and given name in two columns; a name alone is the whole") {
  const auto two = find_header(RollKind::people, {{"Họ và tên đệm", "Tên", "Tổ"}});
  REQUIRE(two);
  CHECK(places(*two, {{"surname", Column::surname}, {"given", Column::given}, {"name", Column::name}}) == "surname=0 given=1 name=-1 ");
  const auto one = find_header(RollKind::people, {{"Tên", "Tổ"}});
  REQUIRE(one);
  CHECK(places(*one, {{"name", Column::name}, {"given", Column::given}}) == "name=0 given=-1 ");
}

TEST_CASE("lists of units and of posts; no header is none") {
  const auto units = find_header(RollKind::units, {{"Mã", "Tên đơn vị", "Cấp", "Đơn vị cấp trên", "Địa bàn", "Vùng sâu", "DN", "Lao động", "Trong đó nữ", "Ngoài danh sách"}});
  REQUIRE(units);
  CHECK(places(*units, {{"code", Column::code}, {"name", Column::name}, {"kind", Column::kind}, {"parent", Column::parent}, {"women", Column::women_workers}, {"off", Column::off_roll}}) ==
        "code=0 name=1 kind=2 parent=3 women=8 off=9 ");
  CHECK(find_header(RollKind::roles, {{"Người", "Chức vụ", "Đơn vị", "Từ ngày", "Đến ngày", "Ban"}}));
  CHECK_FALSE(find_header(RollKind::roles, {{"Người", "Đơn vị"}}));
  CHECK_FALSE(find_header(RollKind::people, {{"a", "b"}, {"1", "2"}}));
  CHECK_FALSE(find_header(RollKind::people, {}));
}

TEST_CASE("sums and signatures at the end are no entries, names that look like them are") {
  const auto header = find_header(RollKind::people, {{"STT", "Họ và tên", "Ngày sinh", "Tổ", "SĐT"}});
  REQUIRE(header);
  struct Line { Cells cells; RowSort sort; };
  const std::vector<Line> lines{
      {{"1", "Tòng Văn Ín", "1/1/1990", "1"}, RowSort::entry},
      {{"2", "An Đình Nam"}, RowSort::entry},
      {{"3"}, RowSort::filler},
      {{"", "Tổng cộng: 2 đoàn viên"}, RowSort::total},
      {{"Cộng", "", "2"}, RowSort::total},
      {{"4", "Công Thị Mai", "2/2/1991", "1"}, RowSort::entry},
      {{"Ấn định danh sách này có 3 người./."}, RowSort::filler},
      {{"", "", "", "Nậm Sơn, ngày 20 tháng 11 năm 2026"}, RowSort::filler},
      {{"", "Người lập", "", "TM. BAN CHẤP HÀNH"}, RowSort::filler},
      {{"", "(Ký, ghi rõ họ tên)"}, RowSort::filler},
      {{"", "Lò Thị Pánh", "", "Lò Văn Pản"}, RowSort::filler},
      {{"5", "Lường Văn Ón", "3/3/1970", "2"}, RowSort::entry},
  };
  RowSorter sorter(*header);
  for (const auto& line : lines) {
    CAPTURE(line.cells);
    CHECK(sorter.sort(line.cells) == line.sort);
  }
}
