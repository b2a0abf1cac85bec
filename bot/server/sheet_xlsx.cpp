// XLSX of a table, through libxlsxwriter in constant memory: rows are written from the top, each once.
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "bot/server/sheet.hpp"
#include "storage/vault.hpp"

namespace server {
namespace {

constexpr double first_width = 46, other_width = 16;
constexpr std::size_t longest_cell = 32'767;  // what a cell of XLSX holds, in UTF-16 units

// A file of our own name in the temporary folder, gone at the end.
class TemporaryFile {
 public:
  TemporaryFile()
      : path_(std::filesystem::temp_directory_path() / ("nhipcau-" + storage::random_token(128) + ".xlsx")) {}
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path path_;
};

// At most as many bytes as a cell holds characters, cut between two characters.
std::string fitting(const std::string& text) {
  if (text.size() <= longest_cell) return text;
  std::size_t end = longest_cell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

class Sheet {
 public:
  Sheet(const std::string& file, const std::string& name) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(file.c_str(), &options);
    if (book_ == nullptr) throw std::runtime_error("the spreadsheet's temporary file cannot be made");
    sheet_ = workbook_add_worksheet(book_, name.c_str());
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bottom(head_, LXW_BORDER_THIN);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet() {
    if (book_ != nullptr) workbook_close(book_);
  }

  void widths(std::size_t columns) {
    worksheet_set_column(sheet_, 0, 0, first_width, nullptr);
    if (columns > 1) worksheet_set_column(sheet_, 1, static_cast<lxw_col_t>(columns - 1), other_width, nullptr);
  }
  void line(const std::vector<Cell>& cells, lxw_format* format = nullptr) {
    for (std::size_t i = 0; i < cells.size(); ++i) put(static_cast<lxw_col_t>(i), cells[i], format);
    ++row_;
  }
  void fact(const std::string& label, const Cell& value) {
    put(0, label, bold_);
    put(1, value, nullptr);
    ++row_;
  }
  lxw_format* head() const { return head_; }

  void close() {
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR)
      throw std::runtime_error(std::string("the spreadsheet cannot be written: ") + lxw_strerror(error));
  }

 private:
  void put(lxw_col_t column, const Cell& cell, lxw_format* format) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      worksheet_write_number(sheet_, row_, column, static_cast<double>(*number), format);
    } else {
      worksheet_write_string(sheet_, row_, column, fitting(std::get<std::string>(cell)).c_str(), format);
    }
  }

  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *bold_ = nullptr, *head_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

std::string to_xlsx(const Table& table) {
  const TemporaryFile file;
  Sheet sheet(file.path(), table.sheet);
  sheet.widths(table.columns.size());
  for (const auto& [label, value] : table.facts) sheet.fact(label, value);
  if (!table.facts.empty()) sheet.line({});
  sheet.line({table.columns.begin(), table.columns.end()}, sheet.head());
  for (const auto& row : table.rows) sheet.line(row);
  sheet.line({});
  for (const auto& note : table.notes) sheet.line({note});
  sheet.close();
  return file.read();
}

}  // namespace server
