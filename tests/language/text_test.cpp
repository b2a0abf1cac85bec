// Vietnamese text: fold, order, days, official numbers.
#include "bot/language/text.hpp"

#include "bot/language/grammar.hpp"
#include "bot/language/spelling.hpp"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

using namespace language;

TEST_CASE("fold drops marks, case and blanks") {
  struct Row { const char* text; const char* folded; };
  const std::vector<Row> rows{
      {"", ""},
      {"   ", ""},
      {"Thống kê tổ 3", "thong ke to 3"},
      {"THỐNG   KÊ\t\n TỔ 3 ", "thong ke to 3"},
      {"Tho\u0302\u0301ng ke\u0302", "thong ke"},
      {"Đ đ Ð ð Ɖ", "d d d d d"},
      {"hoà hòa thuỷ thủy", "hoa hoa thuy thuy"},
      {"Ｔｈｏｎｇ　ｋｅ １２", "thong ke 12"},
      {"a\u00a0b\u200bc\ufeff", "a bc"},
      {"ﬁ ½ ™", "fi 1⁄2 tm"},
      {"👍\ufe0f OK", "👍 ok"},
      {"Ệ ự Ỡ ắ", "e u o a"},
      {"ΣΑ Привет", "σα привет"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(fold(row.text) == row.folded);
    CHECK(fold(fold(row.text)) == fold(row.text));
  }
  CHECK(fold("a\xff\xfe" "b") == "a\ufffd\ufffdb");
}

TEST_CASE("marks are seen in either normal form") {
  CHECK(has_marks("vắng"));
  CHECK(has_marks("va\u0306\u0301ng"));
  CHECK(has_marks("đ"));
  CHECK_FALSE(has_marks("vang 12 👍"));
}

TEST_CASE("length counts letters as people do, in NFC") {
  CHECK(length("Thống kê tổ 3 đã đủ") == 19);
  CHECK(length(std::string(nfc("Tho\u0302\u0301ng"))) == 5);
  CHECK(length("Tho\u0302\u0301ng") == 5);
  CHECK(nfc("Tho\u0302\u0301ng") == "Thống");
  CHECK(trim("\u00a0 a b \ufeff\n") == "a b");
  CHECK(trim(" \n") == "");
}

TEST_CASE("people sort by given name, then surname, then middle") {
  std::vector<std::string> names{"Nguyễn Văn Ân",  "Trần Văn An", "Lò Thị Hoa",  "Nguyễn Thị Hoa", "Lê Thị Hòa", "Lò Văn Ánh",
                                 "Đỗ Văn Đức",     "Lò Văn Dũng", "Nguyễn A Hoa", "Hoa",            "Phàn Ấn"};
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return person_sort_key(a) < person_sort_key(b); });
  CHECK(names == std::vector<std::string>{"Trần Văn An", "Lò Văn Ánh", "Nguyễn Văn Ân", "Phàn Ấn", "Lò Văn Dũng", "Đỗ Văn Đức", "Hoa",
                                          "Lò Thị Hoa", "Nguyễn A Hoa", "Nguyễn Thị Hoa", "Lê Thị Hòa"});
  CHECK(sort_key("dũng") < sort_key("đức"));
  CHECK(sort_key(std::string(5000, 'a')) < sort_key(std::string(5001, 'a')));
  CHECK(given_name("Giàng A Tủa ") == "Tủa");
  CHECK(given_name("Tủa") == "Tủa");
  CHECK(given_name(" ") == "");
}

TEST_CASE("moments and days") {
  const auto at = moment_of("2026-11-23T08:00:00+07:00");
  REQUIRE(at);
  CHECK(*at == 1795395600000);
  CHECK(moment_of("2026-11-23T01:00:00Z") == at);
  CHECK(moment_of("2026-11-23T01:00:00.250Z") == *at + 250);
  CHECK(iso_moment(*at) == "2026-11-23T08:00:00+07:00");
  CHECK(day_of(*at) == "2026-11-23");
  CHECK(day_of(*moment_of("2026-11-23T17:00:00Z")) == "2026-11-24");
  CHECK(day_of(-1) == "1970-01-01");
  CHECK(day_of(-8 * 3600 * 1000) == "1969-12-31");
  for (const auto* wrong : {"", "2026-11-23", "2026-11-23T08:00:00", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z",
                            "2026-11-23T08:00:00+7", "2026-11-23T08:00:00.x00Z", "2026-11-23 08:00:00Z"}) {
    INFO(wrong);
    CHECK_FALSE(moment_of(wrong));
  }
  CHECK(valid_day("2028-02-29"));
  CHECK_FALSE(valid_day("2026-02-29"));
  CHECK_FALSE(valid_day("2026-1-1"));
  CHECK(say_day("2022-03-28") == "28/3/2022");
  CHECK(say_day("2022-02-05") == "05/02/2022");
  CHECK(say_moment(*moment_of("2026-11-27T17:00:00+07:00")) == "17h00 ngày 27/11/2026");
}

