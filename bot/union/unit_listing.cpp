// Lists of units, ten lines at a time.
#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/unit_cases.hpp"
#include "bot/union/units.hpp"
#include "storage/questions.hpp"
#include "storage/unit_counts.hpp"

namespace trade_union {

namespace {

constexpr std::size_t page = 10;
constexpr std::int64_t page_open_ms = 10 * 60'000;

std::string kind_said(const nlohmann::json& filter) {
  static const std::map<std::string, std::string, std::less<>> levels{{"CĐCS", "cdcs"}, {"CĐ xã phường", "cap_tren"}, {"CĐBP", "cdbp"}, {"tổ", "to"}};
  const auto found = levels.find(filter.value("level", ""));
  return found != levels.end() ? found->second : "cdcs";
}

std::optional<std::int64_t> bound(const nlohmann::json& filter, const char* key) {
  return filter.contains(key) && filter[key].is_number() ? std::optional(filter[key].get<std::int64_t>()) : std::nullopt;
}

storage::UnitFilter filter_of(const nlohmann::json& said, std::int64_t under) {
  return {.under = under, .kind = kind_said(said), .members_lt = bound(said, "members_lt"), .members_lte = bound(said, "members_lte"), .members_gt = bound(said, "members_gt"),
          .members_gte = bound(said, "members_gte"), .without_group = said.value("without", "") == "group", .without_chair = said.value("without", "") == "chair"};
}

void show(Scene& scene, const nlohmann::json& said, std::int64_t under, std::size_t from) {
  const auto found = storage::list_units(scene.session, filter_of(said, under), scene.today);
  const auto to = std::min(from + page, found.size());
  Fields lines = Fields::array();
  for (auto i = from; i < to; ++i) {
    const auto& unit = found[i].unit;
    const auto whole = unit.kind == "to" || unit.kind == "cdbp" ? storage::unit(scene.session, union_of(scene, unit.id), scene.today) : std::nullopt;
    lines.push_back({{"n", i + 1}, {"name", unit.short_name}, {"union", whole ? whole->short_name : ""}, {"members", found[i].total.members}});
  }
  std::int64_t members = 0;
  for (const auto& unit : found) members += unit.total.members;
  const bool more = to < found.size();
  if (more)
    storage::ask(scene.session, scene.me.id, "more", nlohmann::json{{"units", said}, {"under", under}, {"from", to}}.dump(), scene.now, scene.now + page_open_ms);
  Fields fields{{"under", place_name(scene.session, under, scene.today)}, {"count", found.size()}, {"members", members}, {"lines", lines}, {"more", more}, {"none", found.empty()},
                {kind_said(said), true}, {"no_group", said.value("without", "") == "group"}, {"no_chair", said.value("without", "") == "chair"}};
  for (const auto* key : {"members_lt", "members_lte", "members_gt", "members_gte"})
    if (const auto number = bound(said, key)) fields[key] = *number;
  scene.reply("unit_lines", fields, more ? std::vector<Choice>{{title(scene.catalog, "more"), "#1 more"}} : std::vector<Choice>{});
}

}  // namespace

void on_unit_list(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::list_units);
  if (own == 0) return refuse(scene, Act::list_units);
  const auto filter = args.value("filter", nlohmann::json::object());
  const auto under = meant_unit(scene, {{"unit", filter.value("under", "")}}, own);
  if (under) show(scene, filter, *under, 0);
}

void more_units(Scene& scene, const nlohmann::json& data) {
  const std::int64_t under = data.at("under");
  if (!may(scene, Act::list_units, under)) return refuse(scene, Act::list_units, under);
  show(scene, data.at("units"), under, data.at("from"));
}

}  // namespace trade_union
