// XLSX of a table.
#include <fstream>
#include <iterator>

#include "bot/sheets/table.hpp"

namespace sheets {
namespace {

constexpr double first_width = 46, other_width = 16;

void write(XlsxWriter& sheet, const Table& table) {
  using Look = XlsxWriter::Look;
  sheet.width(0, 0, first_width);
  if (table.columns.size() > 1) sheet.width(1, table.columns.size() - 1, other_width);
  for (const auto& [label, value] : table.facts) sheet.row({{label, Look::bold}, {value}});
  if (!table.facts.empty()) sheet.row(std::vector<Cell>{});
  sheet.row(std::vector<Cell>{table.columns.begin(), table.columns.end()}, Look::head);
  for (const auto& row : table.rows) sheet.row(row);
  sheet.row(std::vector<Cell>{});
  for (const auto& note : table.notes) sheet.row(std::vector<Cell>{note});
  sheet.close();
}

}  // namespace

std::string to_xlsx(const Table& table) {
  const TemporaryFile file;
  XlsxWriter sheet(file.path(), table.sheet);
  write(sheet, table);
  std::ifstream in(file.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace sheets