TEST_CASE("percent") {
  CHECK(percent(2, 3) == "66,7%");
  CHECK(percent(0, 7) == "0,0%");
  CHECK(percent(982, 1002) == "98,0%");
  CHECK(percent(7, 7) == "100,0%");
  CHECK(percent(1, 0) == "–");
}

TEST_CASE("official numbers") {
  struct Row { const char* text; const char* number; const char* kind; const char* organ; const char* official; };
  const std::vector<Row> rows{
      {"324/KH-LĐLĐ", "324", "KH", "LĐLĐ", "324/KH-LĐLĐ"},       {"324/kh-ldld", "324", "KH", "LĐLĐ", "324/KH-LĐLĐ"},
      {"52-CT/TW", "52", "CT", "TW", "52-CT/TW"},                {"02-nq/tw", "02", "NQ", "TW", "02-NQ/TW"},
      {"07/2013/CT-UBND", "07", "CT", "UBND", "07/2013/CT-UBND"}, {"131/LĐLĐ-CSPL", "131", "CV", "LĐLĐ", "131/LĐLĐ-CSPL"},
      {"58/ldld-toc", "58", "CV", "LĐLĐ", "58/LĐLĐ-ToC"},        {"07c/NQ-BCH", "07c", "NQ", "BCH", "07c/NQ-BCH"},
      {"88/QĐ-LĐLĐ", "88", "QĐ", "LĐLĐ", "88/QĐ-LĐLĐ"},          {"9/qyd-tld", "9", "QyĐ", "TLĐ", "9/QyĐ-TLĐ"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const auto found = doc_number(row.text);
    REQUIRE(found);
    CHECK(found->number == row.number);
    CHECK(found->kind == row.kind);
    CHECK(found->organ == row.organ);
    CHECK(official_doc(*found) == row.official);
  }
  for (const auto* wrong : {"", "324", "KH-LĐLĐ", "324/KH", "99/CV-LDLD", "123456/KH-LĐLĐ", "a/b/c", "5/12/2026", "//", "1-2-3"}) {
    INFO(wrong);
    CHECK_FALSE(doc_number(wrong));
  }
  CHECK(kind_name("KH") == "Kế hoạch");
  CHECK(kind_name("XX") == "");
}

TEST_CASE("keyboard leftovers are decoded for command words only") {
  struct Row { const char* typed; const char* folded; };
  for (const auto& row : std::vector<Row>{{"chojn", "chon"}, {"chonj", "chon"}, {"thoongs", "thong"}, {"kee", "ke"}, {"ddieemr", "diem"}, {"ddax", "da"}, {"ddojc", "doc"},
                                          {"tho61ng", "thong"}, {"ke6", "ke"}, {"d9iem63", "diem"}, {"d9ie63m", "diem"}, {"to63", "to"}, {"va81ng", "vang"}, {"hopj", "hop"},
                                          {"phuwowng", "phuong"}, {"phuowng", "phuong"}, {"phu7o7ng", "phuong"}}) {
    INFO(row.typed);
    const auto meant = decode_leftover(row.typed, Grammar::built_in().lexicon());
    REQUIRE(meant);
    CHECK(meant->folded == row.folded);
  }
  for (const auto* typed : {"chon", "thong", "to3", "bc5", "xem", "free", "bus", "3h", "a", "as", "", "danh", "qqqqqqqqqqqqqqqq", "pa37", "t11"}) {
    INFO(typed);
    CHECK_FALSE(decode_leftover(typed, Grammar::built_in().lexicon()));
  }
}
