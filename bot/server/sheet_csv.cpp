// CSV of a table.
#include <algorithm>

#include "bot/server/sheet.hpp"

namespace server {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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

class Lines {
 public:
  explicit Lines(std::size_t width) : width_(width) {}
  void add(const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < std::max(width_, cells.size()); ++i) {
      if (i > 0) text_ += ',';
      if (i < cells.size()) text_ += cell_text(cells[i]);
    }
    text_ += "\r\n";
  }
  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  std::string text_{byte_order_mark};
};

}  // namespace

std::string to_csv(const Table& table) {
  Lines lines(table.columns.size());
  lines.add({table.columns.begin(), table.columns.end()});
  for (const auto& row : table.rows) lines.add(row);
  lines.add({});
  for (const auto& [label, value] : table.facts) lines.add({label, value});
  for (const auto& note : table.notes) lines.add({note});
  return lines.take();
}

}  // namespace server
