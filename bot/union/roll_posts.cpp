// Posts read and brought into the roll.
#include "bot/union/roll_posts.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "bot/language/days.hpp"
#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"
#include "storage/roles.hpp"
#include "storage/units.hpp"

namespace trade_union {
namespace {

namespace roll = storage::roll;

CellFinding about(const char* key, Column column, Fields fields) { return {{key, std::move(fields), true}, column}; }

std::string day_after(const std::string& day) { return language::iso(language::date_of_number(language::number_of(*language::read_date(day)) + 1)); }

void read_span(ReadPost& read, const Header& header, const Cells& cells, const std::string& today) {
  const auto last = read_day(cell(header, Column::to_day, cells), today);
  if (last.problem) read.findings.push_back(about(last.problem, Column::to_day, {{"said", read_text(cell(header, Column::to_day, cells))}}));
  if (!last.value) return;
  read.row.to_day = day_after(*last.value);
  if (*read.row.to_day <= read.row.from_day) read.findings.push_back(about("span_empty", Column::to_day, {{"said", language::say_day(*last.value)}}));
}

struct Who { std::optional<roll::Person> person; std::optional<CellFinding> problem; };

// By name: somebody counted in the post's unit or below it.
Who by_name(storage::Session& session, const PersonRow& row, const std::string& day) {
  auto same = roll::persons_named(session, row.folded, day);
  const auto key = name_key(row.fields.name);
  std::erase_if(same, [&](const roll::Person& each) {
    const bool other_day = births_differ(row.fields.birth_day, each.fields.birth_day);
    return name_key(each.fields.name) != key || other_day || each.unit == 0;
  });
  std::erase_if(same, [&](const roll::Person& each) {
    const auto above = storage::lineage(session, each.unit, day);
    return std::find(above.begin(), above.end(), row.unit) == above.end();
  });
  if (same.size() == 1) return {std::move(same[0]), {}};
  return {{}, about(same.empty() ? "person_unknown" : "person_several", Column::name, {{"said", row.fields.name}, {"count", same.size()}})};
}

Who find(storage::Session& session, const PersonRow& row, const std::string& day) {
  const auto& f = row.fields;
  const auto named_otherwise = [&](const roll::Person& person) { return !f.name.empty() && name_key(person.fields.name) != name_key(f.name); };
  if (!f.code.empty()) {
    auto coded = roll::person_by_code(session, f.code, day);
    if (coded && named_otherwise(*coded)) return {{}, about("code_other_name", Column::code, {{"said", f.code}, {"name", coded->fields.name}})};
    if (coded) return {std::move(coded), {}};
  }
  if (!f.phone.empty()) {
    auto phoned = roll::person_by_phone(session, f.phone, day);
    if (phoned && named_otherwise(*phoned)) return {{}, about("phone_two_names", Column::phone, {{"name", phoned->fields.name}})};
    if (phoned) return {std::move(phoned), {}};
  }
  return f.name.empty() ? Who{{}, about("person_unknown", Column::name, {{"said", f.code.empty() ? f.phone : f.code}})} : by_name(session, row, day);
}

bool overlaps(const storage::Role& held, const std::string& from, const std::optional<std::string>& to) {
  return (!held.to_day || *held.to_day > from) && (!to || held.from_day < *to);
}

void bring(storage::Session& session, const storage::Role& held, const PostRow& row, const ApplyRoll& how, RollCounts& counts) {
  const bool department = !row.department.empty() && row.department != held.department, ends = row.to_day && row.to_day != held.to_day;
  ++(department || ends ? counts.updated : counts.unchanged);
  if (how.dry) return;
  if (department) roll::set_department(session, held.id, row.department);
  if (ends) storage::end_role(session, held.id, *row.to_day, "import");
}

void refuse(const PostRow& row, CellFinding finding, SliceResult& result) {
  ++result.counts.refused;
  result.findings.push_back({row.person.row, std::move(finding)});
}

void warn(const PostRow& row, const char* key, Column column, Fields fields, SliceResult& result) {
  ++result.counts.warned;
  result.findings.push_back({row.person.row, {{key, std::move(fields), false}, column}});
}

// A post begins with its unit at the earliest and ends with it at the latest. False: it would be no day long, and the row is refused.
bool within_unit(storage::Session& session, const PostRow& row, std::string& from, std::optional<std::string>& to, SliceResult& result) {
  const auto life = storage::life(session, row.person.unit);
  if (!life) return true;
  const auto held = storage::unit(session, row.person.unit, std::max(from, life->from_day));
  const Fields told{{"unit", held ? held->name : ""}, {"day", language::say_day(life->from_day)}, {"said", language::say_day(from)}};
  const bool early = from < life->from_day;
  if (early) from = life->from_day;
  if (life->to_day && (!to || *to > *life->to_day)) to = life->to_day;
  if (to && *to <= from) return refuse(row, about(early ? "unit_not_begun" : "unit_unknown", Column::from_day, {{"unit", early ? told["unit"] : Fields("")}, {"day", told["day"]}, {"said", told["unit"]}}), result), false;
  if (early && !row.from_day.empty()) warn(row, "post_before_unit", Column::from_day, told, result);
  return true;
}

// Heads a dry run would have made so far: unit, post → name.
using Heads = std::map<std::pair<std::int64_t, std::string>, std::string>;

// One chair, one tổ trưởng: a second one is more often a chair who left than a mistake to refuse.
void second_head(storage::Session& session, const PostRow& row, const roll::Person& person, const std::string& from, const ApplyRoll& how, Heads& made, SliceResult& result) {
  if (row.post != "chair" && row.post != "to_leader") return;
  auto& other = made[{row.person.unit, row.post}];
  for (const auto& held : storage::holders(session, row.person.unit, std::max(from, how.as_of)))
    if (held.role == row.post && held.delegated_from == 0 && held.person != person.id) other = held.person_name;
  const auto there = storage::unit(session, row.person.unit, std::max(from, how.as_of));
  if (!other.empty() && (!row.to_day || *row.to_day > how.as_of)) warn(row, "second_head", Column::post, {{"unit", there ? there->name : ""}, {"name", other}}, result);
  other = person.fields.name;
}

void apply(storage::Session& session, const PostRow& row, const ApplyRoll& how, Heads& heads, SliceResult& result) {
  const auto who = find(session, row.person, how.as_of);
  if (who.problem) return refuse(row, *who.problem, result);
  auto from = row.from_day.empty() ? how.as_of : row.from_day;
  auto to = row.to_day;
  if (!within_unit(session, row, from, to, result)) return;
  for (const auto& held : storage::roles_from(session, who.person->id, std::min(from, how.as_of)))
    if (held.unit == row.person.unit && held.role == row.post && held.delegated_from == 0 && overlaps(held, from, to)) return bring(session, held, row, how, result.counts);
  second_head(session, row, *who.person, from, how, heads, result);
  ++result.counts.created;
  if (!how.dry) storage::add_role(session, {.person = who.person->id, .unit = row.person.unit, .role = row.post, .from_day = from, .to_day = to, .department = row.department});
}

}  // namespace

ReadPost read_post_row(const Header& header, const Cells& cells, std::uint32_t number, const std::string& today) {
  auto person = read_person(header, cells, number, today);
  ReadPost read{{std::move(person.row), "", "", "", {}}, std::move(person.findings), true};
  const auto said = read_text(cell(header, Column::post, cells));
  read.named = !said.empty();
  read.row.post = read_post(said);
  read.row.department = read_text(cell(header, Column::department, cells));
  read.row.from_day = std::exchange(read.row.person.from_day, "");
  const bool known_otherwise = !read.row.person.fields.code.empty() || !read.row.person.fields.phone.empty();
  if (known_otherwise) std::erase_if(read.findings, [](const CellFinding& each) { return each.finding.key == "name_missing"; });
  if (read.named && read.row.post.empty()) read.findings.push_back(about("post_unreadable", Column::post, {{"said", said}}));
  read_span(read, header, cells, today);
  return read;
}

std::optional<CellFinding> settle_post(const UnitIndex& units, PostRow& row, std::string_view said) {
  const auto* unit = units.find(row.person.unit);
  if (!unit) return std::nullopt;
  const bool of_team = row.post == "to_leader" || row.post == "to_deputy";
  if (of_team) return unit->kind == "to" ? std::nullopt : std::optional(about("post_needs_team", Column::post, {{"unit", unit->name}}));
  const auto key = title_key(said);
  const bool of_section = key.find("bo phan") != key.npos || key.find("cdbp") != key.npos;
  while (unit->kind == "to" || (unit->kind == "cdbp" && !of_section)) {
    const bool named_section = unit->kind == "cdbp" && row.person.unit == unit->id;  // the list names the CĐBP itself, not a member's place
    const auto* above = units.find(unit->parent);
    if (named_section || !above) break;
    unit = above;
  }
  row.person.unit = unit->id;
  return std::nullopt;
}

SliceResult apply_posts(storage::Session& session, const std::vector<PostRow>& rows, const ApplyRoll& how) {
  SliceResult result;
  Heads heads;
  for (const auto& row : rows) apply(session, row, how, heads, result);
  return result;
}

nlohmann::json to_json(const PostRow& r) { return {to_json(r.person), r.post, r.department, r.from_day, r.to_day.value_or("")}; }

PostRow post_from(const nlohmann::json& j) {
  const std::string to = j.at(4);
  return {person_from(j.at(0)), j.at(1), j.at(2), j.at(3), to.empty() ? std::nullopt : std::optional(to)};
}

}  // namespace trade_union
