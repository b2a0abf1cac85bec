// The small parts of a workbook that its sheets need. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "bot/sheets/string_store.hpp"
#include "bot/sheets/xml.hpp"

namespace sheets {

struct Workbook {
  std::string sheet_part;                 // "xl/worksheets/sheet1.xml"
  bool from_1904 = false;
  std::vector<bool> date_styles;          // by the number of a cell's style
};
// sheet: as in open(). Throws Unreadable.
Workbook read_workbook(const Zip& zip, int sheet, Budget& budget);
void read_shared_strings(const Zip& zip, Budget& budget, std::size_t longest, StringStore& strings);

// Cells merged over several rows: what stands in the first stands in all. By their first rows, one a cell.
struct Merge { std::uint32_t first = 0, last = 0; std::size_t column = 0; };
std::vector<Merge> read_merges(const Zip& zip, const std::string& part, Budget& budget);

// "AB12" → column 27, row 12; row 0: none given.
struct Place { std::size_t column = 0; std::uint32_t row = 0; bool valid = false; };
Place place_of(std::string_view reference);
bool is_date_format(std::string_view code);   // "dd/mm/yyyy;@"

}  // namespace sheets
