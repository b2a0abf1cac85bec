// Cells of a person's row; rows and results as JSON for the way to the server.
#include "bot/union/roll_people.hpp"

#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"

namespace trade_union {
namespace {

class Cellar {
 public:
  Cellar(const Header& header, const Cells& cells, std::vector<CellFinding>& findings) : header_(header), cells_(cells), findings_(findings) {}
  const std::string& at(Column column) const { return cell(header_, column, cells_); }
  // The value, or a refusal that shows the cell.
  template <class T>
  std::optional<T> take(const Read<T>& read, Column column) {
    if (read.problem) find(read.problem, column, true);
    return read.value;
  }
  void find(const char* key, Column column, bool refused) { findings_.push_back({{key, {{"said", read_text(at(column))}}, refused}, column}); }

 private:
  const Header& header_;
  const Cells& cells_;
  std::vector<CellFinding>& findings_;
};

void read_name(Cellar& cells, const Header& header, PersonRow& row) {
  const bool parts = !header.has(Column::name);
  const auto written = parts ? cells.at(Column::surname) + " " + cells.at(Column::given) : cells.at(Column::name);
  const auto column = parts ? Column::given : Column::name;
  const auto name = cells.take(read_person_name(written), column);
  if (name) row.fields.name = *name;
  else if (language::trim(written).empty()) cells.find("name_missing", column, true);
}

// A birth day under "Nam" or "Nữ" says both.
void read_birth(Cellar& cells, PersonRow& row, const std::string& today) {
  for (const auto column : {Column::birth, Column::birth_man, Column::birth_woman}) {
    if (language::trim(cells.at(column)).empty()) continue;
    if (column != Column::birth) row.fields.woman = column == Column::birth_woman;
    const auto mark = column == Column::birth ? Read<bool>() : read_mark(cells.at(column));
    if (mark.value && *mark.value) continue;
    if (const auto day = cells.take(read_birth_day(cells.at(column), today), column)) row.fields.birth_day = *day;
  }
}

void read_gender(Cellar& cells, PersonRow& row) {
  if (const auto woman = cells.take(read_woman(cells.at(Column::gender)), Column::gender)) row.fields.woman = *woman;
  const auto woman_mark = cells.take(read_mark(cells.at(Column::woman_mark)), Column::woman_mark), man_mark = cells.take(read_mark(cells.at(Column::man_mark)), Column::man_mark);
  const bool woman = woman_mark.value_or(false), man = man_mark.value_or(false);
  if (woman && man) cells.find("gender_both", Column::woman_mark, true);
  else if (woman || man) row.fields.woman = woman;
}

void read_phone_cell(Cellar& cells, PersonRow& row) {
  const auto phone = cells.take(read_phone(cells.at(Column::phone)), Column::phone);
  if (!phone) return;
  row.fields.phone = phone->e164;
  if (phone->several) cells.find("phone_several", Column::phone, false);
}

std::string hex(const std::string& octets) {
  constexpr std::string_view figures = "0123456789abcdef";
  std::string text;
  text.reserve(2 * octets.size());
  for (const char c : octets) text += figures[static_cast<unsigned char>(c) >> 4], text += figures[static_cast<unsigned char>(c) & 15];
  return text;
}

std::string from_hex(std::string_view text) {
  const auto figure = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string octets;
  octets.reserve(text.size() / 2);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) octets += static_cast<char>(figure(text[i]) << 4 | figure(text[i + 1]));
  return octets;
}

int tri(const std::optional<bool>& truth) { return !truth ? -1 : *truth ? 1 : 0; }
std::optional<bool> from_tri(int value) { return value < 0 ? std::nullopt : std::optional(value == 1); }

}  // namespace

ReadPerson read_person(const Header& header, const Cells& cells, std::uint32_t number, const std::string& today) {
  ReadPerson read;
  Cellar from(header, cells, read.findings);
  auto& row = read.row;
  row.row = number;
  row.fields.code = read_text(from.at(Column::code));
  read_name(from, header, row);
  read_gender(from, row);
  read_birth(from, row, today);
  read_phone_cell(from, row);
  if (const auto day = from.take(read_birth_day(from.at(Column::union_day), today), Column::union_day)) row.fields.union_day = *day;
  if (const auto day = from.take(read_day(from.at(Column::from_day), today), Column::from_day)) row.from_day = *day;
  row.folded = language::fold(row.fields.name);
  return read;
}

RollCounts& RollCounts::operator+=(const RollCounts& o) {
  created += o.created, updated += o.updated, moved += o.moved, unchanged += o.unchanged, refused += o.refused, warned += o.warned;
  return *this;
}

nlohmann::json to_json(const RollCounts& c) {
  return {{"created", c.created}, {"updated", c.updated}, {"moved", c.moved}, {"unchanged", c.unchanged}, {"refused", c.refused}, {"warned", c.warned}};
}

RollCounts counts_from(const nlohmann::json& json) {
  return {json.at("created"), json.at("updated"), json.at("moved"), json.at("unchanged"), json.at("refused"), json.at("warned")};
}

nlohmann::json to_json(const SliceResult& result) {
  auto findings = nlohmann::json::array();
  for (const auto& each : result.findings)
    findings.push_back({each.row, static_cast<int>(each.what.column), each.what.finding.key, each.what.finding.fields, each.what.finding.refused});
  return {{"counts", to_json(result.counts)}, {"findings", findings}, {"there", result.counted_there}, {"from", result.moved_from}, {"units", result.units}};
}

SliceResult result_from(const nlohmann::json& json) {
  SliceResult result{counts_from(json.at("counts")), {}, json.at("there"), json.at("from"), json.at("units")};
  for (const auto& each : json.at("findings"))
    result.findings.push_back({each.at(0), {{each.at(2), each.at(3), each.at(4)}, static_cast<Column>(each.at(1).get<int>())}});
  return result;
}

nlohmann::json to_json(const PersonRow& r) {
  const auto& f = r.fields;
  return {r.row, r.unit, f.code, f.name, f.phone, f.birth_day, f.union_day, tri(f.woman), r.folded, hex(r.sort_key), r.from_day, r.alone, r.twin};
}

PersonRow person_from(const nlohmann::json& j) {
  return {j.at(0), j.at(1), {j.at(2), j.at(3), j.at(4), j.at(5), j.at(6), from_tri(j.at(7))}, j.at(8), from_hex(j.at(9).get_ref<const std::string&>()), j.at(10), j.at(11), j.at(12)};
}

}  // namespace trade_union
