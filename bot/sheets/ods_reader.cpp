// ODS through liborcus, which reads a document as a whole: only small ones, measured before.
#include <algorithm>
#include <map>
#include <orcus/orcus_ods.hpp>
#include <orcus/spreadsheet/import_interface.hpp>
#include <utility>

#include "bot/sheets/opening.hpp"
#include "bot/sheets/xml.hpp"

namespace sheets {
namespace {

namespace ss = orcus::spreadsheet;
constexpr std::size_t most_cells = 2'000'000;

struct Line { std::vector<std::string> cells; std::size_t octets = 0; };
using Grid = std::map<std::uint32_t, Line>;

class Strings final : public ss::iface::import_shared_strings {
 public:
  size_t append(std::string_view text) override {
    texts.emplace_back(text);
    return texts.size() - 1;
  }
  size_t add(std::string_view text) override { return append(text); }
  void set_segment_font(size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(ss::color_elem_t, ss::color_elem_t, ss::color_elem_t, ss::color_elem_t) override {}
  void append_segment(std::string_view text) override { now_ += text; }
  size_t commit_segments() override { return append(std::exchange(now_, {})); }
  std::vector<std::string> texts;

 private:
  std::string now_;
};

class Sheet final : public ss::iface::import_sheet {
 public:
  Sheet(Strings& strings, const Limits& limits) : strings_(strings), limits_(limits) {}
  Grid grid;

  void set_auto(ss::row_t row, ss::col_t column, std::string_view text) override { put(row, column, text); }
  void set_string(ss::row_t row, ss::col_t column, ss::string_id_t id) override { put(row, column, id < strings_.texts.size() ? std::string_view(strings_.texts[id]) : std::string_view()); }
  void set_value(ss::row_t row, ss::col_t column, double value) override { put(row, column, shortest(value)); }
  void set_bool(ss::row_t row, ss::col_t column, bool value) override { put(row, column, value ? "1" : "0"); }
  void set_date_time(ss::row_t row, ss::col_t column, int year, int month, int day, int, int, double) override {
    char text[48];
    std::snprintf(text, sizeof text, "%02d/%02d/%04d", day, month, year);
    put(row, column, text);
  }
  void set_format(ss::row_t, ss::col_t, size_t) override {}
  void set_format(ss::row_t, ss::col_t, ss::row_t, ss::col_t, size_t) override {}
  void fill_down_cells(ss::row_t row, ss::col_t column, ss::row_t count) override {
    const auto from = grid.find(static_cast<std::uint32_t>(row) + 1);
    if (from == grid.end() || from->second.cells.size() <= static_cast<std::size_t>(column)) return;
    const auto text = from->second.cells[static_cast<std::size_t>(column)];
    for (ss::row_t n = 1; n <= count && !text.empty(); ++n) put(row + n, column, text);
  }
  ss::range_size_t get_sheet_size() const override { return {static_cast<ss::row_t>(limits_.rows), 16'384}; }

 private:
  void put(ss::row_t row, ss::col_t column, std::string_view said) {
    const auto at = static_cast<std::size_t>(column);
    if (++count_ > most_cells) throw Unreadable("ods_large");
    if (row < 0 || column < 0 || at >= limits_.columns || said.empty()) return;
    constexpr std::size_t character = 4;  // so that the cut falls between two
    std::string text(said.substr(0, limits_.cell + character));
    tidy(text, limits_.cell);
    auto& [cells, octets] = grid[static_cast<std::uint32_t>(row) + 1];
    const auto places = at < cells.size() ? 0 : (at + 1 - cells.size()) * sizeof(std::string);
    held_ += places + text.size();
    octets += text.size();
    if (octets > limits_.row) throw Unreadable("long_row");
    if (held_ > limits_.ods_held) throw Unreadable("ods_large");
    if (places > 0) cells.resize(at + 1);
    cells[at] = std::move(text);
  }
  Strings& strings_;
  const Limits& limits_;
  std::size_t count_ = 0, held_ = 0;  // cells said; bytes in the grid: one cell repeated to the right costs nothing in the file
};

class Factory final : public ss::iface::import_factory {
 public:
  explicit Factory(const Limits& limits) : limits_(limits) {}
  ss::iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  ss::iface::import_sheet* append_sheet(ss::sheet_t, std::string_view name) override {
    sheets.push_back({std::string(name), std::make_unique<Sheet>(strings_, limits_)});
    return sheets.back().sheet.get();
  }
  ss::iface::import_sheet* get_sheet(std::string_view name) override {
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Named& each) { return each.name == name; });
    return found == sheets.end() ? nullptr : found->sheet.get();
  }
  ss::iface::import_sheet* get_sheet(ss::sheet_t index) override {
    return index >= 0 && static_cast<std::size_t>(index) < sheets.size() ? sheets[static_cast<std::size_t>(index)].sheet.get() : nullptr;
  }
  void finalize() override {}
  struct Named { std::string name; std::unique_ptr<Sheet> sheet; };
  std::vector<Named> sheets;

 private:
  const Limits& limits_;
  Strings strings_;
};

// Inflates what liborcus will read once to measure it and to refuse what is no plain XML.
struct Measured final : XmlEvents {
  void begin(std::string_view, const char**) override {}
};

void measure(const std::string& path, std::uint64_t size, Limits limits) {
  limits.inflated = limits.ods_inflated;
  Budget budget(size, limits);
  Measured events;
  const Zip zip(path);
  if (zip.size("content.xml") > limits.ods_inflated) throw Unreadable("ods_large");
  for (const auto* part : {"content.xml", "styles.xml"})
    if (zip.has(part)) XmlStream(zip, part, budget, events).all();
}

class OdsReader final : public Reader {
 public:
  explicit OdsReader(Grid grid) : grid_(std::move(grid)), at_(grid_.begin()) {}
  bool next(Row& row) override {
    for (; at_ != grid_.end(); ++at_, ++done_) {
      row = {at_->first, std::move(at_->second.cells)};
      drop_empty_tail(row.cells);
      if (!row.cells.empty()) return ++at_, ++done_, true;
    }
    return false;
  }
  double progress() const override { return grid_.empty() ? 1 : static_cast<double>(done_) / static_cast<double>(grid_.size()); }

 private:
  Grid grid_;
  Grid::iterator at_;
  std::size_t done_ = 0;
};

}  // namespace

std::unique_ptr<Reader> open_ods(const std::string& path, std::uint64_t size, int sheet, const Limits& limits) {
  measure(path, size, limits);
  Factory factory(limits);
  try {
    orcus::orcus_ods(&factory).read_file(path);
  } catch (const Unreadable&) {
    throw;
  } catch (const std::exception&) {
    throw Unreadable("damaged");
  }
  const auto index = static_cast<std::size_t>(std::max(sheet, 1) - 1);
  if (index >= factory.sheets.size()) throw Unreadable("no_sheet");
  return std::make_unique<OdsReader>(std::move(factory.sheets[index].sheet->grid));
}

}  // namespace sheets
