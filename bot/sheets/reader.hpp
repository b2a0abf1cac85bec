// Rows of a table file, one by one and in bounded memory: CSV (UTF-8, UTF-16; comma, semicolon, tab), XLSX as a stream, small ODS. What
// a file is, its content says, not its name. Formulas are read as the values they had, links to other files are not followed.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace sheets {

// The file cannot be read. key says why: missing, too_large, bomb (inflates too far), entities (DTD), twins (two parts of one
// name), damaged, encrypted, old_format (.xls),
// no_sheet, not_text (a binary file), not_utf8, too_many_rows, long_row, ods_large.
struct Unreadable : std::runtime_error {
  explicit Unreadable(std::string why) : runtime_error("the table file cannot be read: " + why), key(std::move(why)) {}
  std::string key;
};

struct Limits {
  std::uint64_t file = 200ull << 20;          // bytes on the disk
  std::uint64_t inflated = 4ull << 30;        // bytes of all parts that are read
  std::uint64_t inflated_free = 32ull << 20;  // so much may come of any file; beyond it at most `inflated_ratio` times the file
  std::uint64_t inflated_ratio = 200;
  std::uint64_t ods_inflated = 64ull << 20;   // read as a whole
  std::uint64_t ods_held = 128ull << 20;      // bytes of all its cells, which stay in memory
  std::uint32_t rows = 1'048'576;             // of a worksheet; a CSV file may have ten times as many
  std::size_t columns = 512;                  // what stands further right is not read
  std::size_t cell = 32'767;                  // bytes of a cell; a longer one is cut
  std::size_t row = 1 << 20;                  // bytes of all cells of a row
};

// Texts are UTF-8 as they stand in the file; a number is its shortest form ("987000456"), a date "05/03/1990", a truth "1" or "0".
// What a vertically merged cell says stands in each of its rows (in worksheets of moderate size).
struct Row {
  std::uint32_t number = 0;                   // as the spreadsheet shows it, from 1
  std::vector<std::string> cells;             // trailing empty ones left out
};

class Reader {
 public:
  virtual ~Reader() = default;
  // The next row that holds anything; false at the end. Throws Unreadable.
  virtual bool next(Row& row) = 0;
  // How far the file has been read, 0 to 1.
  virtual double progress() const = 0;
};

// sheet: 1 is the first, 0 the first that is not hidden; of no meaning for CSV. Throws Unreadable.
std::unique_ptr<Reader> open(const std::string& path, int sheet = 0, const Limits& limits = {});

}  // namespace sheets
