#include "adapters/split.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace adapters;
using Parts = std::vector<std::string>;

namespace {

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return text;
}

void check_laws(const std::string& text, std::size_t limit) {
  std::string joined;
  for (const auto& part : split(text, limit)) {
    CHECK(code_points(part) <= limit);
    CHECK_FALSE(without_spaces(part).empty());
    joined += part;
  }
  CHECK(without_spaces(joined) == without_spaces(text));
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("a text is cut where a reader would pause") {
  struct Cut { std::string text; std::size_t limit; Parts parts; };
  const std::vector<Cut> rows = {
      {"", 10, {}},
      {" \n\n ", 10, {}},
      {"ngắn", 10, {"ngắn"}},
      {"đúng mười!", 10, {"đúng mười!"}},
      {"một hai\n\nba bốn\nnăm", 18, {"một hai", "ba bốn\nnăm"}},
      {"một hai\r\n\r\nba bốn", 12, {"một hai", "ba bốn"}},
      {"một hai\n \nba bốn", 12, {"một hai", "ba bốn"}},
      {"một hai\nba bốn năm", 14, {"một hai", "ba bốn năm"}},
      {"Một. Hai ba bốn", 10, {"Một.", "Hai ba bốn"}},
      {"(Một.) Hai ba bốn", 12, {"(Một.)", "Hai ba bốn"}},
      {"một hai ba", 8, {"một hai", "ba"}},
      {"một hai ba", 7, {"một hai", "ba"}},
      {"một hai ba", 6, {"một", "hai ba"}},
      {"abcdefgh", 3, {"abc", "def", "gh"}},
      {"ab\ncdefgh", 4, {"ab", "cdef", "gh"}},
  };
  for (const auto& row : rows) {
    INFO(row.text << " in " << row.limit);
    CHECK(split(row.text, row.limit) == row.parts);
    check_laws(row.text, row.limit);
  }
}

TEST_CASE("a cut never goes through a grapheme that fits") {
  const std::string family = "👨‍👩‍👧";                          // five code points, one grapheme
  CHECK(split(family + family + family, 7) == Parts{family, family, family});
  const std::string decomposed = "e\xCC\x82\xCC\x81";         // ế in NFD
  CHECK(split(decomposed + decomposed, 4) == Parts{decomposed, decomposed});
  CHECK(split("ab \xCC\x81" "cd", 3) == Parts{"ab", " \xCC\x81" "c", "d"});
  CHECK(split(family, 2).size() == 3);                       // nothing better can be done; nothing is lost
  check_laws(repeated(family, 50), 12);
}

TEST_CASE("every limit keeps the laws") {
  const std::string text = "Kính gửi: Công đoàn cơ sở.\n\nThực hiện Kế hoạch số 324/KH-LĐLĐ, đề nghị: (1) phổ biến; (2) báo cáo.\n"
                           "Hạn: 30/11/2026.\n\n\n" + repeated("dài", 40) + "\n\nTrân trọng! 👍🏽";
  for (std::size_t limit = 1; limit < 120; ++limit) check_laws(text, limit);
}

TEST_CASE("long texts are split in linear time") {
  check_laws(repeated("x", 1'000'000), 2000);
  check_laws(repeated("một hai ba. ", 100'000), 2000);
  check_laws("a" + std::string(1'000'000, ' ') + "b", 10);
  check_laws(repeated("a\n\n", 300'000), 1999);
}

TEST_CASE("titles are clipped to whole graphemes") {
  CHECK(clip("Đồng ý", 20) == "Đồng ý");
  CHECK(clip("Đồng ý", 6) == "Đồng ý");
  CHECK(clip("Đồng ý cả", 6) == "Đồng …");
  CHECK(clip("a👨‍👩‍👧b", 4) == "a…");
  CHECK(clip("ab", 1) == "…");
  CHECK(clip("ab", 0).empty());
  CHECK(code_points("tố👍") == 3);
  CHECK_THROWS(split("a", 0));
}
