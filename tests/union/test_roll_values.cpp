// Cells of union offices' lists: tables.
#include <catch2/catch.hpp>

#include "bot/union/roll_values.hpp"

using namespace trade_union;

namespace {

constexpr const char* today = "2026-11-23";

template <class T>
std::string told(const Read<T>& read) {
  if (read.problem) return std::string("!") + read.problem;
  return read.value ? *read.value : "";
}

}  // namespace

TEST_CASE("days of lists") {
  struct Row { const char *cell, *day; };
  const auto row = GENERATE(values<Row>({
      {"05/03/1990", "1990-03-05"}, {"5/3/1990", "1990-03-05"}, {"5-3-1990", "1990-03-05"}, {"5.3.90", "1990-03-05"}, {" 05 / 03 / 1990 ", "1990-03-05"},
      {"1990-03-05", "1990-03-05"}, {"05/03/1990 00:00:00", "1990-03-05"}, {"ngày 5 tháng 3 năm 1990", "1990-03-05"}, {"05031990", "1990-03-05"}, {"32937", "1990-03-05"},
      {"1/1/26", "2026-01-01"}, {"1/1/27", "1927-01-01"}, {"29/2/1992", "1992-02-29"}, {"１２/3/1990", "1990-03-12"},
      {"", ""}, {"-", ""}, {"1990", "!day_only_year"}, {"3/1990", "!day_only_month"}, {"29/2/1991", "!day_not_exist"}, {"31/4/1990", "!day_not_exist"},
      {"12/31/1990", "!day_not_exist"}, {"không rõ", "!day_unreadable"}, {"5/3", "!day_unreadable"}, {"5/3/199", "!day_unreadable"}, {"123", "!day_unreadable"},
      {"29/2/1990", "!day_not_exist"}, {"5.3.05", "2005-03-05"}, {"5/3/26", "2026-03-05"}, {"'05/03/1990", "1990-03-05"}, {"’5/3/1990 ", "1990-03-05"}, {"5/3/1990\xC2\xA0", "1990-03-05"},
      {"32937 ", "1990-03-05"}, {"'1990", "!day_only_year"}, {"00/00/1990", "!day_only_year"}, {"0/3/1990", "!day_only_month"}, {"1/2/3/4", "!day_unreadable"}, {"99999999999999999999", "!day_unreadable"},
  }));
  CAPTURE(row.cell);
  CHECK(told(read_day(row.cell, today)) == row.day);
}

TEST_CASE("birth days are not to come") {
  CHECK(told(read_birth_day("24/11/2026", today)) == "!day_future");
  CHECK(told(read_birth_day("1/1/1890", today)) == "!day_not_exist");
  CHECK(told(read_birth_day("23/11/2026", today)) == "2026-11-23");
}

TEST_CASE("a birth is as exact as it is written, never more") {
  struct Row { const char *cell, *birth; };
  const auto row = GENERATE(values<Row>({
      {"1990", "1990"}, {" 1990 ", "1990"}, {"'1990", "1990"}, {"năm 1990", "1990"}, {"00/00/1990", "1990"}, {"0/0/1990", "1990"},
      {"3/1990", "1990-03"}, {"03-1990", "1990-03"}, {"12.1990", "1990-12"}, {"1990-03", "1990-03"}, {"00/03/1990", "1990-03"}, {"tháng 3 năm 1990", "1990-03"},
      {"05/03/1990", "1990-03-05"}, {"5.3.90", "1990-03-05"}, {"5.3.05", "2005-03-05"}, {"1/1/27", "1927-01-01"}, {"32937", "1990-03-05"},
      {"2026", "2026"}, {"11/2026", "2026-11"}, {"2027", "!day_future"}, {"12/2026", "!day_future"}, {"1899", "!day_not_exist"}, {"12/1899", "!day_not_exist"},
      {"13/1990", "!day_not_exist"}, {"00/13/1990", "!day_not_exist"}, {"29/2/1990", "!day_not_exist"}, {"90", "!day_unreadable"}, {"3/90", "!day_unreadable"}, {"", ""},
  }));
  CAPTURE(row.cell);
  CHECK(told(read_birth_day(row.cell, today)) == row.birth);
}

TEST_CASE("phone numbers in all their forms") {
  struct Row { const char *cell, *phone; };
  const auto row = GENERATE(values<Row>({
      {"0987000456", "+84987000456"}, {"0987 000 456", "+84987000456"}, {"0987.000.456", "+84987000456"}, {"(0987) 000-456", "+84987000456"},
      {"+84 987 000 456", "+84987000456"}, {"84987000456", "+84987000456"}, {"0084987000456", "+84987000456"}, {"987000456", "+84987000456"}, {"'0987000456", "+84987000456"},
      {"01687000456", "+84387000456"}, {"1687000456", "+84387000456"}, {"+841207000456", "+84707000456"}, {"01237000456", "+84837000456"}, {"01997000456", "+84597000456"},
      {"02133876543", "+842133876543"}, {"", ""}, {" - ", ""},
      {"9,87E+08", "!phone_digits_lost"}, {"123", "!phone_unreadable"}, {"0187000456", "!phone_unreadable"}, {"098700045", "!phone_unreadable"}, {"không có", "!phone_unreadable"},
      {"0987000456a", "!phone_unreadable"}, {"01117000456", "!phone_unreadable"}, {"98765432109876543210", "!phone_unreadable"},
  }));
  CAPTURE(row.cell);
  const auto read = read_phone(row.cell);
  CHECK(told(Read<std::string>{read.value ? std::optional(read.value->e164) : std::nullopt, read.problem}) == row.phone);
}

