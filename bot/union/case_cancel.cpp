// A case taken back before its day: shown, confirmed, written down; whom the decision concerned learns of it.
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/members.hpp"
#include "bot/union/operations_plan.hpp"
#include "bot/union/unit_cases.hpp"

namespace trade_union {

namespace {

// Whom it concerned: once decided, who leads the units; always who proposed and who decided. The speaker knows.
std::set<std::int64_t> concerned(Scene& scene, const Case& of) {
  std::set<std::int64_t> persons{of.proposed_by, of.decided_by};
  for (const auto& [unit, part] : touched_units(of.plan))
    if (of.state == "decided" && part != "parent")
      for (const auto person : storage::leaders(scene.session, unit, scene.today)) persons.insert(person);
  persons.erase(0);
  persons.erase(scene.me.person);
  return persons;
}

Fields cancel_fields(Scene& scene, const Case& of, const std::string& reason) {
  const auto shown = case_fields(scene.session, of, scene.today);
  return {{"case", case_name(of.case_number)}, {"into", shown.value("into", "")}, {"sources", shown.at("sources")}, {"doc", shown.value("doc", "")},
          {"effective_on", shown.value("effective_on", "")}, {"reason", reason}, {"name", storage::person_name(scene.session, scene.me.person)}};
}

}  // namespace

void on_merge_cancel(Scene& scene, const nlohmann::json& args) {
  if (scope_for(scene, Act::manage_units) == 0) return;
  const auto of = meant_case(scene, args, Act::manage_units);
  if (!of || refuse_findings(scene, against_undo(*of))) return;
  const auto reason = args.value("reason", "");
  propose(scene, "merge_cancel", {{"operation", of->operation}, {"state", of->state}, {"reason", reason}}, "merge_cancel_preview", cancel_fields(scene, *of, reason));
}

void do_merge_cancel(Scene& scene, const nlohmann::json& data) {
  const std::int64_t operation = data.at("operation");
  const auto of = operation_case(scene.session, operation);
  if (!of || !may_all(scene, Act::manage_units, of->plan)) return;
  if (of->state != data.at("state") && of->state != "effective") return scene.reply("changed_meanwhile");
  const std::string reason = data.at("reason");
  if (refuse_findings(scene, undo(scene.session, operation, by(scene), scene.now, reason))) return;
  const auto said = cancel_fields(scene, *of, reason);
  for (const auto person : concerned(scene, *of)) tell_person(scene, person, "merge_cancelled_to", said);
  scene.reply("merge_cancelled", said);
}

}  // namespace trade_union
