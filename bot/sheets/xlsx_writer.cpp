// XLSX through libxlsxwriter in constant memory: rows are written from the top, each once.
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "bot/sheets/writer.hpp"

namespace sheets {
namespace {

constexpr std::size_t longest_cell = 32'767;  // what a cell of XLSX holds, in UTF-16 units
constexpr std::size_t most_comments = 5'000;
constexpr lxw_color_t wrong_colour = 0xFFC7CE, wrong_ink = 0x9C0006, doubtful_colour = 0xFFEB9C;

// At most as many bytes as a cell holds characters, cut between two characters.
std::string fitting(const std::string& text) {
  if (text.size() <= longest_cell) return text;
  std::size_t end = longest_cell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

TemporaryFile::TemporaryFile() : path_((std::filesystem::temp_directory_path() / "nhipcau-XXXXXX.xlsx").string()) {
  constexpr int ending = 5;
  const int handle = ::mkstemps(path_.data(), ending);
  if (handle < 0) throw std::runtime_error("the temporary file of a spreadsheet cannot be made");
  ::close(handle);
}

TemporaryFile::~TemporaryFile() { ::unlink(path_.c_str()); }

struct XlsxWriter::Impl {
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format *bold = nullptr, *head = nullptr, *wrong = nullptr, *doubtful = nullptr;
  lxw_row_t next = 0;
  std::size_t comments = 0;

  Impl(const std::string& file, const std::string& name) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book = workbook_new_opt(file.c_str(), &options);
    if (book == nullptr) throw std::runtime_error("the spreadsheet " + file + " cannot be made");
    sheet = workbook_add_worksheet(book, name.c_str());
    make_formats();
  }
  ~Impl() {
    if (book != nullptr) workbook_close(book);
  }

  void make_formats() {
    bold = workbook_add_format(book);
    format_set_bold(bold);
    head = workbook_add_format(book);
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bottom(head, LXW_BORDER_THIN);
    wrong = workbook_add_format(book);
    format_set_bg_color(wrong, wrong_colour);
    format_set_font_color(wrong, wrong_ink);
    doubtful = workbook_add_format(book);
    format_set_bg_color(doubtful, doubtful_colour);
  }
  lxw_format* format(Look look) const {
    switch (look) {
      case Look::bold: return bold;
      case Look::head: return head;
      case Look::wrong: return wrong;
      case Look::doubtful: return doubtful;
      case Look::plain: break;
    }
    return nullptr;
  }
  void put(std::size_t at, const Cell& cell, Look look) {
    const auto column = static_cast<lxw_col_t>(at);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      worksheet_write_number(sheet, next, column, static_cast<double>(*number), format(look));
    } else if (const auto& text = std::get<std::string>(cell); text.empty()) {
      if (look != Look::plain) worksheet_write_blank(sheet, next, column, format(look));
    } else {
      worksheet_write_string(sheet, next, column, fitting(text).c_str(), format(look));
    }
  }
  void comment(std::size_t at, const std::string& text) {
    if (!text.empty() && comments++ < most_comments) worksheet_write_comment(sheet, next, static_cast<lxw_col_t>(at), text.c_str());
  }
};

XlsxWriter::XlsxWriter(const std::string& file, const std::string& sheet) : impl_(std::make_unique<Impl>(file, sheet)) {}
XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::width(std::size_t first, std::size_t last, double characters) {
  worksheet_set_column(impl_->sheet, static_cast<lxw_col_t>(first), static_cast<lxw_col_t>(last), characters, nullptr);
}

void XlsxWriter::freeze(std::size_t rows) { worksheet_freeze_panes(impl_->sheet, static_cast<lxw_row_t>(rows), 0); }

void XlsxWriter::row(const std::vector<Cell>& cells, Look look) {
  for (std::size_t i = 0; i < cells.size(); ++i) impl_->put(i, cells[i], look);
  ++impl_->next;
}

void XlsxWriter::row(const std::vector<Styled>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    impl_->put(i, cells[i].cell, cells[i].look);
    impl_->comment(i, cells[i].comment);
  }
  ++impl_->next;
}

void XlsxWriter::close() {
  const auto error = workbook_close(std::exchange(impl_->book, nullptr));
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("the spreadsheet cannot be written: ") + lxw_strerror(error));
}

}  // namespace sheets
