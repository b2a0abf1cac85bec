// Exported files, octet by octet (CSV) and unpacked (XLSX).
#include "bot/sheets/table.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace sheets;

namespace {

Table sample() {
  return {"Bình chọn", {{"Câu hỏi", "Đi đâu, \"xa\"?"}, {"Đã trả lời", std::int64_t{3}}}, {"Phương án", "Số người"},
          {{"Sa Pa", std::int64_t{2}}, {"=HYPERLINK(\"http://x\")", std::int64_t{1}}}, {"Không phải bầu cử."}};
}

// One part of a packed document.
std::string unpacked(const std::string& bytes, const std::string& part) {
  const TemporaryFile file;
  const std::filesystem::path path = file.path();
  std::ofstream(path, std::ios::binary) << bytes;
  const std::string command =
      "python3 -c 'import sys,zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' " +
      path.string() + " " + part;
  std::string text;
  if (auto* pipe = popen(command.c_str(), "r")) {
    char buffer[4096];
    while (const auto count = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, count);
    CHECK(pclose(pipe) == 0);
  }
  return text;
}

}  // namespace

TEST_CASE("CSV: byte order mark, quotes, as many cells in each line, facts and notes below") {
  CHECK(to_csv(sample()) ==
        "\xEF\xBB\xBF"
        "Phương án,Số người\r\n"
        "Sa Pa,2\r\n"
        "\"'=HYPERLINK(\"\"http://x\"\")\",1\r\n"
        ",\r\n"
        "Câu hỏi,\"Đi đâu, \"\"xa\"\"?\"\r\n"
        "Đã trả lời,3\r\n"
        "Không phải bầu cử.,\r\n");
}

TEST_CASE("CSV: what a spreadsheet would take for a formula is text") {
  struct Row { const char *text, *cell; };
  const auto row = GENERATE(values<Row>({
      {"=1+1", "'=1+1"}, {"+84", "'+84"}, {"-5", "'-5"}, {"@SUM(1)", "'@SUM(1)"}, {"\tx", "'\tx"}, {"\rx", "\"'\rx\""},
      {"a=1", "a=1"}, {" =1", " =1"}, {"", ""}, {"'x", "'x"}, {"a\nb", "\"a\nb\""}, {"=\"a\"", "\"'=\"\"a\"\"\""},
  }));
  CAPTURE(row.text);
  CHECK(to_csv({"s", {}, {"c"}, {{std::string(row.text)}}, {}}) ==
        "\xEF\xBB\xBF"
        "c\r\n" +
            std::string(row.cell) + "\r\n\r\n");
}

TEST_CASE("XLSX: texts are strings, numbers are numbers, nothing is a formula") {
  const auto sheet = unpacked(to_xlsx(sample()), "xl/worksheets/sheet1.xml");
  CHECK_THAT(sheet, Catch::Contains("=HYPERLINK(&quot;http://x&quot;)") || Catch::Contains("=HYPERLINK(\"http://x\")"));
  CHECK_THAT(sheet, !Catch::Contains("<f>"));
  CHECK_THAT(sheet, Catch::Contains("<v>2</v>") && Catch::Contains("Không phải bầu cử.") && Catch::Contains("Câu hỏi"));
  CHECK_THAT(unpacked(to_xlsx(sample()), "xl/workbook.xml"), Catch::Contains("Bình chọn"));
}

TEST_CASE("XLSX: a text longer than a cell holds is cut between two characters") {
  std::string longest;
  while (longest.size() < 40'000) longest += "ữ";
  const auto sheet = unpacked(to_xlsx({"s", {}, {"c"}, {{longest}}, {}}), "xl/worksheets/sheet1.xml");
  CHECK_THAT(sheet, Catch::Contains("ữữữ"));
}

TEST_CASE("no temporary file stays behind") {
  const auto count = [] {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
      files += entry.path().filename().string().starts_with("nhipcau-") && entry.path().extension() == ".xlsx" ? 1 : 0;
    }
    return files;
  };
  const auto before = count();
  to_xlsx(sample());
  CHECK(count() == before);
}
