// A case as it is shown, and the figures that come of cases.
#include <algorithm>
#include <unordered_map>

#include "bot/language/text.hpp"
#include "bot/union/operations_plan.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/unit_counts.hpp"
#include "storage/unit_operations.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t midnight(const std::string& day) { return language::moment_of(day + "T00:00:00+07:00").value_or(0); }

std::string say(const std::string& day) { return day.empty() ? "" : language::say_day(day); }

// The day as of which the case's units are counted: before its effect while it has none, else the last day of the old ones.
std::string counted_on(const Case& of, const std::string& today) {
  return of.state == "effective" ? language::day_of(midnight(of.decision.effective_day) - 1) : today;
}

Fields unit_line(storage::Session& session, std::int64_t unit, const std::string& day) {
  const auto found = storage::unit(session, unit, day);
  return {{"name", found ? found->name : std::to_string(unit)}, {"members", storage::counted_below(session, unit, day).members}};
}

// Where it goes: the unit that came of it, the existing one it goes to, or the name of the one planned.
std::string goes_to(storage::Session& session, const Case& of, const std::string& today) {
  const auto called = [&](std::int64_t unit) { const auto u = unit != 0 ? storage::unit(session, unit, today) : std::nullopt; return u ? u->name : std::string(); };
  if (of.kind != "split" && of.result != 0) return called(of.result);
  if (const auto* p = std::get_if<Merge>(&of.plan)) return p->into != 0 ? called(p->into) : p->fresh.value_or(PlannedUnit{}).name;
  if (const auto* p = std::get_if<Move>(&of.plan)) return called(p->parent);
  if (const auto* p = std::get_if<Close>(&of.plan)) return called(p->members_to);
  if (const auto* p = std::get_if<Rename>(&of.plan)) return p->name;
  if (const auto* p = std::get_if<Create>(&of.plan)) return p->unit.name;
  return "";
}

Fields step_lines(const Case& of) {
  auto lines = Fields::array();
  for (const auto& step : of.steps) lines.push_back({{step.step, true}, {"day", say(step.day)}, {"note", step.note}});
  return lines;
}

}  // namespace

Fields case_fields(storage::Session& session, const Case& of, const std::string& today) {
  const auto day = counted_on(of, today);
  Fields fields{{"number", of.case_number != 0 ? case_name(of.case_number) : ""}, {"operation", of.operation}, {of.kind, true}, {of.state, true}, {"doc", of.decision.doc},
                {"decided_on", say(of.decision.decision_day)}, {"effective_on", say(of.decision.effective_day)}, {"proposed_on", say(of.proposed_day)},
                {"into", goes_to(session, of, today)}, {"stuck", !of.stuck_day.empty()}, {"steps", step_lines(of)}};
  auto sources = Fields::array();
  std::int64_t sum = 0;
  for (const auto& [unit, part] : touched_units(of.plan)) {
    if (part != "source" && part != "touched") continue;
    sources.push_back(unit_line(session, unit, day));
    if (of.kind == "merge") sum += sources.back()["members"].get<std::int64_t>();
  }
  if (const auto* merge = std::get_if<Merge>(&of.plan)) {
    if (merge->into != 0) sum += storage::counted_below(session, merge->into, day).members;
    if (merge->chair != 0) fields["chair"] = storage::person_name(session, merge->chair);
    fields["members"] = sum;
  }
  if (const auto* split = std::get_if<Split>(&of.plan)) {
    auto parts = Fields::array();
    for (const auto& part : split->parts) parts.push_back({{"name", part.unit.name}});
    fields["parts"] = parts;
  }
  if (of.state == "decided") fields["days_left"] = std::max<std::int64_t>(0, (midnight(of.decision.effective_day) - midnight(today)) / day_ms);
  fields["sources"] = std::move(sources);
  return fields;
}

Joined joined_small_unions(storage::Session& session, std::int64_t scope, const std::string& baseline_day, const std::string& day) {
  Joined found;
  for (const auto& each : storage::list_units(session, {.under = scope, .kind = "cdcs", .members_lt = 10}, baseline_day)) {
    ++found.small;
    const auto life = *storage::life(session, each.unit.id);
    if (!life.to_day || *life.to_day > day) continue;
    ++(life.end_reason == "merged" ? found.joined : found.dissolved);
  }
  return found;
}

}  // namespace trade_union
