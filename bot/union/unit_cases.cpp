// Mergers and closings in chat, over bot/union/operations.hpp: looked at, shown, confirmed, then proposed or decided.
#include "bot/union/unit_cases.hpp"

#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

By by(const Scene& scene) {
  return {"person:" + std::to_string(scene.me.person), scene.in.from.channel, scene.me.person, scene.on_behalf != 0 ? "person:" + std::to_string(scene.on_behalf) : ""};
}

namespace {

std::string warnings(Scene& scene, const Findings& findings) { return sentences(scene.catalog, findings); }

// An existing unit of exactly that name, 0: a new one is meant.
std::int64_t existing(Scene& scene, const std::string& name, std::int64_t own) {
  const auto found = find_unit(scene.session, name, own, scene.today);
  const auto unit = found ? storage::unit(scene.session, *found, scene.today) : std::nullopt;
  return unit && unit->folded_name == language::fold(name) ? *found : 0;
}

// The units said, each within the speaker's right; answers itself and gives nothing otherwise.
std::optional<std::vector<std::int64_t>> sources(Scene& scene, const nlohmann::json& args, std::int64_t own) {
  std::vector<std::int64_t> units;
  for (const auto& said : args.value("units", nlohmann::json::array())) {
    const auto name = said.is_string() ? said.get<std::string>() : "";
    const auto unit = find_unit(scene.session, name, own, scene.today);
    if (!unit) return scene.reply("unit_unknown", {{"said", name}}), std::nullopt;
    units.push_back(*unit);
  }
  return units;
}

// Whose members come together: the sources and a unit that goes on, each once however often it was said.
std::vector<std::int64_t> joined(const Merge& merge) {
  std::vector<std::int64_t> units;
  const auto take = [&](std::int64_t unit) {
    if (unit != 0 && std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
  };
  for (const auto unit : merge.sources) take(unit);
  take(merge.into);
  return units;
}

// The unit that stands in the tree today for one of a plan: what it was joined to, or the union above where it was closed.
std::int64_t standing(Scene& scene, std::int64_t unit) {
  const auto now = storage::successor(scene.session, unit, scene.today);
  if (storage::exists(scene.session, now, scene.today)) return now;
  const auto edges = storage::edges(scene.session, now);
  return edges.empty() ? now : edges.back().parent;
}

// Where the sources stand, and the nearest unit above all of them: each once, from the left to the right and then upwards.
std::vector<std::int64_t> uppers(Scene& scene, const std::vector<std::int64_t>& sources) {
  std::vector<std::int64_t> found, common;
  const auto take = [&](std::int64_t unit) {
    if (std::find(found.begin(), found.end(), unit) == found.end()) found.push_back(unit);
  };
  for (const auto source : sources) {
    const auto line = storage::lineage(scene.session, source, scene.today);
    if (line.size() < 2) return {};
    take(line[1]);
    if (source == sources.front()) common.assign(line.begin() + 1, line.end());
    else std::erase_if(common, [&](std::int64_t unit) { return std::find(line.begin() + 1, line.end(), unit) == line.end(); });
  }
  if (!common.empty()) take(common.front());
  return found;
}

// Where the new unit is to stand: as said; where the sources stand if that is one place (0); else it is asked. Nothing: it was answered or asked.
std::optional<std::int64_t> place_of_new(Scene& scene, const nlohmann::json& args, const std::vector<std::int64_t>& sources, std::int64_t own) {
  if (const auto chosen = args.value("under_id", std::int64_t{0}); chosen != 0) return chosen;
  if (const auto said = args.value("under", ""); !said.empty()) {
    const auto unit = find_unit_from(scene, said, own, own);
    if (!unit) scene.reply("unit_unknown", {{"said", said}});
    return unit;
  }
  auto places = uppers(scene, sources);
  if (places.size() < 2) return 0;
  std::erase_if(places, [&](std::int64_t unit) { return !may(scene, Act::manage_units, unit); });
  std::vector<language::Intent> choices;
  Fields list = Fields::array();
  for (const auto unit : places) {
    auto chosen = args;
    chosen["under_id"] = unit;
    choices.push_back({scene.intent, chosen});
    list.push_back({{"n", choices.size()}, {"name", storage::unit(scene.session, unit, scene.today)->name}});
  }
  if (choices.empty()) return refuse(scene, Act::manage_units, uppers(scene, sources).back()), std::nullopt;
  ask_choice(scene, choices, "merge_under_which", {{"into", args.value("into", "")}, {"places", list}});
  return std::nullopt;
}

}  // namespace

bool may_all(Scene& scene, Act act, const Plan& plan) {
  std::vector<std::int64_t> units;
  if (const auto* merge = std::get_if<Merge>(&plan)) {
    units = merge->sources;
    if (merge->into != 0) units.push_back(merge->into);
    if (act == Act::manage_units && merge->fresh && merge->fresh->parent != 0) units.push_back(merge->fresh->parent);
  }
  if (const auto* close = std::get_if<Close>(&plan)) units = {close->unit};
  for (const auto unit : units)
    if (const auto now = standing(scene, unit); !may(scene, act, now)) return refuse(scene, act, now), false;
  return true;
}

namespace {

void show_case(Scene& scene, std::int64_t operation) {
  const auto of = operation_case(scene.session, operation);
  if (of) scene.reply("case", case_fields(scene.session, *of, scene.today));
}

}  // namespace

namespace {

std::string under_name(Scene& scene, const Merge& merge) {
  const auto parent = merge.fresh ? merge.fresh->parent : 0;
  const auto unit = parent != 0 ? storage::unit(scene.session, parent, scene.today) : std::nullopt;
  return unit ? unit->name : "";
}

}  // namespace

void on_merge_propose(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::manage_units);
  if (own == 0) return;
  const auto units = sources(scene, args, own);
  if (!units) return;
  const auto into = args.value("into", "");
  if (units->empty() || into.empty()) return scene.reply("merge_shape");
  Merge merge{.sources = *units, .into = existing(scene, into, own)};
  std::erase(merge.sources, merge.into);
  if (merge.into == 0) {
    const auto under = place_of_new(scene, args, merge.sources, own);
    if (!under) return;
    merge.fresh = PlannedUnit{.name = into, .parent = *under};
  }
  const Plan plan = merge;
  if (!may_all(scene, Act::manage_units, plan)) return;
  const auto findings = check(scene.session, plan, std::nullopt, scene.today);
  if (refuse_findings(scene, findings)) return;
  Fields list = Fields::array();
  std::int64_t sum = 0;
  for (const auto unit : joined(merge)) {
    const auto members = storage::counted_below(scene.session, unit, scene.today).members;
    list.push_back({{"name", storage::unit(scene.session, unit, scene.today)->short_name}, {"members", members}});
    sum += members;
  }
  propose(scene, "merge_propose", {{"plan", to_json(plan)}}, "merge_preview",
          {{"sources", list}, {"into", into}, {"under", under_name(scene, merge)}, {"members", sum}, {"notes", warnings(scene, findings)}});
}

