// Rows out of table files: what the formats say, and what hostile files get.
#include <catch2/catch.hpp>

#include "bot/sheets/spread.hpp"
#include "bot/sheets/string_store.hpp"
#include "bot/sheets/writer.hpp"
#include "tests/sheets/made.hpp"

using namespace tests;

namespace {

std::string read_text(const std::string& text) { return shown(rows_of(MadeFile(text).path())); }
std::string read_sheet(const std::string& rows, const std::string& behind = "", const std::string& strings = "", const std::string& formats = "") {
  return shown(rows_of(MadeFile(workbook(rows, behind, strings, formats)).path()));
}
std::string as_utf16(const std::string& ascii, bool big) {
  std::string out;
  for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

}  // namespace

TEST_CASE("CSV: separators, quotes, line ends, byte order marks") {
  struct Line { std::string text, rows; };
  const auto line = GENERATE(values<Line>({
      {"a,b\n1,2\n", "1: a|b\n2: 1|2\n"},
      {"a;b\r\n1,5;2\r\n", "1: a|b\n2: 1,5|2\n"},
      {"a\tb\n\n\n1\t2", "1: a|b\n4: 1|2\n"},
      {"\xEF\xBB\xBFHọ tên,Tổ\n\"Lò, Văn \"\"P\"\"\",3\n", "1: Họ tên|Tổ\n2: Lò, Văn \"P\"|3\n"},
      {"a,\"b\nc\",d\n", "1: a|b\nc|d\n"},
      {"sep=;\na;b,c\n", "2: a|b,c\n"},
      {"a,b,,,\n,,,\nc\n", "1: a|b\n3: c\n"},
      {"'=1+1,'x\n", "1: =1+1|'x\n"},
      {"a\rb\r", "1: a\n2: b\n"},
      {"", ""},
      {"\"open,end", "1: open,end\n"},
  }));
  CAPTURE(line.text);
  CHECK(read_text(line.text) == line.rows);
}

TEST_CASE("CSV: UTF-16 of both orders, with a mark and without") {
  const std::string text = "ho ten,to so\nLo Van P,3\n", rows = "1: ho ten|to so\n2: Lo Van P|3\n";
  CHECK(read_text("\xFF\xFE" + as_utf16(text, false)) == rows);
  CHECK(read_text("\xFE\xFF" + as_utf16(text, true)) == rows);
  CHECK(read_text(as_utf16(text, false)) == rows);
  CHECK(read_text(as_utf16(text, true)) == rows);
  const std::string word("\xFF\xFE\xB5\x1E,\x00\x3D\xD8\x00\xDE", 10);  // ẵ and a face of two units
  CHECK(read_text(word) == "1: ẵ|😀\n");
}

TEST_CASE("CSV: what is no table is refused with its reason") {
  CHECK(why_not(MadeFile(std::string("a,b\n1,\0x\n", 9)).path()) == "not_text");
  CHECK(why_not(MadeFile("a,\xC3(\n").path()) == "not_utf8");
  CHECK(why_not(MadeFile("a,\xE0\x80\x80\n").path()) == "not_utf8");
  CHECK(why_not(MadeFile("\"" + std::string(2'000'000, 'x')).path()) == "long_row");
  CHECK(why_not(MadeFile("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").path()) == "old_format");
  CHECK(why_not("/nowhere/at/all.csv") == "missing");
  sheets::Limits small;
  small.file = 10;
  CHECK(why_not(MadeFile("a,b,c,d,e,f,g,h").path(), small) == "too_large");
}

TEST_CASE("XLSX: texts, numbers, truths, errors, formulas by their value") {
  CHECK(read_sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Họ</t></is></c><c r=\"C1\"><v>9.87000456E8</v></c></row>"
                   "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\"><f>HYPERLINK(\"http://x\")</f><v>12.5</v></c>"
                   "<c r=\"C4\" t=\"str\"><f>A1&amp;B1</f><v>kết quả</v></c><c r=\"D4\" t=\"e\"><v>#N/A</v></c></row>") ==
        "1: Họ||987000456\n4: 1|12.5|kết quả|#N/A\n");
}