TEST_CASE("of two numbers in a cell the first is taken") {
  for (const auto* cell : {"0987000456/0912345678", "0987.000.456; 0912 345 678", "0987000456\n0912345678"}) {
    const auto read = read_phone(cell);
    REQUIRE(read.value);
    CHECK(read.value->e164 == "+84987000456");
    CHECK(read.value->several);
  }
}

TEST_CASE("names of people") {
  struct Row { const char *cell, *name; };
  const auto row = GENERATE(values<Row>({
      {"Lò Văn Pản", "Lò Văn Pản"}, {"  Lò   Văn\tPản ", "Lò Văn Pản"}, {"LÒ VĂN PẢN", "Lò Văn Pản"}, {"lò văn pản", "Lò Văn Pản"}, {"GIÀNG A TỦA", "Giàng A Tủa"},
      {"H’MÔNG THỊ DỢ", "H'Mông Thị Dợ"}, {"H'Hen Niê", "H'Hen Niê"}, {"Y ʼBLÔ", "Y 'Blô"}, {"ĐỖ THỊ ƯỚC", "Đỗ Thị Ước"}, {"Lo\xCC\x80 Va\xCC\x86n A", "Lò Văn A"},
      {"A", "A"}, {"", ""}, {"Lò Văn 2", "!name_digits"}, {"=HYPERLINK(\"http://x\",\"a\")", "!name_signs"}, {"Lò Thị Hoa (B)", "Lò Thị Hoa (B)"},
  }));
  CAPTURE(row.cell);
  CHECK(told(read_person_name(row.cell)) == row.name);
}

TEST_CASE("spellings of one name are the same, other names are not") {
  CHECK(name_key("Nguyễn Thị Hoà") == name_key("NGUYỄN THỊ HÒA"));
  CHECK(name_key("Vũ Thuý") == name_key("vũ  thúy"));
  CHECK(name_key("H’Mông") == name_key("H'mông"));
  CHECK(name_key("Lò Thị Hoa") != name_key("Lò Thị Hòa"));
  CHECK(name_key("Lò Văn Tư") != name_key("Lò Văn Tu"));
  CHECK(name_key("Đinh") != name_key("Dinh"));
}

TEST_CASE("genders, marks, counts") {
  CHECK(read_woman("Nữ").value == std::optional(true));
  CHECK(read_woman("NAM").value == std::optional(false));
  CHECK_FALSE(read_woman("").value);
  CHECK(read_woman("?").problem == std::string("gender_unreadable"));
  CHECK(read_mark("x").value == std::optional(true));
  CHECK(read_mark("Có").value == std::optional(true));
  CHECK(read_mark("không").value == std::optional(false));
  CHECK(read_mark("lạ").problem == std::string("mark_unreadable"));
  CHECK(read_count("1.234").value == std::optional<std::int64_t>(1234));
  CHECK(read_count("1,234 ").value == std::optional<std::int64_t>(1234));
  CHECK(read_count("-5").problem == std::string("count_unreadable"));
  CHECK(read_count("mười").problem == std::string("count_unreadable"));
}

TEST_CASE("levels and posts as they are written") {
  struct Row { const char *cell, *means; };
  const auto kind = GENERATE(values<Row>({{"CĐCS", "cdcs"}, {"Công đoàn cơ sở", "cdcs"}, {"Công đoàn cấp trên trực tiếp cơ sở", "cap_tren"}, {"Tổ công đoàn", "to"}, {"tổ", "to"},
                                          {"CĐBP", "cdbp"}, {"Liên đoàn Lao động tỉnh", "tinh"}, {"Nghiệp đoàn cơ sở", "cdcs"}, {"Công đoàn xã Mường Lặn", "cap_tren"}, {"Tòa nhà", ""}}));
  CAPTURE(kind.cell);
  CHECK(read_unit_kind(kind.cell) == kind.means);
  const auto post = GENERATE(values<Row>({{"Chủ tịch", "chair"}, {"Phó Chủ tịch CĐCS", "deputy"}, {"UV BCH", "board"}, {"Ủy viên Ban Chấp hành công đoàn", "board"}, {"Tổ trưởng", "to_leader"},
                                          {"Tổ phó tổ 3", "to_deputy"}, {"Uỷ viên UBKT", "inspection"}, {"Công nhân", ""}, {"Kế toán", ""}, {"", ""}}));
  CAPTURE(post.cell);
  CHECK(read_post(post.cell) == post.means);
}
