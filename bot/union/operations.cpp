// Proposing, deciding, undoing; what is kept of it.
#include "bot/union/operations.hpp"

#include <algorithm>
#include <cstdio>

#include "bot/language/text.hpp"
#include "bot/union/operations_plan.hpp"
#include "storage/audit.hpp"
#include "storage/polls.hpp"
#include "storage/unit_operations.hpp"

namespace trade_union {

namespace {

void note(storage::Session& session, const By& by, const std::string& action, const Case& of, nlohmann::json detail, std::int64_t now) {
  detail["kind"] = of.kind;
  if (of.case_number != 0) detail["case"] = case_name(of.case_number);
  const auto touched = touched_units(of.plan);
  storage::log_audit(session, {.at = now, .actor = by.actor, .action = action, .subject = "operation:" + std::to_string(of.operation), .detail = detail.dump(),
                               .on_behalf = by.on_behalf, .channel = by.channel, .unit = touched.empty() ? std::nullopt : std::optional(touched.front().unit)});
}

Case from(storage::Session& session, const storage::Operation& o) {
  Case found{o.id, o.case_number, o.kind, o.state, plan_from_json(o.kind, nlohmann::json::parse(o.plan)), {o.decision, o.decision_day, o.effective_day},
             language::day_of(o.proposed_at), o.stuck_day, o.proposed_by, o.decided_by, 0, {}};
  if (const auto results = storage::units_of_operation(session, o.id, "result"); !results.empty()) found.result = results.front();
  for (const auto& step : storage::steps(session, o.id)) found.steps.push_back({step.step, step.day, step.note});
  return found;
}

std::optional<Case> from(storage::Session& session, const std::optional<storage::Operation>& o) {
  return o ? std::optional(from(session, *o)) : std::nullopt;
}

// What stands in the way of deciding or undoing: it is over already.
Findings over(const Case& of) {
  if (of.state == "undone") return {{"already_undone"}};
  if (of.state == "effective") return {{"already_effective", {{"day", language::say_day(of.decision.effective_day)}}}};
  return {};
}

}  // namespace

Proposed propose(storage::Session& session, const Plan& plan, const By& by, std::int64_t now) {
  auto findings = check(session, plan, std::nullopt, language::day_of(now));
  if (refused(findings)) return {0, 0, std::move(findings)};
  const auto kind = kind_of(plan);
  const auto number = kind == "merge" ? storage::next_number(session, "case") : 0;
  const auto json = to_json(plan);
  const auto id = storage::add_operation(session, kind, number, json.dump(), now, by.person);
  for (const auto& [unit, part] : touched_units(plan)) storage::touch_unit(session, id, unit, part);
  note(session, by, "unit_" + kind + "_propose", *operation_case(session, id), {{"plan", json}}, now);
  return {id, number, std::move(findings)};
}

Findings decide(storage::Session& session, std::int64_t operation, const Decision& decision, const By& by, std::int64_t now) {
  const auto found = operation_case(session, operation);
  if (!found) return {{"no_operation"}};
  if (auto wrong = over(*found); !wrong.empty()) return wrong;
  if (found->state == "decided")
    return {{"already_decided", {{"said", found->decision.doc}, {"day", language::say_day(found->decision.effective_day)}}}};
  auto findings = check_plan(session, found->plan, decision, language::day_of(now), operation);
  if (refused(findings)) return findings;
  const auto doc = language::official_doc(*language::doc_number(decision.doc));
  storage::decide_operation(session, operation, doc, decision.decision_day, decision.effective_day, now, by.person);
  note(session, by, "unit_" + found->kind + "_decide", *found, {{"decision", doc}, {"decided", decision.decision_day}, {"effective", decision.effective_day}}, now);
  return findings;
}

Findings against_undo(const Case& of) {
  if (of.state == "effective") return {{"undo_late", {{"day", language::say_day(of.decision.effective_day)}}}};
  return over(of);
}

Findings undo(storage::Session& session, std::int64_t operation, const By& by, std::int64_t now, const std::string& reason) {
  const auto found = operation_case(session, operation);
  if (!found) return {{"no_operation"}};
  if (auto wrong = against_undo(*found); !wrong.empty()) return wrong;
  storage::undo_operation(session, operation, now, by.person);
  nlohmann::json detail{{"before", found->state}};
  if (!reason.empty()) detail["reason"] = reason;
  note(session, by, "unit_" + found->kind + "_undo", *found, std::move(detail), now);
  return {};
}

std::optional<std::int64_t> ends_by(storage::Session& session, std::int64_t unit, std::int64_t opened_at, std::int64_t now) {
  for (const auto& o : storage::overdue_operations(session, language::day_of(now))) {
    const auto ending = ending_units(session, plan_from_json(o.kind, nlohmann::json::parse(o.plan)), o.effective_day);
    if (std::find(ending.begin(), ending.end(), unit) == ending.end()) continue;
    const auto midnight = language::moment_of(o.effective_day + "T00:00:00+07:00");
    return midnight && opened_at < *midnight ? midnight : std::nullopt;
  }
  return std::nullopt;
}

Findings add_step(storage::Session& session, std::int64_t operation, const std::string& step, const std::string& day, const std::string& remark, const By& by, std::int64_t now) {
  const auto found = operation_case(session, operation);
  if (!found) return {{"no_operation"}};
  if (step != "opinions" && step != "board" && step != "handover" && step != "congress") return {{"bad_step"}};
  if (!language::valid_day(day)) return {{"bad_day", {{"said", day}}}};
  if (found->state == "undone") return over(*found);
  storage::note_step(session, operation, {step, day, remark}, by.person);
  note(session, by, "unit_" + found->kind + "_step", *found, {{"step", step}, {"day", day}}, now);
  return {};
}

std::optional<Case> operation_case(storage::Session& session, std::int64_t operation) { return from(session, storage::operation(session, operation)); }
std::optional<Case> case_by_number(storage::Session& session, std::int64_t number) { return from(session, storage::operation_by_case(session, number)); }

std::vector<Case> open_cases(storage::Session& session) {
  std::vector<Case> cases;
  for (const auto& operation : storage::open_operations(session)) cases.push_back(from(session, operation));
  return cases;
}

std::string case_name(std::int64_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "GH-%02lld", static_cast<long long>(number));
  return text;
}

std::optional<std::int64_t> read_case_name(const std::string& said) {
  const auto folded = language::fold(said);
  const auto digits = folded.find_first_of("0123456789");
  if (!folded.starts_with("gh") || digits == folded.npos || folded.find_first_not_of(" -", 2) != digits) return std::nullopt;
  if (folded.find_first_not_of("0123456789", digits) != folded.npos || folded.size() - digits > 9) return std::nullopt;
  return std::stoll(folded.substr(digits));
}

}  // namespace trade_union