void do_merge_propose(Scene& scene, const nlohmann::json& data) {
  const auto plan = plan_from_json("merge", data.at("plan"));
  if (!may_all(scene, Act::manage_units, plan)) return;
  const auto made = propose(scene.session, plan, by(scene), scene.now);
  if (made.operation == 0) return (void)refuse_findings(scene, made.findings);
  scene.reply("merge_proposed", {{"case", case_name(made.case_number)}});
}

std::optional<Case> meant_case(Scene& scene, const nlohmann::json& args, Act act) {
  const auto said = args.value("case", "");
  const auto number = read_case_name(said);
  auto found = number ? case_by_number(scene.session, *number) : std::nullopt;
  if (!found) return scene.reply("case_unknown", {{"said", said}}), std::nullopt;
  if (!may_all(scene, act, found->plan)) return std::nullopt;
  return found;
}

namespace {

// Number, day and effect of a decision; all three or none.
std::optional<Decision> decision(const nlohmann::json& args) {
  Decision said{args.value("doc", ""), args.value("date", ""), args.value("effective", "")};
  return said.doc.empty() || said.decision_day.empty() || said.effective_day.empty() ? std::nullopt : std::optional(said);
}

Fields decision_fields(const Decision& d) {
  return {{"doc", d.doc}, {"decided_on", language::say_day(d.decision_day)}, {"effective_on", language::say_day(d.effective_day)}};
}

nlohmann::json decision_data(const Decision& d) { return {{"doc", d.doc}, {"date", d.decision_day}, {"effective", d.effective_day}}; }

}  // namespace

