#include "tests/sheets/made.hpp"

#include <unistd.h>
#include <zip.h>

#include <fstream>
#include <iterator>

#include "bot/sheets/writer.hpp"
#include "tests/fuzz/keep.hpp"

namespace tests {

namespace {

std::string fresh_path() {
  static int count = 0;
  return sheets::TemporaryFile().path() + "." + std::to_string(++count);
}

}  // namespace

MadeFile::MadeFile(const std::string& octets) : path_(fresh_path()) {
  std::ofstream(path_, std::ios::binary) << octets;
  fuzz::keep("sheets", octets);
}

MadeFile::MadeFile(const Parts& parts) : path_(fresh_path()) {
  int error = 0;
  auto* archive = zip_open(path_.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  zip_close(archive);
  fuzz::keep("sheets", this->octets());
}

MadeFile::~MadeFile() { ::unlink(path_.c_str()); }

std::string MadeFile::octets() const {
  std::ifstream in(path_, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Parts workbook(const std::string& rows, const std::string& behind, const std::string& strings, const std::string& formats) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  const std::string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return {{"[Content_Types].xml", head + "<Types/>"},
          {"_rels/.rels", head + "<Relationships/>"},
          {"xl/workbook.xml", head + "<workbook " + main + " xmlns:r=\"" + relations + "\"><workbookPr/><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", head + "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
          {"xl/styles.xml", head + "<styleSheet " + main + ">" + formats + "</styleSheet>"},
          {"xl/sharedStrings.xml", head + "<sst " + main + ">" + strings + "</sst>"},
          {"xl/worksheets/sheet1.xml", head + "<worksheet " + main + "><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>"}};
}

Parts ods(const std::string& rows) {
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
          {"META-INF/manifest.xml", "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"},
          {"content.xml",
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
           "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">"
           "<office:body><office:spreadsheet><table:table table:name=\"A\">" + rows + "</table:table></office:spreadsheet></office:body></office:document-content>"}};
}

std::vector<sheets::Row> rows_of(const std::string& path, int sheet, const sheets::Limits& limits) {
  const auto reader = sheets::open(path, sheet, limits);
  std::vector<sheets::Row> rows;
  for (sheets::Row row; reader->next(row);) rows.push_back(row);
  return rows;
}

std::string shown(const std::vector<sheets::Row>& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += std::to_string(row.number) + ":";
    for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? " " : "|") + row.cells[i];
    text += "\n";
  }
  return text;
}

std::string why_not(const std::string& path, const sheets::Limits& limits) {
  try {
    rows_of(path, 0, limits);
    return "";
  } catch (const sheets::Unreadable& error) {
    return error.key;
  }
}

}  // namespace tests
