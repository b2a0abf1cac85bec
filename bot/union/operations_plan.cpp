#include "bot/union/operations_plan.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "storage/units.hpp"

namespace trade_union {

namespace {

using Json = nlohmann::json;
template <class... F> struct Visitor : F... { using F::operator()...; };
template <class... F> Visitor(F...) -> Visitor<F...>;

Json json_of(const PlannedUnit& u) {
  return {{"kind", u.kind}, {"name", u.name}, {"short", u.short_name}, {"code", u.external_code}, {"sector", u.sector}, {"parent", u.parent},
          {"remote", u.remote}, {"enterprise", u.enterprise}, {"communes", u.communes}};
}

PlannedUnit unit_from(const Json& j) {
  return {j.value("kind", ""), j.value("name", ""), j.value("short", ""), j.value("code", ""), j.value("sector", ""), j.value("parent", std::int64_t{0}),
          j.value("remote", false), j.value("enterprise", false), j.value("communes", std::vector<std::string>{})};
}

Json parts_of(const Split& split) {
  auto parts = Json::array();
  for (const auto& part : split.parts) parts.push_back({{"unit", json_of(part.unit)}, {"units", part.units}, {"persons", part.persons}});
  return parts;
}

Split split_from(const Json& j) {
  Split split{j.at("unit"), {}, j.value("ends", false)};
  for (const auto& part : j.at("parts"))
    split.parts.push_back({unit_from(part.at("unit")), part.value("units", std::vector<std::int64_t>{}), part.value("persons", std::vector<std::int64_t>{})});
  return split;
}

Merge merge_from(const Json& j) {
  Merge merge{j.at("sources"), j.value("into", std::int64_t{0}), std::nullopt, j.value("as_teams", false), j.value("chair", std::int64_t{0})};
  if (const auto fresh = j.find("fresh"); fresh != j.end()) merge.fresh = unit_from(*fresh);
  return merge;
}

void add(std::vector<TouchedUnit>& touched, std::int64_t unit, const char* part) {
  if (unit != 0) touched.push_back({unit, part});
}

}  // namespace

std::string kind_of(const Plan& plan) {
  static constexpr const char* kinds[] = {"create", "rename", "merge", "split", "move", "close"};
  return kinds[plan.index()];
}

nlohmann::json to_json(const Plan& plan) {
  return std::visit(Visitor{
      [](const Create& p) { return Json{{"unit", json_of(p.unit)}}; },
      [](const Rename& p) { return Json{{"unit", p.unit}, {"name", p.name}, {"short", p.short_name}}; },
      [](const Merge& p) {
        Json j{{"sources", p.sources}, {"into", p.into}, {"as_teams", p.as_teams}, {"chair", p.chair}};
        if (p.fresh) j["fresh"] = json_of(*p.fresh);
        return j;
      },
      [](const Split& p) { return Json{{"unit", p.unit}, {"ends", p.ends}, {"parts", parts_of(p)}}; },
      [](const Move& p) { return Json{{"unit", p.unit}, {"parent", p.parent}}; },
      [](const Close& p) { return Json{{"unit", p.unit}, {"members_to", p.members_to}, {"reason", p.reason}}; }}, plan);
}

Plan plan_from_json(const std::string& kind, const nlohmann::json& j) {
  if (kind == "create") return Create{unit_from(j.at("unit"))};
  if (kind == "rename") return Rename{j.at("unit"), j.at("name"), j.value("short", "")};
  if (kind == "merge") return merge_from(j);
  if (kind == "split") return split_from(j);
  if (kind == "move") return Move{j.at("unit"), j.at("parent")};
  if (kind == "close") return Close{j.at("unit"), j.value("members_to", std::int64_t{0}), j.value("reason", "")};
  throw std::invalid_argument("operation of an unknown kind: " + kind);
}

std::vector<TouchedUnit> touched_units(const Plan& plan) {
  std::vector<TouchedUnit> touched;
  std::visit(Visitor{
      [&](const Create& p) { add(touched, p.unit.parent, "parent"); },
      [&](const Rename& p) { add(touched, p.unit, "touched"); },
      [&](const Merge& p) {
        for (const auto source : p.sources) add(touched, source, "source");
        add(touched, p.into, "target");
        if (p.fresh) add(touched, p.fresh->parent, "parent");
      },
      [&](const Split& p) {
        add(touched, p.unit, "source");
        for (const auto& part : p.parts) {
          add(touched, part.unit.parent != p.unit ? part.unit.parent : 0, "parent");
          for (const auto unit : part.units) add(touched, unit, "source");
        }
      },
      [&](const Move& p) { add(touched, p.unit, "source"), add(touched, p.parent, "parent"); },
      [&](const Close& p) { add(touched, p.unit, "source"), add(touched, p.members_to, "target"); }}, plan);
  return touched;
}

std::int64_t parent_of(storage::Session& session, std::int64_t unit, const std::string& day) {
  const auto found = storage::unit(session, unit, day);
  return found ? found->parent : 0;
}

PlannedUnit completed(PlannedUnit unit) {
  if (unit.short_name.empty()) unit.short_name = unit.name;
  return unit;
}

// Where the first source stands; that the others stand there too is checked.
PlannedUnit completed(storage::Session& session, const Merge& merge, const std::string& day) {
  auto unit = completed(merge.fresh.value_or(PlannedUnit{}));
  const auto first = merge.sources.empty() ? std::nullopt : storage::unit(session, merge.sources.front(), day);
  if (!first) return unit;
  if (unit.kind.empty()) unit.kind = first->kind;
  if (unit.parent == 0) unit.parent = first->parent;
  return unit;
}

// A part of the same kind stands beside the origin, one of a lower kind below it, as long as it is there.
PlannedUnit completed(storage::Session& session, const Split& split, const PlannedUnit& part, const std::string& day) {
  auto unit = completed(part);
  const auto origin = storage::unit(session, split.unit, day);
  if (!origin) return unit;
  if (unit.kind.empty()) unit.kind = origin->kind;
  if (unit.parent == 0) unit.parent = unit.kind == origin->kind || split.ends ? origin->parent : origin->id;
  return unit;
}

std::vector<std::int64_t> ending_units(storage::Session& session, const Plan& plan, const std::string& day) {
  if (const auto* merge = std::get_if<Merge>(&plan)) return merge->sources;
  if (const auto* split = std::get_if<Split>(&plan)) return split->ends ? std::vector{split->unit} : std::vector<std::int64_t>{};
  const auto* close = std::get_if<Close>(&plan);
  if (!close) return {};
  std::vector<std::int64_t> ending;
  const auto top = storage::unit(session, close->unit, day);
  const bool upper = top && (top->kind == "tinh" || top->kind == "cap_tren");  // unions below it go elsewhere; what is inside a union ends with it
  for (const auto& unit : storage::subtree(session, close->unit, day))
    if (unit.id == close->unit || !upper) ending.push_back(unit.id);
  return ending;
}

}  // namespace trade_union