void on_merge_decide(Scene& scene, const nlohmann::json& args) {
  if (scope_for(scene, Act::manage_units) == 0) return;
  const auto of = meant_case(scene, args, Act::manage_units);
  if (!of) return;
  const auto said = decision(args);
  if (!said) return scene.reply("decision_shape", {{"case", case_name(of->case_number)}});
  if (of->state != "proposed") return scene.reply("case", case_fields(scene.session, *of, scene.today));
  const auto findings = check(scene.session, of->plan, said, scene.today);
  Findings others = findings;  // the case itself stands in its own way
  std::erase_if(others, [](const Finding& finding) { return finding.key == "in_other_case"; });
  if (refuse_findings(scene, others)) return;
  const auto shown = case_fields(scene.session, *of, scene.today);
  Fields fields = decision_fields(*said);
  fields.update({{"case", case_name(of->case_number)}, {"into", shown.value("into", "")}, {"members", shown.value("members", std::int64_t{0})}, {"sources", shown.at("sources")},
                 {"notes", warnings(scene, others)}});
  auto data = decision_data(*said);
  data["operation"] = of->operation;
  propose(scene, "merge_decide", data, "decide_preview", fields);
}

void do_merge_decide(Scene& scene, const nlohmann::json& data) {
  const std::int64_t operation = data.at("operation");
  const auto of = operation_case(scene.session, operation);
  if (!of || !may_all(scene, Act::manage_units, of->plan)) return;
  if (!refuse_findings(scene, decide(scene.session, operation, *decision(data), by(scene), scene.now))) show_case(scene, operation);
}

void on_merge_status(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::list_units);
  if (own == 0) return refuse(scene, Act::list_units);
  if (!args.value("case", "").empty()) {
    if (const auto of = meant_case(scene, args, Act::list_units)) scene.reply("case", case_fields(scene.session, *of, scene.today));
    return;
  }
  Fields list = Fields::array();
  for (const auto& of : open_cases(scene.session)) {
    const auto* merge = std::get_if<Merge>(&of.plan);
    if (!merge || merge->sources.empty() || !may(scene, Act::list_units, merge->sources.front())) continue;
    const auto shown = case_fields(scene.session, of, scene.today);
    list.push_back({{"case", case_name(of.case_number)}, {"into", shown.value("into", "")}, {"effective_on", shown.value("effective_on", "")}});
  }
  scene.reply("case_lines", {{"cases", list}, {"none", list.empty()}});
}

void on_unit_close(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::manage_units);
  if (own == 0) return;
  if (args.value("unit", "").empty()) return scene.reply("close_shape", {{"unit", ""}});
  const auto unit = meant_unit(scene, args, own);
  if (!unit) return;
  if (!may(scene, Act::manage_units, *unit)) return refuse(scene, Act::manage_units, *unit);
  const auto place = *storage::unit(scene.session, *unit, scene.today);
  const auto decided = decision(args);
  if (!decided) return scene.reply("close_shape", {{"unit", place.short_name}});
  const Plan plan = Close{.unit = *unit};
  const auto findings = check(scene.session, plan, decided, scene.today);
  if (refuse_findings(scene, findings)) return;
  auto data = decision_data(*decided);
  data["unit"] = *unit;
  Fields fields = decision_fields(*decided);
  fields.update({{"unit", place.name}, {"members", storage::counted_below(scene.session, *unit, scene.today).members}, {"notes", warnings(scene, findings)}});
  propose(scene, "unit_close", data, "close_preview", fields);
}

void do_unit_close(Scene& scene, const nlohmann::json& data) {
  const std::int64_t unit = data.at("unit");
  if (!may(scene, Act::manage_units, unit)) return refuse(scene, Act::manage_units, unit);
  const auto made = propose(scene.session, Close{.unit = unit}, by(scene), scene.now);
  if (made.operation == 0) return (void)refuse_findings(scene, made.findings);
  const auto findings = decide(scene.session, made.operation, *decision(data), by(scene), scene.now);
  if (refused(findings)) undo(scene.session, made.operation, by(scene), scene.now);
  if (!refuse_findings(scene, findings)) show_case(scene, made.operation);
}

}  // namespace trade_union