TEST_CASE("XLSX: shared strings, rich text, reading aids left out, a string that is not there") {
  CHECK(read_sheet("<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>9</v></c><c><v>2</v></c></row>", "",
                   "<si><t>một</t></si><si><r><t>h</t></r><r><t xml:space=\"preserve\">ai </t></r><rPh><t>x</t></rPh></si>") == "1: hai |một||2\n");
}

TEST_CASE("XLSX: days by their format, of 1900 and of 1904") {
  const std::string formats = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy;@\"/><numFmt numFmtId=\"171\" formatCode=\"0 &quot;ngày&quot;\"/></numFmts>"
                              "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs>";
  const std::string cells = "<row><c s=\"0\"><v>32937</v></c><c s=\"1\"><v>32937</v></c><c s=\"2\"><v>36526.75</v></c><c s=\"3\"><v>5</v></c><c t=\"d\"><v>1990-03-05T00:00:00</v></c></row>";
  CHECK(read_sheet(cells, "", "", formats) == "1: 32937|05/03/1990|01/01/2000|5|05/03/1990\n");
  auto parts = workbook(cells, "", "", formats);
  auto& book = parts.at("xl/workbook.xml");
  book.replace(book.find("<workbookPr/>"), 13, "<workbookPr date1904=\"1\"/>");
  CHECK(shown(rows_of(MadeFile(parts).path())).starts_with("1: 32937|06/03/1994|"));
}

TEST_CASE("XLSX: what is merged downwards stands in each row") {
  CHECK(read_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"B2\"><v>3</v></c></row><row r=\"3\"><c r=\"B3\"><v>4</v></c></row>"
                   "<row r=\"4\"><c r=\"B4\"><v>5</v></c></row>", "<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:D1\"/></mergeCells>") ==
        "1: 1|2\n2: 1|3\n3: 1|4\n4: |5\n");
}

TEST_CASE("XLSX: the sheet that is asked for; hidden ones are passed over; links to other files are not followed") {
  auto parts = workbook("<row><c><v>1</v></c></row>");
  parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
  parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>";
  auto& book = parts.at("xl/workbook.xml");
  book.replace(book.find("<sheet "), 7, "<sheet state=\"hidden\" ");
  book.insert(book.find("</sheets>"), "<sheet name=\"B\" r:id=\"rId2\"/><sheet name=\"C\" r:id=\"rId3\"/>");
  auto& relations = parts.at("xl/_rels/workbook.xml.rels");
  relations.insert(relations.find("</Relationships>"), "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                                                       "<Relationship Id=\"rId3\" TargetMode=\"External\" Target=\"http://127.0.0.1:9/x.xml\"/>");
  const MadeFile file(parts);
  CHECK(shown(rows_of(file.path())) == "1: 2\n");
  CHECK(shown(rows_of(file.path(), 1)) == "1: 1\n");
  CHECK_THROWS_AS(rows_of(file.path(), 3), sheets::Unreadable);
  CHECK_THROWS_AS(rows_of(file.path(), 4), sheets::Unreadable);
}

