// nhipcau audit list|verify: who did what, and whether the log is what it was.
#include <charconv>
#include <fstream>
#include <sstream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/group.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "storage/audit.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

std::string shown(const std::string& text) { return text.empty() ? "-" : text; }

std::vector<std::string> row_of(const storage::AuditEntry& e) {
  const auto who = e.on_behalf.empty() ? e.actor : e.actor + " for " + e.on_behalf;
  return {std::to_string(e.id), language::iso_moment(e.at), who, shown(e.channel), e.action, e.subject, e.unit ? std::to_string(*e.unit) : "-", shown(e.detail)};
}

// "128:9f3a…": how many rows the chain had, and the hash of its end.
std::optional<storage::AuditHead> read_head(const std::string& text) {
  if (text.empty()) return std::nullopt;
  storage::AuditHead head;
  const auto colon = text.find(':');
  const auto* end = text.data() + std::min(colon, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, head.rows);
  if (colon == std::string::npos || error != std::errc() || stop != end) throw Refused("A head looks like 128:9f3a…, as `nhipcau audit verify` prints it.", 2);
  head.hash = text.substr(colon + 1);
  return head;
}

// A head as it was kept: itself, the line that `nhipcau backup` wrote beside its copy, or that file; it is the last word.
std::string head_in(const std::string& said) {
  std::ifstream file(said);
  std::istringstream line(said);
  std::istream& kept = file.is_open() ? static_cast<std::istream&>(file) : line;
  std::string word, last = said;
  while (kept >> word) last = word;
  return last;
}

std::string verdict(const storage::AuditCheck& check) {
  std::string text;
  for (const auto& fault : check.faults) text += "row " + std::to_string(fault.row) + (fault.what == "gone" ? " was taken away\n" : " or its seal was changed\n");
  if (!check.known_found) text += "the head that was kept is not on the chain: rows were taken away from its end, or the chain was written anew\n";
  if (text.empty()) text = "the audit log is what it was\n";
  if (!check.head.hash.empty()) text += "head " + std::to_string(check.head.rows) + ":" + check.head.hash + "\n";
  return text + "waiting to be sealed: " + std::to_string(check.waiting) + "\n";
}

}  // namespace

Said do_audit_list(const ControlContext& context, const nlohmann::json& args) {
  storage::AuditQuery query{args.value("subject", ""), args.value("actor", ""), args.value("action", ""), std::nullopt, args.value("before", std::int64_t{0}),
                            args.value("limit", std::int64_t{50})};
  if (const auto unit = args.value("unit", std::int64_t{0}); unit != 0) query.scope = unit;
  return context.database.read([&](storage::Session& session) {
    if (query.scope && !storage::unit(session, *query.scope, language::day_of(context.clock()))) throw Refused("There is no unit " + std::to_string(*query.scope) + "; `nhipcau unit list` shows them.");
    std::vector<std::vector<std::string>> rows;
    for (const auto& entry : storage::audit_rows(session, query)) rows.push_back(row_of(entry));
    return Said{rows.empty() ? "No row of the audit log fits.\n" : table({"row", "when", "who", "from", "did", "to", "unit", "detail"}, rows)};
  });
}

Said do_audit_verify(const ControlContext& context, const nlohmann::json& args) {
  const auto known = read_head(args.value("head", ""));
  // What has settled is chained first: a database that no server runs on has no job that does it.
  constexpr std::int64_t settles = 10'000, slice = 500;
  const auto before = context.clock() - settles;
  while (context.database.write([&](storage::Session& session) { return storage::seal_audit(session, before, slice); }) == slice) continue;
  const auto check = context.database.read([&](storage::Session& session) { return storage::check_audit(session, known); });
  return {verdict(check), check.faults.empty() && check.known_found ? 0 : 1};
}

void add_audit(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string subject, actor, action, head; std::int64_t unit = 0, before = 0, limit = 50; };
  auto options = std::make_shared<Options>();
  auto* audit = app.add_subcommand("audit", "The audit log: who did what, for whom, from where")->require_subcommand(1);

  auto* list = audit->add_subcommand("list", "Lists rows, the newest first");
  list->add_option("--subject", options->subject, "Only about this: person:12, unit:3, campaign:7");
  list->add_option("--actor", options->actor, "Only by this: person:12, token:3, command");
  list->add_option("--action", options->action, "Only this: member_add, role_grant");
  list->add_option("--unit", options->unit, "Only about this unit and what was ever below it");
  list->add_option("--before", options->before, "Only rows before this one: the next page");
  list->add_option("--limit", options->limit, "At most so many (50)")->check(CLI::Range(1, 10'000));
  add_place(*list, options->place);
  list->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "audit list"}, {"subject", options->subject}, {"actor", options->actor}, {"action", options->action},
                                                  {"unit", options->unit}, {"before", options->before}, {"limit", options->limit}});
  });

  auto* verify = audit->add_subcommand("verify", "Walks along the chain: tells each row that was changed or taken away, and prints the head to keep elsewhere");
  verify->add_option("--head", options->head, "A head that was kept (rows:hash, or the .audit-head file beside a backup): it must lie on the chain");
  add_place(*verify, options->place);
  verify->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "audit verify"}, {"head", head_in(options->head)}}); });
}

}  // namespace app
