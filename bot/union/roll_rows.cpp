// Rows below the header: entries, sums, column numbers, signatures.
#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "bot/language/text.hpp"
#include "bot/union/roll_headings.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {
namespace {

constexpr std::string_view sums[] = {"tong cong", "tong so", "cong", "tong", "cong lai", "tong cong danh sach"};
constexpr std::string_view closings[] = {"an dinh danh sach", "danh sach nay", "danh sach co", "nguoi lap", "lap bieu", "tm ban", "t m ban", "t m bch", "tm bch", "ky ghi ro", "ky ten",
                                         "ky va ghi", "xac nhan cua", "thu truong", "ke toan truong", "kt chu tich", "noi nhan", "nguoi tong hop"};

bool begins_with(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

// "Tổng cộng: 312", "Tổng số đoàn viên"; but "Tổng công ty …", "Công ty …", "Tòng Văn Ín" are names.
bool is_sum(std::string_view key, std::string_view words) {
  if (!begins_with(key, words)) return false;
  if (key.size() == words.size()) return true;
  const auto rest = key.substr(words.size() + 1);
  const bool long_enough = words == "tong cong" || words == "tong so";
  return (rest[0] >= '0' && rest[0] <= '9') || (long_enough && !begins_with(rest, "ty"));
}

// "Cộng tổ 1: 14 người" with its marks: no name begins so, but "Công" and "Tống" are names.
bool marked_sum(const std::string& cell) {
  static const auto sum = name_key("cộng") + " ";
  return language::has_marks(cell) && name_key(cell).starts_with(sum);
}

// "Nậm Sơn, ngày 20 tháng 11 năm 2026", also with dots for what is to be filled in.
bool dateline(const std::string& cell) {
  const auto key = language::fold(cell);
  const auto day = key.find("ngay "), month = key.find(" thang ");
  return day != key.npos && month != key.npos && day < month && key.find(" nam ", month) != key.npos && key.size() > 16 && day > 0;
}

// The first cell with words says what a row is.
RowSort sort_by_words(const Cells& row) {
  for (const auto& cell : row) {
    if (dateline(cell)) return RowSort::filler;
    auto key = title_key(cell);
    if (key.empty() && cell.find('(') != cell.npos) key = title_key(cell.substr(cell.find('(') + 1));
    if (std::any_of(std::begin(sums), std::end(sums), [&](auto words) { return is_sum(key, words); }) || marked_sum(cell)) return RowSort::total;
    if (std::any_of(std::begin(closings), std::end(closings), [&](auto words) { return begins_with(key, words); })) return RowSort::filler;
  }
  return RowSort::entry;
}

std::ptrdiff_t filled(const Cells& row) {
  return std::count_if(row.begin(), row.end(), [](const std::string& cell) { return !language::trim(cell).empty(); });
}

// "(1) (2) (3)", "A B 1 2 3": a line that numbers the columns.
bool numbers_columns(const Cells& row) {
  const auto mark = [](const std::string& cell) {
    const auto key = title_key(cell.find('(') == 0 ? cell.substr(1) : cell);
    return cell.empty() || key.size() <= 2;
  };
  return filled(row) >= 3 && std::all_of(row.begin(), row.end(), mark);
}

}  // namespace

RowSort RowSorter::sort(const Cells& row) {
  if (!std::exchange(begun_, true) && numbers_columns(row)) return RowSort::filler;
  const auto count = filled(row);
  const auto& number = cell(header_, Column::number, row);
  const bool numbered = count == 1 && !number.empty() && std::none_of(number.begin(), number.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  if (numbered) return RowSort::filler;
  constexpr std::ptrdiff_t cells_of_an_entry = 3;
  const auto words = count <= cells_of_an_entry + 1 ? sort_by_words(row) : RowSort::entry;
  if (words == RowSort::filler) signing_ = true;
  if (words != RowSort::entry) return words;
  if (!signing_) return headings_ && heading_of(header_, row) ? RowSort::heading : RowSort::entry;
  // Names below a signature line stand alone; a full row means that the list goes on.
  if (count < cells_of_an_entry) return RowSort::filler;
  signing_ = false;
  return RowSort::entry;
}

}  // namespace trade_union
