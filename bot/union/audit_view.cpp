// The audit log in chat: the last things done about a document, an opinion, or in one's own units. For officers and the inspection.
#include <algorithm>
#include <charconv>

#include "bot/language/text.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/members.hpp"
#include "bot/union/unit_cases.hpp"
#include "storage/audit.hpp"
#include "storage/campaigns.hpp"
#include "storage/feedback.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t shown = 8;

// Known sections of audit_action.mustache; another action is shown by its own word.
constexpr std::string_view known =
    " broadcast directive_add member_add member_remove member_transfer member_view role_grant role_revoke delegate delegate_end unit_merge_propose unit_merge_decide unit_merge_undo poll_open poll_close meeting_open meeting_close group_bind group_unbind relay_posted "
    "relay_undone import code_made invite_used ";

std::string action(Scene& scene, const std::string& name) {
  const bool has = known.find(" " + name + " ") != std::string_view::npos;
  return scene.text("audit_action", {{has ? name : "other", has ? nlohmann::json(true) : nlohmann::json(name)}});
}

// "person:12" by name, what else acts by its own word.
std::string who(Scene& scene, const std::string& actor) {
  constexpr std::string_view person = "person:";
  if (!actor.starts_with(person)) return actor;
  std::int64_t id = 0;
  std::from_chars(actor.data() + person.size(), actor.data() + actor.size(), id);
  return storage::person_name(scene.session, id);
}

void add_rows(std::vector<storage::AuditEntry>& rows, Scene& scene, storage::AuditQuery query) {
  query.limit = shown;
  for (auto& row : storage::audit_rows(scene.session, query)) rows.push_back(std::move(row));
}

}  // namespace

void on_audit_log(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::read_audit);
  if (own == 0) return;
  std::vector<storage::AuditEntry> rows;
  std::string about;
  if (names_directive(args)) {
    auto found = named_directives(scene.session, args);
    std::erase_if(found, [&](const storage::Directive& d) { return !may_read(scene, d); });
    found = without_older_years(std::move(found));
    if (found.size() != 1) return found.empty() ? scene.reply("doc_unknown", {{"asked", called(args)}}) : ask_which(scene, found);
    about = found.front().doc;
    add_rows(rows, scene, {.subject = "directive:" + std::to_string(found.front().id)});
    for (const auto& campaign : storage::campaigns_of(scene.session, found.front().id)) add_rows(rows, scene, {.subject = "campaign:" + std::to_string(campaign.id), .scope = own});
  } else if (const auto ticket = args.value("ticket", ""); !ticket.empty()) {
    about = ticket;
    add_rows(rows, scene, {.subject = "feedback:" + ticket, .scope = own});
  } else {
    add_rows(rows, scene, {.scope = own});
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
  if (rows.size() > static_cast<std::size_t>(shown)) rows.resize(shown);
  Fields lines = Fields::array();
  for (const auto& row : rows)
    lines.push_back({{"when", language::say_moment(row.at)}, {"who", who(scene, row.actor)}, {"for", row.on_behalf.empty() ? "" : who(scene, row.on_behalf)}, {"action", action(scene, row.action)},
                     {"whom", row.subject.starts_with("person:") ? who(scene, row.subject) : ""}});
  scene.reply("audit_lines", {{"about", about}, {"unit", storage::unit(scene.session, own, scene.today)->short_name}, {"lines", lines}, {"none", lines.empty()}});
}

}  // namespace trade_union
