// CSV as a stream: what encodes it and what separates its cells is told from its beginning.
#include <algorithm>
#include <array>
#include <fstream>

#include "bot/sheets/decoder.hpp"
#include "bot/sheets/opening.hpp"

namespace sheets {
namespace {

constexpr std::uint32_t rows_beyond_a_sheet = 10;
constexpr std::size_t looked_at = 64 * 1024;

// How often each separator stands outside quotes; the commonest of the first lines it is. Among equals: ; before tab before comma, as
// numbers hold commas.
char separator_of(const std::string& text) {
  constexpr std::array<char, 3> candidates{';', '\t', ','};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += !quoted && c == candidates[i] ? 1 : 0;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? ',' : candidates[static_cast<std::size_t>(most - counts.begin())];
}

class CsvReader final : public Reader {
 public:
  CsvReader(const std::string& path, std::uint64_t size, const Limits& limits) : limits_(limits), decoder_(path), size_(size) {
    while (text_.size() < looked_at && decoder_.more(text_)) {}
    take_named_separator();
    if (separator_ == 0) separator_ = separator_of(text_.substr(0, looked_at));
  }

  bool next(Row& row) override {
    while (read_row(row)) {
      drop_empty_tail(row.cells);
      if (!row.cells.empty()) return true;
    }
    return false;
  }
  double progress() const override { return size_ == 0 ? 1 : static_cast<double>(decoder_.read()) / static_cast<double>(size_); }

 private:
  // Excel's own first line: sep=;
  void take_named_separator() {
    constexpr std::size_t length = 5;
    if (!text_.starts_with("sep=") || text_.size() < length) return;
    separator_ = text_[length - 1];
    at_ = std::min(text_.find('\n'), text_.size() - 1) + 1;
    ++line_;
  }
  // The character at the cursor, -1 at the end.
  int peek() {
    if (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
      while (text_.empty() && decoder_.more(text_)) {}
    }
    return at_ < text_.size() ? static_cast<unsigned char>(text_[at_]) : -1;
  }
  int take() {
    const int c = peek();
    if (c >= 0) ++at_;
    return c;
  }
  bool at(char expected) { return peek() == static_cast<unsigned char>(expected); }

  bool read_row(Row& row) {
    if (peek() < 0) return false;
    if (++line_ > limits_.rows * rows_beyond_a_sheet) throw Unreadable("too_many_rows");
    row.number = line_;
    row.cells.clear();
    taken_ = 0;
    do read_cell(row.cells); while (more_cells());
    return true;
  }
  // Behind a cell: its separator is passed over, or the end of the line is.
  bool more_cells() {
    const int c = take();
    if (c == static_cast<unsigned char>(separator_)) return true;
    if (c == '\r' && at('\n')) take();
    return false;
  }
  bool ends_cell(int c) const { return c < 0 || c == '\n' || c == '\r' || c == static_cast<unsigned char>(separator_); }

  void read_cell(std::vector<std::string>& cells) {
    cell_.clear();
    if (at('"')) read_quoted();
    while (!ends_cell(peek())) add(take());
    keep_cell(cells);
  }
  void read_quoted() {
    take();
    for (int c = take(); c >= 0; c = take()) {
      if (c == '"' && !at('"')) return;
      if (c == '"') take();
      add(c);
    }
  }
  void add(int c) {
    if (c == 0) throw Unreadable("not_text");
    if (++taken_ > limits_.row) throw Unreadable("long_row");
    cell_ += static_cast<char>(c);
  }
  // Our own exports lead what looks like a formula by an apostrophe.
  void keep_cell(std::vector<std::string>& cells) {
    constexpr std::string_view formula_begins = "=+-@\t\r";
    if (!valid_utf8(cell_)) throw Unreadable("not_utf8");
    if (cells.size() >= limits_.columns) return;
    if (cell_.size() > 1 && cell_[0] == '\'' && formula_begins.find(cell_[1]) != formula_begins.npos) cell_.erase(0, 1);
    tidy(cell_, limits_.cell);
    cells.push_back(cell_);
  }

  const Limits limits_;
  Decoder decoder_;
  std::uint64_t size_;
  std::string text_, cell_;
  std::size_t at_ = 0, taken_ = 0;
  std::uint32_t line_ = 0;
  char separator_ = 0;
};

}  // namespace

std::unique_ptr<Reader> open_csv(const std::string& path, std::uint64_t size, const Limits& limits) {
  return std::make_unique<CsvReader>(path, size, limits);
}

}  // namespace sheets
