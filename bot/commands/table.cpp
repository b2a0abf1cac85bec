// Tables of commands.
#include <algorithm>

#include "bot/commands/group.hpp"
#include "bot/language/text.hpp"

namespace app {

namespace {

using Row = std::vector<std::string>;

std::string line(const Row& row, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    text += row[i];
    if (i + 1 < row.size()) text += std::string(widths[i] - language::length(row[i]) + 2, ' ');
  }
  return text + "\n";
}

}  // namespace

std::string table(const Row& heading, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(heading.size(), 0);
  const auto measure = [&](const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], language::length(row[i]));
  };
  measure(heading);
  for (const auto& row : rows) measure(row);
  std::string text = line(heading, widths);
  for (const auto& row : rows) text += line(row, widths);
  return text;
}

}  // namespace app
