// Which column of a list holds what: the header found under titles, in one to three lines, columns in any order, with marks or without;
// and which rows at the end are sums and signatures. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trade_union {

enum class RollKind { units, people, roles };
std::optional<RollKind> roll_kind(std::string_view name);      // "units", "people", "roles"

enum class Column {
  number,                                                       // STT
  code, name, surname, given, woman_mark, man_mark, gender, birth, birth_woman, birth_man, phone,  // of a person; code, name: of a unit in its own list
  unit_code, unit, grassroots, section, team,                   // where: code; name; CĐCS, CĐBP, tổ
  post, department, union_day, from_day, to_day, note,
  short_name, kind, parent_code, parent, communes, remote, enterprise, sector, workers, women_workers, off_roll,
};
inline constexpr std::size_t column_count = static_cast<std::size_t>(Column::off_roll) + 1;

using Cells = std::vector<std::string>;

struct Header {
  std::size_t first = 0, last = 0;                              // rows of the looked at that it takes
  std::array<int, column_count> at{};                           // column of the file, -1: there is none
  bool has(Column column) const { return at[static_cast<std::size_t>(column)] >= 0; }
  int place(Column column) const { return at[static_cast<std::size_t>(column)]; }
};

// Among the first rows of a file; nothing: no header with the columns this kind of list needs.
std::optional<Header> find_header(RollKind kind, const std::vector<Cells>& rows);
// A title for each column of the file, one line each, by which this header would be found again.
std::vector<std::string> header_titles(RollKind kind, const Header& header, const std::vector<Cells>& rows);
// The cell of that column, "" if there is none.
const std::string& cell(const Header& header, Column column, const Cells& row);
// A title folded, without what stands in brackets, words only: what column titles are compared by.
std::string title_key(std::string_view title);

// What a row below the header is.
enum class RowSort { entry, filler, total, heading };           // filler: column numbers, a numbered empty line, a signature
class RowSorter {
 public:
  // headings: of lists of people; in a list of units what looks like one is a unit.
  explicit RowSorter(const Header& header, bool headings = true) : header_(header), headings_(headings) {}
  RowSort sort(const Cells& row);
  bool signing() const { return signing_; }                     // what comes now stands below a signature line

 private:
  Header header_;
  bool headings_;
  bool begun_ = false, signing_ = false;
};

}  // namespace trade_union