TEST_CASE("XLSX: wide rows and long cells are cut, far places cost nothing") {
  std::string wide = "<row r=\"1\">";
  for (int i = 0; i < 10'000; ++i) wide += "<c><v>7</v></c>";
  const auto rows = rows_of(MadeFile(workbook(wide + "</row>")).path());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].cells.size() == sheets::Limits().columns);
  const auto longest = rows_of(MadeFile(workbook("<row><c t=\"inlineStr\"><is><t>" + std::string(40'000, 'x') + "</t></is></c><c><v>1</v></c></row>")).path());
  CHECK(longest.at(0).cells.at(0).size() == sheets::Limits().cell);
  CHECK(longest.at(0).cells.at(1) == "1");
  CHECK(read_sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c><c r=\"B1048576\"><v>2</v></c></row>") == "1048576: |2\n");
  CHECK(why_not(MadeFile(workbook("<row r=\"1048577\"><c><v>1</v></c></row>")).path()) == "too_many_rows");
}

TEST_CASE("XLSX: hostile and broken files are refused with their reason") {
  const std::string bomb(80'000'000, ' ');
  CHECK(why_not(MadeFile(workbook(bomb)).path()) == "bomb");
  auto laughs = workbook("<row><c><v>1</v></c></row>");
  laughs["xl/sharedStrings.xml"] = "<!DOCTYPE s [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
  CHECK(why_not(MadeFile(laughs).path()) == "entities");
  auto outside = workbook("");
  outside["xl/worksheets/sheet1.xml"] = "<!DOCTYPE s SYSTEM \"file:///etc/passwd\"><worksheet/>";
  CHECK(why_not(MadeFile(outside).path()) == "entities");
  const auto whole = MadeFile(workbook("<row><c><v>1</v></c></row>")).octets();
  for (const std::size_t part : {std::size_t{5}, whole.size() / 3, whole.size() / 2, whole.size() - 3}) CHECK(why_not(MadeFile(whole.substr(0, part)).path()) == "damaged");
  CHECK(why_not(MadeFile(workbook("<row><c><v>1</v>")).path()) == "damaged");
  CHECK(why_not(MadeFile(workbook("<row a=\"" + std::string(3'000'000, 'x') + "\"/>")).path()) == "damaged");
  CHECK(why_not(MadeFile(Parts{{"hello.txt", "x"}}).path()) == "not_text");
  CHECK(why_not(MadeFile(Parts{{"xl/workbook.xml", "<workbook/>"}}).path()) == "damaged");
}

TEST_CASE("what the content is counts, not the name") {
  const MadeFile file(workbook("<row><c><v>1</v></c></row>"));  // no ending of a spreadsheet at all
  CHECK(shown(rows_of(file.path())) == "1: 1\n");
}

TEST_CASE("ODS: texts, numbers, days, repeated cells; a declared type is refused") {
  const MadeFile file(ods("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Họ tên</text:p></table:table-cell>"
                          "<table:table-cell office:value-type=\"float\" office:value=\"987000456\"><text:p>x</text:p></table:table-cell>"
                          "<table:table-cell office:value-type=\"date\" office:date-value=\"1990-03-05\"><text:p>05/03/90</text:p></table:table-cell></table:table-row>"
                          "<table:table-row><table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>"
                          "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>b</text:p></table:table-cell></table:table-row>"));
  CHECK(shown(rows_of(file.path())) == "1: Họ tên|987000456|05/03/1990\n3: |b\n");
  auto laughs = ods("");
  laughs["content.xml"].insert(laughs["content.xml"].find("<office:document-content"), "<!DOCTYPE x [<!ENTITY a \"b\">]>");
  CHECK(why_not(MadeFile(laughs).path()) == "entities");
  sheets::Limits small;
  small.ods_inflated = 100;
  CHECK(why_not(file.path(), small) == "ods_large");
}

TEST_CASE("XLSX: one cell merged a thousand times is held once") {
  std::string merges;
  for (int n = 0; n < 1'000; ++n) merges += "<mergeCell ref=\"A1:A3\"/><mergeCell ref=\"A1:A2\"/>";
  const std::string text(30'000, 'x');
  const MadeFile file(workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + text + "</t></is></c></row><row r=\"3\"><c r=\"B3\"><v>4</v></c></row>",
                               "<mergeCells>" + merges + "</mergeCells>"));
  const auto read = rows_of(file.path());
  REQUIRE(read.size() == 2);
  CHECK(read[1].cells == std::vector<std::string>{text, "4"});
  sheets::Budget budget(1'000'000, {});
  const sheets::Zip zip(file.path());
  const auto found = sheets::read_merges(zip, "xl/worksheets/sheet1.xml", budget);
  REQUIRE(found.size() == 1);
  CHECK(found[0].last == 3);
}

TEST_CASE("XLSX: merges that lie over each other hold one text a column; a row they make too long is refused") {
  constexpr std::size_t size = 30'000, longest = 100'000;
  std::vector<sheets::Merge> down, across;
  for (std::uint32_t n = 1; n <= 500; ++n) down.push_back({n, 1'000, 0}), across.push_back({n, 1'000, n});
  sheets::Spread one(down, longest), many(across, longest);
  const auto row = [&](std::uint32_t number, std::size_t column) {
    sheets::Row made{number, std::vector<std::string>(column + 1)};
    made.cells[column] = std::string(size, 'x');
    return made;
  };
  for (std::uint32_t n = 1; n <= 500; ++n) {
    auto next = row(n, 0);
    one.over(next);
    CHECK(one.held() == size);
  }
  for (std::uint32_t n = 1; n <= 3; ++n) {
    auto next = row(n, n);
    many.over(next);
  }
  auto fourth = row(4, 4);
  CHECK_THROWS_AS(many.over(fourth), sheets::Unreadable);
}

TEST_CASE("ODS: what is repeated counts by its bytes") {
  const auto cell = [](std::size_t size, const std::string& times) {
    return "<table:table-cell " + times + " office:value-type=\"string\"><text:p>" + std::string(size, 'x') + "</text:p></table:table-cell>";
  };
  const auto line = [](const std::string& cells) { return "<table:table-row>" + cells + "</table:table-row>"; };
  CHECK(why_not(MadeFile(ods(line(cell(32'000, "table:number-columns-repeated=\"500\"")))).path()) == "long_row");
  CHECK(why_not(MadeFile(ods(line(cell(1, "table:number-columns-repeated=\"16000\"")))).path()).empty());
  std::string rows, far;
  for (int n = 0; n < 20; ++n) rows += line(cell(2'000, "table:number-columns-repeated=\"500\""));
  for (int n = 0; n < 100; ++n) far += line("<table:table-cell table:number-columns-repeated=\"500\"/>" + cell(1, ""));
  sheets::Limits small;
  small.ods_held = 1 << 20;
  CHECK(why_not(MadeFile(ods(rows)).path(), small) == "ods_large");
  CHECK(why_not(MadeFile(ods(far)).path(), small) == "ods_large");  // empty places take room as well
  CHECK(why_not(MadeFile(ods(far)).path()).empty());
}

TEST_CASE("packed: parts of one name are refused, also when capitals tell them apart") {
  const std::string bomb(80'000'000, ' ');
  auto twins = ods("");
  twins["Content.xml"] = "<x/>";
  twins["content.xml"] += bomb;
  CHECK(why_not(MadeFile(twins).path()) == "twins");
  auto book = workbook("<row><c><v>1</v></c></row>");
  book["xl/SharedStrings.xml"] = "<sst/>";
  CHECK(why_not(MadeFile(book).path()) == "twins");
  auto same = MadeFile(Parts{{"content.xml", "<x/>"}, {"cOntent.xml", "<y/>"}}).octets();
  for (auto at = same.find("cOntent.xml"); at != same.npos; at = same.find("cOntent.xml", at)) same[at] = 'c', same[at + 1] = 'o';
  CHECK(why_not(MadeFile(same).path()) == "twins");
  auto styles = ods("");
  styles["styles.xml"] = "<s>" + bomb + "</s>";
  CHECK(why_not(MadeFile(styles).path()) == "bomb");
  auto other = workbook("<row><c t=\"s\"><v>0</v></c></row>", "", "<si><t>một</t></si>");
  auto strings = other.extract("xl/sharedStrings.xml");
  strings.key() = "xl/SharedStrings.xml";  // as some programs write it
  other.insert(std::move(strings));
  CHECK(shown(rows_of(MadeFile(other).path())) == "1: một\n");
}

TEST_CASE("shared strings are the same from memory and from a file") {
  for (const std::size_t in_memory : {std::size_t{1} << 20, std::size_t{1000}}) {
    sheets::StringStore store(in_memory);
    const auto text = [](int n) { return std::string(static_cast<std::size_t>(n % 90), 'x') + std::to_string(n); };
    for (int n = 0; n < 20'000; ++n) store.add(text(n));
    std::string got;
    for (int n = 0; n < 20'000; n += 7) {
      store.get(static_cast<std::uint64_t>(n), got);
      CHECK(got == text(n));
    }
    store.get(20'000, got);
    CHECK(got.empty());
  }
}

TEST_CASE("a written workbook reads back; marks and comments are in it") {
  const sheets::TemporaryFile file;
  sheets::XlsxWriter writer(file.path(), "Lỗi");
  writer.row(std::vector<sheets::Cell>{"Họ tên", std::int64_t{5}}, sheets::XlsxWriter::Look::head);
  writer.row({{"=1+1", sheets::XlsxWriter::Look::wrong, "Không phải tên."}, {"", sheets::XlsxWriter::Look::wrong, "Thiếu."}});
  writer.close();
  CHECK(shown(rows_of(file.path())) == "1: Họ tên|5\n2: =1+1\n");
}
