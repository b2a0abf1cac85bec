// Operations on the tree (thành lập, đổi tên, sáp nhập/ghép, chia tách, chuyển, chấm dứt): proposed, decided on one day, in effect on
// another. Nothing changes before the effective day; then everything at once, and what was before stays readable as of its day.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bot/union/findings.hpp"
#include "storage/database.hpp"

namespace trade_union {

struct Turn;

// ---- Plans. Ids are of units, 0: none. ----
struct PlannedUnit {
  std::string kind{}, name{}, short_name{}, external_code{}, sector{};  // short_name "": as name; kind "": as the plan suggests
  std::int64_t parent = 0;                                    // 0: as the plan suggests (where the sources stand)
  bool remote = false, enterprise = false;
  std::vector<std::string> communes{};
};
struct Create { PlannedUnit unit; };
struct Rename { std::int64_t unit = 0; std::string name{}, short_name{}; };
// Ghép, sáp nhập: the sources end; their members, sub-units, posts, groups and open matters go to `into`, or to `fresh`.
struct Merge {
  std::vector<std::int64_t> sources{};
  std::int64_t into = 0;
  std::optional<PlannedUnit> fresh{};
  bool as_teams = false;       // a tổ for each source takes the members it counts itself
  std::int64_t chair = 0;      // person: provisional chair
};
struct Part { PlannedUnit unit{}; std::vector<std::int64_t> units{}, persons{}; };
// Chia tách: parts take sub-units and persons. ends: the origin ends, and what is not named goes to the first part.
struct Split { std::int64_t unit = 0; std::vector<Part> parts{}; bool ends = false; };
struct Move { std::int64_t unit = 0, parent = 0; };
// Chấm dứt: from the effective day on it is no more, nor what is below it. members_to: who is counted there goes over; else memberships end.
struct Close { std::int64_t unit = 0, members_to = 0; std::string reason{}; };
using Plan = std::variant<Create, Rename, Merge, Split, Move, Close>;

std::string kind_of(const Plan& plan);                        // create, rename, merge, split, move, close
nlohmann::json to_json(const Plan& plan);
Plan plan_from_json(const std::string& kind, const nlohmann::json& json);

// doc: '88/QĐ-LĐLĐ'. effective_day: the first day of what is new, the first day on which what ended is no more.
struct Decision { std::string doc, decision_day, effective_day; };
// Who does it. actor and on_behalf (whom a stand-in acts for) as in the audit log: 'person:7', 'command'.
struct By { std::string actor = "command", channel = "command"; std::int64_t person = 0; std::string on_behalf{}; };

struct Case;
// ---- What is asked of them; each in one transaction. Refused findings: nothing was changed. ----
// What speaks against the plan, or should be known. Without a decision it is looked at as of today.
Findings check(storage::Session& session, const Plan& plan, const std::optional<Decision>& decision, const std::string& today);

struct Proposed { std::int64_t operation = 0, case_number = 0; Findings findings; };  // operation 0: refused
// Notes the plan; a merge gets a case number (GH-nn), other kinds have 0.
Proposed propose(storage::Session& session, const Plan& plan, const By& by, std::int64_t now);
// The decision is there. Takes effect with apply_due on its day, at once if that day has come; a day in the past is dated back.
Findings decide(storage::Session& session, std::int64_t operation, const Decision& decision, const By& by, std::int64_t now);
// Before its effective day only; then nothing was changed by it. reason: for the log.
Findings undo(storage::Session& session, std::int64_t operation, const By& by, std::int64_t now, const std::string& reason = "");
// What undo() would say.
Findings against_undo(const Case& of);
// What happened to the case meanwhile: opinions (lấy ý kiến), board (BCH lâm thời), handover (bàn giao), congress (đại hội).
Findings add_step(storage::Session& session, std::int64_t operation, const std::string& step, const std::string& day, const std::string& note, const By& by, std::int64_t now);

// Puts the oldest decided operation in effect whose day has come; true: there was one, ask again in a transaction of its own. One that
// cannot be applied (something changed meanwhile) stays decided: the officers are told once, and it is tried again the next day.
bool apply_due(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn);
// After the transaction of apply_due broke: that operation is set aside in the same way, so that the others have their turn. False: none is due.
bool set_aside_due(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn);

// The first moment after the unit's end, if a decision whose day has come by `now` ends it and waits to be put in effect; a stuck one does
// not. For what was opened in the unit at `opened_at`, before that moment: nothing for what was opened after it.
std::optional<std::int64_t> ends_by(storage::Session& session, std::int64_t unit, std::int64_t opened_at, std::int64_t now);

// ---- Reading ----
struct Step { std::string step, day, note; };
struct Case {
  std::int64_t operation = 0, case_number = 0;
  std::string kind, state;                                    // proposed, decided, effective, undone
  Plan plan;
  Decision decision;                                          // empty strings: none yet
  std::string proposed_day, stuck_day;                        // stuck_day: "" or the last day on which it could not be applied
  std::int64_t proposed_by = 0, decided_by = 0;
  std::int64_t result = 0;                                    // the unit that came of it, once in effect
  std::vector<Step> steps;
};
std::optional<Case> operation_case(storage::Session& session, std::int64_t operation);
std::optional<Case> case_by_number(storage::Session& session, std::int64_t case_number);
std::vector<Case> open_cases(storage::Session& session);      // proposed or decided, oldest first
std::string case_name(std::int64_t case_number);              // 3 → "GH-03"
std::optional<std::int64_t> read_case_name(const std::string& said);  // "GH-03", "gh 3" → 3
// For texts: number, kind, state, doc, days, sources[name, members], result, steps[...]; rendered by chat/vi/case.mustache.
Fields case_fields(storage::Session& session, const Case& of, const std::string& today);

// Chỉ tiêu I3: grassroots unions with fewer than 10 members at the baseline day, and those of them joined by `day`. dissolved: ended without
// being joined; they stand in the frozen denominator (`small`) and not in the other (`small - dissolved`). Name the rule where it is shown.
struct Joined { std::int64_t small = 0, joined = 0, dissolved = 0; };
Joined joined_small_unions(storage::Session& session, std::int64_t scope, const std::string& baseline_day, const std::string& day);

}  // namespace trade_union
