#include "bot/union/audit_words.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/directives.hpp"
#include "storage/meetings.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/unit_operations.hpp"

namespace trade_union {

namespace {

// "person:12" taken apart.
struct Mark { std::string kind, rest; std::int64_t id = 0; };
Mark mark(const std::string& text) {
  const auto colon = std::min(text.find(':'), text.size());
  Mark found{text.substr(0, colon), colon < text.size() ? text.substr(colon + 1) : "", 0};
  std::from_chars(found.rest.data(), found.rest.data() + found.rest.size(), found.id);
  return found;
}

std::string who(Scene& scene, const std::string& actor) {
  const auto by = mark(actor);
  return by.kind == "person" ? storage::person_name(scene.session, by.id) : scene.text("audit_actor", {{by.kind, true}, {"name", by.rest}});
}

// "unit_merge_decide" is a kind of operation and a step of it; any other action has words of its own.
std::string action(Scene& scene, std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  Fields fields{{name, true}};
  if (const auto step = name.rfind('_'); name.starts_with("unit_") && step != std::string::npos) fields[name.substr(0, step)] = true, fields["step" + name.substr(step)] = true;
  const auto words = scene.text("audit_action", fields);
  return words.empty() ? name : words;
}

std::string document(Scene& scene, std::int64_t id) {
  const auto found = storage::directive(scene.session, id);
  return found ? found->doc : "";
}

std::string case_of(Scene& scene, std::int64_t operation) {
  const auto found = storage::operation(scene.session, operation);
  return found && found->case_number != 0 ? case_name(found->case_number) : "";
}

std::string what(Scene& scene, const storage::AuditEntry& row) {
  const auto at = mark(row.subject);
  auto& session = scene.session;
  if (at.kind == "person") return storage::person_name(session, at.id);
  if (at.kind == "directive") return document(scene, at.id);
  if (at.kind == "feedback") return at.rest;
  if (at.kind == "operation") return case_of(scene, at.id);
  if (at.kind == "campaign") {
    const auto found = storage::campaign(session, at.id);
    return found ? document(scene, found->directive) : "";
  }
  if (at.kind == "poll") {
    const auto found = storage::poll(session, at.id);
    return found ? scene.text("audit_poll", {{"number", found->number}}) : "";
  }
  if (at.kind == "meeting") {
    const auto found = storage::meeting(session, at.id);
    return found ? found->title : "";
  }
  return row.unit ? place_name(session, *row.unit, scene.today) : "";
}

}  // namespace

Fields audit_line(Scene& scene, const storage::AuditEntry& row) {
  return {{"when", language::say_moment(row.at)}, {"who", who(scene, row.actor)}, {"for", row.on_behalf.empty() ? "" : who(scene, row.on_behalf)},
          {"action", action(scene, row.action)}, {"what", what(scene, row)}};
}

}  // namespace trade_union
