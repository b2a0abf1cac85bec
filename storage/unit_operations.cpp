#include "storage/unit_operations.hpp"

namespace storage {

namespace {

Operation read(const Row& r) {
  return {r.integer(0), r.string(1), r.string(2), r.string(3), r.integer(4), r.string(5), r.string(6), r.string(7), r.string(8), r.integer(9), r.integer(10), r.integer(11)};
}

}  // namespace

#define OPERATION_COLUMNS \
  "o.id, o.kind, o.state, o.plan, o.case_number, o.decision, o.decision_day, o.effective_day, o.stuck_day, o.proposed_at, o.proposed_by, o.decided_by"

std::int64_t add_operation(Session& session, const std::string& kind, std::int64_t case_number, const std::string& plan, std::int64_t at, std::int64_t by) {
  return session.number("INSERT INTO unit_operation(kind, case_number, state, plan, proposed_at, proposed_by) "
                        "VALUES (?1, NULLIF(CAST(?2 AS BIGINT), 0), 'proposed', ?3, ?4, NULLIF(CAST(?5 AS BIGINT), 0)) RETURNING id", {kind, case_number, plan, at, by});
}

std::optional<Operation> operation(Session& session, std::int64_t id) {
  return session.one("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.id = ?1", {id}, read);
}

std::optional<Operation> operation_by_case(Session& session, std::int64_t case_number) {
  return session.one("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.case_number = ?1", {case_number}, read);
}

std::vector<Operation> open_operations(Session& session) {
  return session.all("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.state IN ('proposed', 'decided') ORDER BY o.id", {}, read);
}

std::vector<Operation> operations_of(Session& session, std::int64_t unit) {
  return session.all("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.id IN (SELECT operation_id FROM unit_operation_unit WHERE unit_id = ?1) ORDER BY o.id", {unit}, read);
}

std::optional<Operation> operation_due(Session& session, const std::string& today) {
  return session.one("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.state = 'decided' AND o.effective_day <= ?1 AND (o.stuck_day IS NULL OR o.stuck_day < ?1) "
                     "ORDER BY o.effective_day, o.decided_at, o.id LIMIT 1", {today}, read);
}

std::vector<Operation> overdue_operations(Session& session, const std::string& day) {
  return session.all("SELECT " OPERATION_COLUMNS " FROM unit_operation o WHERE o.state = 'decided' AND o.effective_day <= ?1 AND o.stuck_day IS NULL ORDER BY o.effective_day, o.id", {day}, read);
}

void decide_operation(Session& session, std::int64_t id, const std::string& decision, const std::string& decision_day, const std::string& effective_day,
                      std::int64_t at, std::int64_t by) {
  session.run("UPDATE unit_operation SET state = 'decided', decision = ?2, decision_day = ?3, effective_day = ?4, decided_at = ?5, decided_by = NULLIF(CAST(?6 AS BIGINT), 0) "
              "WHERE id = ?1", {id, decision, decision_day, effective_day, at, by});
}

void undo_operation(Session& session, std::int64_t id, std::int64_t at, std::int64_t by) {
  session.run("UPDATE unit_operation SET state = 'undone', undone_at = ?2, undone_by = NULLIF(CAST(?3 AS BIGINT), 0) WHERE id = ?1", {id, at, by});
}

void applied_operation(Session& session, std::int64_t id, std::int64_t at) {
  session.run("UPDATE unit_operation SET state = 'effective', applied_at = ?2, stuck_day = NULL WHERE id = ?1", {id, at});
}

void stuck_operation(Session& session, std::int64_t id, const std::string& day) {
  session.run("UPDATE unit_operation SET stuck_day = ?2 WHERE id = ?1", {id, day});
}

void touch_unit(Session& session, std::int64_t operation, std::int64_t unit, const std::string& part) {
  session.run("INSERT INTO unit_operation_unit(operation_id, unit_id, part) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", {operation, unit, part});
}

std::vector<std::int64_t> units_of_operation(Session& session, std::int64_t operation, const std::string& part) {
  return session.all("SELECT unit_id FROM unit_operation_unit WHERE operation_id = ?1 AND part = ?2 ORDER BY unit_id", {operation, part},
                     [](const Row& r) { return r.integer(0); });
}

std::optional<Operation> open_source(Session& session, std::int64_t unit, std::int64_t but) {
  return session.one("SELECT " OPERATION_COLUMNS " FROM unit_operation o JOIN unit_operation_unit x ON x.operation_id = o.id "
                     "WHERE x.unit_id = ?1 AND x.part = 'source' AND o.state IN ('proposed', 'decided') AND o.id <> ?2 ORDER BY o.id", {unit, but}, read);
}

void note_step(Session& session, std::int64_t operation, const OperationStep& step, std::int64_t by) {
  session.run("INSERT INTO unit_operation_step(operation_id, step, day, note, by_person) VALUES (?1, ?2, ?3, ?4, NULLIF(CAST(?5 AS BIGINT), 0)) "
              "ON CONFLICT (operation_id, step) DO UPDATE SET day = excluded.day, note = excluded.note, by_person = excluded.by_person",
              {operation, step.step, step.day, step.note, by});
}

std::vector<OperationStep> steps(Session& session, std::int64_t operation) {
  return session.all("SELECT step, day, note FROM unit_operation_step WHERE operation_id = ?1 ORDER BY day, step", {operation},
                     [](const Row& r) { return OperationStep{r.string(0), r.string(1), r.string(2)}; });
}

}  // namespace storage
