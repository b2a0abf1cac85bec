// Which rows are headings.
#include "bot/union/roll_headings.hpp"

#include <algorithm>
#include <array>

#include "bot/language/text.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {
namespace {

bool figure(char c) { return c >= '0' && c <= '9'; }
bool mark_between(char c) { return std::string_view(".,:;()-/\\\"").find(c) != std::string_view::npos; }

// Small letters with their marks, punctuation gone: "TỔ 1:" and "Tổ 1" are the same, "Tô" is not.
std::string words_of(std::string_view text) {
  std::string plain(text);
  std::replace_if(plain.begin(), plain.end(), mark_between, ' ');
  return name_key(plain);
}

bool begins(std::string_view text, std::string_view words) { return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' '); }

template <std::size_t N>
bool begins_with_any(const std::string& text, const std::array<std::string_view, N>& heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view each) { return begins(text, name_key(each)); });
}

// Words no name of a person begins with. Phòng, Ban, Trường … are surnames or look like some: only behind a numeral.
constexpr std::array<std::string_view, 20> heads{"tổ", "khối", "bộ phận", "phân xưởng", "xưởng sản xuất", "đội", "chuyền", "cđcs", "cđbp", "công đoàn", "phòng ban", "phòng kế toán",
                                                "phòng hành chính", "phòng tổ chức", "phòng kỹ thuật", "phòng kế hoạch", "phòng kinh doanh", "phòng nhân sự", "ban giám đốc", "ban lãnh đạo"};
constexpr std::array<std::string_view, 16> numbered_heads{"phòng", "ban", "văn phòng", "lãnh đạo", "cơ quan", "trường", "trạm", "nhà máy", "xí nghiệp", "công ty", "chi nhánh", "trung tâm",
                                                         "bệnh viện", "xưởng", "nhóm", "đơn vị"};
constexpr std::array<std::string_view, 4> unmarked_heads{"khoi", "bo phan", "phan xuong", "cong doan"};

// "To 3", "DOI SO 2": without marks only where a number stands behind.
bool unmarked_team(const std::string& key) {
  for (const std::string_view word : {"to ", "doi ", "chuyen ", "to so ", "to san xuat so "})
    if (key.starts_with(word) && key.size() > word.size() && figure(key[word.size()])) return true;
  return false;
}

bool is_head(std::string_view text) {
  const auto key = words_of(text);
  if (begins_with_any(key, heads)) return true;
  return !language::has_marks(text) && (unmarked_team(key) || std::any_of(unmarked_heads.begin(), unmarked_heads.end(), [&](auto each) { return begins(key, each); }));
}

// "IV", "A": what numbers parts of a list, never people.
bool is_numeral(std::string_view text) {
  constexpr std::size_t longest = 5;
  if (text.empty() || text.size() > longest) return false;
  return text.find_first_not_of("IVX") == text.npos || (text.size() == 1 && text[0] >= 'A' && text[0] <= 'H');
}

// The numeral or number before a heading and its dot; 0: there is none. "A Tủa", "1 người" have no dot.
std::size_t numeral_length(std::string_view text) {
  const auto end = text.find_first_of(".)-/: ");
  if (end == text.npos || end == 0) return 0;
  const auto lead = text.substr(0, end);
  const bool number = std::all_of(lead.begin(), lead.end(), figure) && lead.size() <= 2;
  if (!number && !is_numeral(lead)) return 0;
  const auto behind = text.find_first_not_of(' ', end);
  if (behind == text.npos || std::string_view(".)-/:").find(text[behind]) == std::string_view::npos) return 0;
  return std::min(text.find_first_not_of(".)-/: ", behind), text.size());
}

bool says_heading(const std::string& text, bool numeral_beside) {
  if (is_head(text)) return true;
  const auto length = numeral_length(text);
  if (length == 0 && !numeral_beside) return false;
  const auto rest = text.substr(length);
  return is_head(rest) || begins_with_any(words_of(rest), numbered_heads);
}

bool is_place(const Header& header, int column) {
  for (const auto each : {Column::unit_code, Column::unit, Column::grassroots, Column::section})
    if (header.place(each) == column) return true;
  return false;
}

// The column of running numbers, or one that is not read.
bool says_nothing(const Header& header, int column) {
  return column == header.place(Column::number) || std::find(header.at.begin(), header.at.end(), column) == header.at.end();
}

// "14", "14 người"; 1990 and 1/1/1990 are births.
bool small_count(const std::string& text) {
  constexpr std::size_t figures = 3;
  const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  return end > 0 && end <= figures && text.find_first_of("0123456789", end) == text.npos && (end == text.size() || text[end] == ' ');
}

// A row as a heading would be made of: one text, in its first cell; what else stands there are counts.
struct Seen { std::string text, numeral; int column = -1; };
std::optional<Seen> look(const Header& header, const Cells& row) {
  Seen seen;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto text = read_text(row[i]);
    const int column = static_cast<int>(i);
    if (text.empty() || (is_place(header, column) && column != seen.column)) continue;
    if (column == header.place(Column::number) && is_numeral(text)) { seen.numeral = text; continue; }
    if (seen.text.empty()) { seen.text = text, seen.column = column; continue; }
    if (text != seen.text && !(small_count(text) && column != header.place(Column::phone))) return std::nullopt;
  }
  return seen.text.empty() ? std::nullopt : std::optional(std::move(seen));
}

// The first of the columns a name stands in.
int name_column(const Header& header) {
  const int whole = header.place(Column::name), surname = header.place(Column::surname);
  return whole >= 0 ? whole : surname;
}

bool has_words(const std::string& text) {
  const auto key = language::fold(text);
  return std::count_if(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z'); }) >= 2;
}

}  // namespace

std::optional<Heading> heading_of(const Header& header, const Cells& row) {
  const auto seen = look(header, row);
  if (!seen || !has_words(seen->text)) return std::nullopt;
  const bool before_names = seen->column < name_column(header) && says_nothing(header, seen->column);  // of no person: a row of theirs has a name
  const bool by_words = seen->column == name_column(header) && says_heading(seen->text, !seen->numeral.empty());
  if (!before_names && !by_words) return std::nullopt;
  return Heading{seen->numeral.empty() ? seen->text : seen->numeral + ". " + seen->text, static_cast<std::size_t>(seen->column)};
}

std::string heading_name(std::string_view heading) {
  auto name = heading.substr(numeral_length(heading));
  name = name.substr(0, std::min(name.find(':'), name.find('(')));
  if (const auto dash = name.rfind(" - "); dash != name.npos && small_count(std::string(name.substr(dash + 3)))) name = name.substr(0, dash);
  return read_text(name);
}

}  // namespace trade_union
