// A worksheet as a stream of rows.
#include <charconv>
#include <deque>

#include "bot/sheets/opening.hpp"
#include "bot/sheets/spread.hpp"
#include "bot/sheets/xlsx_parts.hpp"

namespace sheets {
namespace {

constexpr std::uint64_t looked_through_for_merges = 32u << 20;

// Rows out of the events of a sheet.
class SheetEvents final : public XmlEvents {
 public:
  SheetEvents(const Workbook& book, StringStore& strings, const Limits& limits) : book_(book), strings_(strings), limits_(limits) {}
  std::deque<Row> rows;

  void begin(std::string_view name, const char** attributes) override {
    if (name == "row") begin_row(attribute(attributes, "r"));
    else if (name == "c") begin_cell(attributes);
    else if (name == "rPh") reading_aid_ = true;
    kept_ = in_cell_ && !reading_aid_ && (name == "v" || name == "t");
  }
  void end(std::string_view name) override {
    kept_ = false;
    if (name == "rPh") reading_aid_ = false;
    else if (name == "c") end_cell();
    else if (name == "row") end_row();
  }
  void text(std::string_view text) override {
    if (kept_ && value_.size() <= limits_.cell) value_ += text;
  }

 private:
  void begin_row(std::string_view number) {
    std::uint32_t given = 0;
    std::from_chars(number.data(), number.data() + number.size(), given);
    row_.number = given > last_row_ ? given : last_row_ + 1;
    last_row_ = row_.number;
    if (last_row_ > limits_.rows) throw Unreadable("too_many_rows");
    row_.cells.clear();
    column_ = 0;
    taken_ = 0;
  }
  void begin_cell(const char** attributes) {
    const auto place = place_of(attribute(attributes, "r"));
    if (place.valid) column_ = place.column;
    type_ = attribute(attributes, "t");
    const auto style = attribute(attributes, "s");
    style_ = 0;
    std::from_chars(style.data(), style.data() + style.size(), style_);
    in_cell_ = column_ < limits_.columns;
    value_.clear();
  }
  void end_cell() {
    if (in_cell_ && !value_.empty()) keep_cell();
    in_cell_ = false;
    ++column_;
  }
  void keep_cell() {
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    auto& cell = row_.cells[column_];
    read_value(cell);
    tidy(cell, limits_.cell);
    taken_ += cell.size();
    if (taken_ > limits_.row) throw Unreadable("long_row");
  }
  void read_value(std::string& cell) {
    if (type_ == "s") {
      std::uint64_t number = 0;
      std::from_chars(value_.data(), value_.data() + value_.size(), number);
      return strings_.get(number, cell);
    }
    if (type_.empty() || type_ == "n") return read_number(cell);
    if (type_ == "d") return read_iso_day(cell);
    cell = value_;
  }
  void read_number(std::string& cell) {
    double number = 0;
    const auto end = value_.data() + value_.size();
    if (std::from_chars(value_.data(), end, number).ptr != end) return void(cell = value_);
    const bool date = style_ < book_.date_styles.size() && book_.date_styles[style_];
    cell = date ? from_serial(number, book_.from_1904) : shortest(number);
  }
  // "1990-05-12T00:00:00"
  void read_iso_day(std::string& cell) {
    const bool iso = value_.size() >= 10 && value_[4] == '-' && value_[7] == '-';
    cell = iso ? value_.substr(8, 2) + "/" + value_.substr(5, 2) + "/" + value_.substr(0, 4) : value_;
  }
  void end_row() { rows.push_back(std::move(row_)); }

  const Workbook& book_;
  StringStore& strings_;
  const Limits& limits_;
  Row row_;
  std::string type_, value_;
  std::size_t column_ = 0, taken_ = 0, style_ = 0;
  std::uint32_t last_row_ = 0;
  bool in_cell_ = false, kept_ = false, reading_aid_ = false;
};

std::vector<Merge> merges_of(const Zip& zip, const std::string& part, std::uint64_t size, const Limits& limits) {
  if (zip.size(part) > looked_through_for_merges) return {};
  Budget budget(size, limits);
  return read_merges(zip, part, budget);
}

class XlsxReader final : public Reader {
 public:
  XlsxReader(const std::string& path, std::uint64_t size, int sheet, const Limits& limits)
      : limits_(limits), zip_(path), budget_(size, limits_), book_(read_workbook(zip_, sheet, budget_)) {
    read_shared_strings(zip_, budget_, limits_.cell, strings_);
    spread_ = std::make_unique<Spread>(merges_of(zip_, book_.sheet_part, size, limits_), limits_.row);
    stream_ = std::make_unique<XmlStream>(zip_, book_.sheet_part, budget_, events_);
    expected_ = zip_.size(book_.sheet_part);
  }

  bool next(Row& row) override {
    while (true) {
      while (events_.rows.empty())
        if (!stream_ || !stream_->feed()) return stream_.reset(), take(row);
      if (take(row)) return true;
    }
  }
  double progress() const override {
    if (!stream_ || expected_ == 0) return 1;
    return std::min(1.0, static_cast<double>(stream_->inflated()) / static_cast<double>(expected_));
  }

 private:
  // The next waiting row that holds anything.
  bool take(Row& row) {
    while (!events_.rows.empty()) {
      row = std::move(events_.rows.front());
      events_.rows.pop_front();
      drop_empty_tail(row.cells);
      if (row.cells.empty()) continue;
      spread_->over(row);
      return true;
    }
    return false;
  }

  const Limits limits_;
  Zip zip_;
  Budget budget_;
  Workbook book_;
  StringStore strings_;
  SheetEvents events_{book_, strings_, limits_};
  std::unique_ptr<Spread> spread_;
  std::unique_ptr<XmlStream> stream_;
  std::uint64_t expected_ = 0;
};

}  // namespace

std::unique_ptr<Reader> open_xlsx(const std::string& path, std::uint64_t size, int sheet, const Limits& limits) {
  return std::make_unique<XlsxReader>(path, size, sheet, limits);
}

}  // namespace sheets
