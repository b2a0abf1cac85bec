// One table as a file: CSV or XLSX. Pure but for the spreadsheet's temporary file.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bot/sheets/writer.hpp"

namespace sheets {

struct Table {
  std::string sheet;                                 // name of the sheet, at most 31 characters
  std::vector<std::pair<std::string, Cell>> facts;   // what the table is about: label and value
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;
};

// Byte order mark, then the columns, the rows and, below, facts and notes; every line has as many cells, ends in CR LF
// and is quoted by RFC 4180. A text beginning with = + - @ tab CR is led by an apostrophe.
std::string to_csv(const Table& table);

// Facts on top, then the table, then the notes. Texts are written as strings, never as formulas. Throws
// std::runtime_error.
std::string to_xlsx(const Table& table);

}  // namespace sheets
