// Operations on the tree as they are kept: what was proposed, decided and done, with the units they touch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Operation {
  std::int64_t id = 0;
  std::string kind, state, plan;                     // plan: JSON; state: proposed, decided, effective, undone
  std::int64_t case_number = 0;                      // 0: none
  std::string decision, decision_day, effective_day, stuck_day;  // "": none yet
  std::int64_t proposed_at = 0, proposed_by = 0, decided_by = 0;
};
std::int64_t add_operation(Session& session, const std::string& kind, std::int64_t case_number, const std::string& plan, std::int64_t at, std::int64_t by);
std::optional<Operation> operation(Session& session, std::int64_t id);
std::optional<Operation> operation_by_case(Session& session, std::int64_t case_number);
std::vector<Operation> open_operations(Session& session);                     // proposed or decided, oldest first
std::vector<Operation> operations_of(Session& session, std::int64_t unit);    // that touch the unit, oldest first
// The oldest decided one whose day has come and that was not found stuck on this very day.
std::optional<Operation> operation_due(Session& session, const std::string& today);
// Decided ones whose day is that day or before it and that wait to be put in effect: none, but for the minutes after midnight. What is stuck
// does not wait: its units live on until somebody mends it.
std::vector<Operation> overdue_operations(Session& session, const std::string& day);

void decide_operation(Session& session, std::int64_t id, const std::string& decision, const std::string& decision_day, const std::string& effective_day,
                      std::int64_t at, std::int64_t by);
void undo_operation(Session& session, std::int64_t id, std::int64_t at, std::int64_t by);
void applied_operation(Session& session, std::int64_t id, std::int64_t at);
void stuck_operation(Session& session, std::int64_t id, const std::string& day);

// part: source (ends or moves), target, parent, result, touched (renamed).
void touch_unit(Session& session, std::int64_t operation, std::int64_t unit, const std::string& part);
std::vector<std::int64_t> units_of_operation(Session& session, std::int64_t operation, const std::string& part);
// Another operation, proposed or decided, that has this unit as its source.
std::optional<Operation> open_source(Session& session, std::int64_t unit, std::int64_t but);

struct OperationStep { std::string step, day, note; };
void note_step(Session& session, std::int64_t operation, const OperationStep& step, std::int64_t by);
std::vector<OperationStep> steps(Session& session, std::int64_t operation);   // by day

}  // namespace storage
