// CSV of a table.
#include <algorithm>

#include "bot/sheets/table.hpp"

namespace sheets {
namespace {

std::string harmless(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return formula ? "'" + text : text;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string cell_text(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return quoted(harmless(std::get<std::string>(cell)));
}

}  // namespace

std::string csv_line(const std::vector<Cell>& cells, std::size_t width) {
  std::string line;
  for (std::size_t i = 0; i < std::max(width, cells.size()); ++i) {
    if (i > 0) line += ',';
    if (i < cells.size()) line += cell_text(cells[i]);
  }
  return line + "\r\n";
}

std::string to_csv(const Table& table) {
  const auto width = table.columns.size();
  auto text = std::string(byte_order_mark) + csv_line({table.columns.begin(), table.columns.end()}, width);
  for (const auto& row : table.rows) text += csv_line(row, width);
  text += csv_line({}, width);
  for (const auto& [label, value] : table.facts) text += csv_line({label, value}, width);
  for (const auto& note : table.notes) text += csv_line({note}, width);
  return text;
}

}  // namespace sheets
