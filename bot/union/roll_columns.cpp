// Titles of columns and what they mean; the header among the first rows.
#include "bot/union/roll_columns.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {
namespace {

using Titles = std::map<std::string_view, Column>;

const Titles everywhere{{"stt", Column::number}, {"tt", Column::number}, {"so tt", Column::number}, {"so thu tu", Column::number},
  {"tu ngay", Column::from_day}, {"den ngay", Column::to_day}, {"den het ngay", Column::to_day}, {"ghi chu", Column::note}};

const Titles of_places{{"ma don vi", Column::unit_code}, {"ma dv", Column::unit_code}, {"ma to", Column::unit_code}, {"ma cdcs", Column::unit_code},
  {"don vi", Column::unit}, {"don vi cong doan", Column::unit}, {"ten don vi", Column::unit}, {"don vi sinh hoat", Column::unit}, {"don vi cong tac", Column::unit},
  {"noi sinh hoat", Column::unit}, {"cdcs", Column::grassroots}, {"ten cdcs", Column::grassroots}, {"cong doan co so", Column::grassroots},
  {"cdbp", Column::section}, {"cong doan bo phan", Column::section}, {"ten cdbp", Column::section}, {"to", Column::team}, {"to cong doan", Column::team},
  {"to cd", Column::team}, {"ten to", Column::team}, {"to so", Column::team}};

const Titles of_persons{{"ma doan vien", Column::code}, {"ma dv cd", Column::code}, {"ma so doan vien", Column::code}, {"ma so", Column::code}, {"ma", Column::code},
  {"so the doan vien", Column::code}, {"so the dv", Column::code}, {"ma so dv", Column::code}, {"so the", Column::code}, {"ma nhan vien", Column::code}, {"ma nv", Column::code}, {"ma doan vien cong doan", Column::code},
  {"ho va ten", Column::name}, {"ho ten", Column::name}, {"ho ten doan vien", Column::name}, {"ho va ten doan vien", Column::name}, {"ten doan vien", Column::name},
  {"nguoi", Column::name}, {"doan vien", Column::name}, {"ho va ten day du", Column::name}, {"ho va chu dem", Column::surname}, {"ho dem", Column::surname},
  {"ho va ten dem", Column::surname}, {"ho lot", Column::surname}, {"ho", Column::surname}, {"ho chu dem", Column::surname}, {"ten", Column::given},
  {"ngay sinh", Column::birth}, {"ngay thang nam sinh", Column::birth}, {"nam sinh", Column::birth}, {"sinh ngay", Column::birth}, {"ngay thang sinh", Column::birth},
  {"ntns", Column::birth}, {"ngay sinh nam", Column::birth_man}, {"nam sinh nam", Column::birth_man}, {"ngay thang nam sinh nam", Column::birth_man},
  {"ngay sinh nu", Column::birth_woman}, {"nam sinh nu", Column::birth_woman}, {"ngay thang nam sinh nu", Column::birth_woman},
  {"gioi tinh", Column::gender}, {"nam nu", Column::gender}, {"gt", Column::gender}, {"phai", Column::gender}, {"nam", Column::man_mark}, {"nu", Column::woman_mark},
  {"gioi tinh nam", Column::man_mark}, {"gioi tinh nu", Column::woman_mark},
  {"sdt", Column::phone}, {"so dt", Column::phone}, {"dien thoai", Column::phone}, {"so dien thoai", Column::phone}, {"dt", Column::phone}, {"di dong", Column::phone},
  {"dien thoai di dong", Column::phone}, {"dtdd", Column::phone}, {"so di dong", Column::phone}, {"sdt zalo", Column::phone}, {"so zalo", Column::phone}, {"zalo", Column::phone},
  {"so dien thoai di dong", Column::phone}, {"dien thoai lien he", Column::phone}, {"so dien thoai lien he", Column::phone},
  {"chuc vu", Column::post}, {"chuc danh", Column::post}, {"chuc vu cong doan", Column::post}, {"vai tro", Column::post}, {"nhiem vu", Column::post},
  {"ban", Column::department}, {"phong ban", Column::department}, {"ban chuyen mon", Column::department},
  {"ngay vao cd", Column::union_day}, {"ngay vao cong doan", Column::union_day}, {"ngay gia nhap", Column::union_day}, {"ngay gia nhap cong doan", Column::union_day},
  {"ngay vao", Column::union_day}, {"ngay ket nap", Column::union_day}, {"vao cong doan", Column::union_day}};

const Titles of_units{{"ma", Column::code}, {"ma don vi", Column::code}, {"ma dv", Column::code}, {"ma so", Column::code},
  {"ten", Column::name}, {"ten don vi", Column::name}, {"don vi", Column::name}, {"ten cdcs", Column::name}, {"ten cong doan", Column::name}, {"ten don vi cong doan", Column::name},
  {"ten day du", Column::name}, {"ten ngan", Column::short_name}, {"ten goi tat", Column::short_name}, {"ten tat", Column::short_name}, {"ten viet tat", Column::short_name},
  {"loai", Column::kind}, {"cap", Column::kind}, {"loai don vi", Column::kind}, {"cap cong doan", Column::kind}, {"loai hinh", Column::kind}, {"loai cap", Column::kind},
  {"ma cap tren", Column::parent_code}, {"ma don vi cap tren", Column::parent_code}, {"ma dv cap tren", Column::parent_code},
  {"don vi cap tren", Column::parent}, {"cap tren", Column::parent}, {"truc thuoc", Column::parent}, {"cong doan cap tren", Column::parent}, {"don vi quan ly", Column::parent},
  {"cap tren truc tiep", Column::parent}, {"thuoc", Column::parent}, {"dia ban", Column::communes}, {"dia ban xa phuong", Column::communes}, {"xa phuong", Column::communes}, {"xa", Column::communes},
  {"vung sau", Column::remote}, {"vung sau vung xa", Column::remote}, {"vung sau vung xa bien gioi", Column::remote}, {"vung kho khan", Column::remote},
  {"doanh nghiep", Column::enterprise}, {"dn", Column::enterprise}, {"khoi doanh nghiep", Column::enterprise}, {"khu vuc doanh nghiep", Column::enterprise},
  {"nganh", Column::sector}, {"nganh nghe", Column::sector}, {"linh vuc", Column::sector}, {"linh vuc hoat dong", Column::sector},
  {"lao dong", Column::workers}, {"tong lao dong", Column::workers}, {"tong so lao dong", Column::workers}, {"so lao dong", Column::workers}, {"tong so cnvcld", Column::workers},
  {"lao dong nu", Column::women_workers}, {"trong do nu", Column::women_workers}, {"nu", Column::women_workers}, {"so lao dong nu", Column::women_workers}, {"lao dong trong do nu", Column::women_workers},
  {"ngoai danh sach", Column::off_roll}, {"lao dong ngoai danh sach", Column::off_roll}, {"so nguoi ngoai danh sach", Column::off_roll},
  {"ngay thanh lap", Column::from_day}, {"thanh lap", Column::from_day}};

std::optional<Column> among(const Titles& titles, std::string_view key) {
  const auto found = titles.find(key);
  return found == titles.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Column> meaning(RollKind kind, const std::string& key) {
  if (key.empty()) return std::nullopt;
  if (const auto common = among(everywhere, key)) return common;
  if (kind == RollKind::units) return among(of_units, key);
  if (const auto personal = among(of_persons, key)) return personal;
  return among(of_places, key);
}

// The lines of a column's title, the upper ones taken from the left where a cell spans several columns.
std::string upper_title(const Cells& row, const Cells& below, std::size_t column) {
  const auto filled = [](const Cells& cells, std::size_t at) { return at < cells.size() && !title_key(cells[at]).empty(); };
  if (filled(row, column)) return row[column];
  if (!filled(below, column)) return "";
  std::size_t left = column;
  while (left > 0 && !filled(row, left) && filled(below, left)) --left;
  return filled(row, left) && filled(below, left) && row[left] != below[left] ? row[left] : "";
}

std::vector<std::string> title_lines(const std::vector<Cells>& rows, std::size_t first, std::size_t last, std::size_t column) {
  std::vector<std::string> lines;
  for (auto row = first; row <= last; ++row) {
    auto line = row < last ? upper_title(rows[row], rows[row + 1], column) : column < rows[row].size() ? rows[row][column] : "";
    if (!title_key(line).empty() && (lines.empty() || lines.back() != line)) lines.push_back(std::move(line));
  }
  return lines;
}

// All lines together, then the lower ones, then the highest alone: what says most about a column, and what it says.
struct Meant { std::string title; std::optional<Column> column; };
Meant meaning(RollKind kind, const std::vector<std::string>& lines) {
  for (std::size_t from = 0; from < lines.size(); ++from) {
    std::string whole, key;
    for (auto at = from; at < lines.size(); ++at) whole += (whole.empty() ? "" : " ") + read_text(lines[at]), key += (key.empty() ? "" : " ") + title_key(lines[at]);
    if (const auto found = meaning(kind, key)) return {whole, found};
  }
  if (lines.empty()) return {};
  return {lines.size() > 1 ? lines.front() : lines.back(), meaning(kind, title_key(lines.front()))};
}

bool complete(RollKind kind, const Header& header) {
  const bool person = header.has(Column::name) || (header.has(Column::surname) && header.has(Column::given));
  switch (kind) {
    case RollKind::units: return header.has(Column::name);
    case RollKind::people: return person;
    case RollKind::roles: return header.has(Column::post) && (person || header.has(Column::code) || header.has(Column::phone));
  }
  return false;
}

Header read_header(RollKind kind, const std::vector<Cells>& rows, std::size_t first, std::size_t last) {
  Header header{first, last, {}};
  header.at.fill(-1);
  std::size_t width = 0;
  for (auto row = first; row <= last; ++row) width = std::max(width, rows[row].size());
  for (std::size_t column = 0; column < width; ++column) {
    const auto means = meaning(kind, title_lines(rows, first, last, column)).column;
    if (means && !header.has(*means)) header.at[static_cast<std::size_t>(*means)] = static_cast<int>(column);
  }
  // "Tên" without a column for the surname is the whole name.
  auto& name = header.at[static_cast<std::size_t>(Column::name)];
  auto& given = header.at[static_cast<std::size_t>(Column::given)];
  if (name < 0 && !header.has(Column::surname)) name = std::exchange(given, -1);
  return header;
}

std::ptrdiff_t columns_found(const Header& header) {
  return std::count_if(header.at.begin(), header.at.end(), [](int at) { return at >= 0; });
}

// Lines on top that say nothing about the columns are titles of the whole.
Header without_titles(RollKind kind, const std::vector<Cells>& rows, Header header) {
  while (header.first < header.last) {
    auto less = read_header(kind, rows, header.first + 1, header.last);
    if (less.at != header.at) break;
    header = std::move(less);
  }
  return header;
}

}  // namespace

std::optional<RollKind> roll_kind(std::string_view name) {
  if (name == "units") return RollKind::units;
  if (name == "people") return RollKind::people;
  if (name == "roles") return RollKind::roles;
  return std::nullopt;
}

std::string title_key(std::string_view title) {
  auto folded = language::fold(title);
  if (const auto open = folded.find('('); open != folded.npos && open > 0) folded.resize(open);
  std::string key;
  for (const char c : folded) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) key += c;
    else if (!key.empty() && key.back() != ' ') key += ' ';
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::optional<Header> find_header(RollKind kind, const std::vector<Cells>& rows) {
  constexpr std::size_t most_lines = 3;
  std::optional<Header> best;
  for (std::size_t first = 0; first < rows.size(); ++first) {
    for (std::size_t last = first; last < std::min(first + most_lines, rows.size()); ++last) {
      auto header = read_header(kind, rows, first, last);
      if (complete(kind, header) && (!best || columns_found(header) > columns_found(*best))) best = std::move(header);
    }
  }
  return best ? std::optional(without_titles(kind, rows, std::move(*best))) : best;
}

std::vector<std::string> header_titles(RollKind kind, const Header& header, const std::vector<Cells>& rows) {
  std::size_t width = 0;
  for (auto row = header.first; row <= header.last; ++row) width = std::max(width, rows[row].size());
  std::vector<std::string> titles;
  for (std::size_t column = 0; column < width; ++column) titles.push_back(meaning(kind, title_lines(rows, header.first, header.last, column)).title);
  return titles;
}

const std::string& cell(const Header& header, Column column, const Cells& row) {
  static const std::string none;
  const auto at = header.place(column);
  return at >= 0 && static_cast<std::size_t>(at) < row.size() ? row[static_cast<std::size_t>(at)] : none;
}

}  // namespace trade_union
