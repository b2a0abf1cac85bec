// Tables as files, row by row in constant memory. A cell that a spreadsheet would take for a formula is a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace sheets {

using Cell = std::variant<std::string, std::int64_t>;

// One line of CSV with at least `width` cells, ended by CR LF, quoted by RFC 4180. A text beginning with = + - @ tab CR is led by an
// apostrophe.
std::string csv_line(const std::vector<Cell>& cells, std::size_t width = 0);
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A workbook of one sheet, written to a file. Texts are strings, cut where a cell can hold no more. Throws std::runtime_error.
class XlsxWriter {
 public:
  enum class Look { plain, bold, head, wrong, doubtful };  // the last two: a coloured cell, red or yellow
  struct Styled { Cell cell; Look look = Look::plain; std::string comment{}; };

  XlsxWriter(const std::string& file, const std::string& sheet);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // Columns [first, last] are that wide, in characters. Before the first row.
  void width(std::size_t first, std::size_t last, double characters);
  void freeze(std::size_t rows);                     // these rows stay in sight
  void row(const std::vector<Cell>& cells, Look look = Look::plain);
  void row(const std::vector<Styled>& cells);        // only the first thousands of comments are kept: they stay in memory
  void close();                                      // writes the file

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A file of our own in the temporary folder, readable by its owner only, gone at the end.
class TemporaryFile {
 public:
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace sheets
