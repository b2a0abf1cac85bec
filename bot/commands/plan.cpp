// nhipcau plan groups: which groups to make on which account on which day, what they cost, what does not fit.
#include "bot/commands/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/group.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "bot/union/placement.hpp"
#include "bot/union/reports.hpp"
#include "storage/audit.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

namespace placement = trade_union::placement;
namespace placements = storage::placements;

std::vector<placement::Account> accounts_of(const nlohmann::json& args) {
  std::vector<placement::Account> accounts;
  for (const auto& each : args.at("accounts")) {
    placement::Account account{each.at("channel"), each.at("id"), {}, each.at("groups_a_day"), each.at("invitations_a_day")};
    for (const auto& package : each.at("packages")) account.packages.push_back({package.at("size"), package.at("count"), package.at("monthly")});
    accounts.push_back(std::move(account));
  }
  return accounts;
}

std::vector<placement::Placed> placed(const std::vector<placements::Placement>& held) {
  std::vector<placement::Placed> found;
  for (const auto& p : held) found.push_back({p.unit, p.purpose, p.channel, p.account, p.size, p.people, p.day, p.day, p.state == "made"});
  return found;
}

// What was made here becomes the state of the next run.
void save(storage::Session& session, const std::vector<placements::Placement>& held, const placement::Plan& plan, std::int64_t now) {
  std::map<std::pair<std::int64_t, std::string>, const placement::Placed*> kept;
  for (const auto& each : plan.kept) kept.emplace(std::pair{each.unit, each.purpose}, &each);
  for (const auto& before : held) {
    const auto found = kept.find({before.unit, before.purpose});
    if (found == kept.end()) placements::drop(session, before.id);
    else if (found->second->day != before.day || found->second->people != before.people) placements::move(session, before.id, found->second->day, found->second->people);
  }
  for (const auto& p : plan.fresh) placements::add(session, {0, p.unit, p.purpose, p.channel, p.account, p.size, p.people, p.day, ""}, now);
}

using Names = std::map<std::int64_t, std::string>;

std::string name_in(const Names& names, std::int64_t unit) {
  const auto found = names.find(unit);
  return found == names.end() ? "unit " + std::to_string(unit) : found->second;
}

std::string groups_text(const placement::Plan& plan, const Names& names) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const placement::Placed& p, const char* state) {
    rows.push_back({p.day, p.last_day == p.day ? "-" : p.last_day, p.account, std::to_string(p.size), std::to_string(p.people), p.purpose, state, name_in(names, p.unit)});
  };
  for (const auto& p : plan.kept) add(p, p.made ? "made" : "planned");
  for (const auto& p : plan.fresh) add(p, "new");
  std::sort(rows.begin(), rows.end());
  return rows.empty() ? "No group is wanted.\n" : table({"day", "invites to", "account", "size", "people", "purpose", "state", "unit"}, rows);
}

std::string reason(const placement::Unplaced& u) {
  if (u.why == "too_large") return "no package is that large: one group for each tổ (--teams)";
  if (u.why == "outgrown") return "its group of " + std::to_string(u.size) + " is too small: change its package to a larger one";
  return "every package large enough is taken";
}

std::string rest_text(const placement::Plan& plan, const Names& names) {
  std::string text;
  for (const auto& cost : plan.costs)
    text += "account " + cost.account + ": " + std::to_string(cost.groups) + " groups" + (cost.monthly > 0 ? ", " + std::to_string(cost.monthly) + " VND a month" : "") + "\n";
  if (plan.unplaced.empty()) return text + "Everything fits.\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& u : plan.unplaced) rows.push_back({std::to_string(u.wanted.people), u.wanted.purpose, name_in(names, u.wanted.unit), reason(u)});
  return text + "\nDoes not fit:\n" + table({"people", "purpose", "unit", "why"}, rows);
}

}  // namespace

namespace {

// For one part of the tree only; what is placed elsewhere keeps its package and its days.
void narrow(storage::Session& session, std::vector<placement::Wanted>& wanted, const std::vector<placements::Placement>& held, std::int64_t unit, const std::string& today) {
  std::set<std::int64_t> inside;
  for (const auto& each : storage::subtree(session, unit, today)) inside.insert(each.id);
  if (inside.empty()) throw Refused("There is no unit " + std::to_string(unit) + "; `nhipcau unit list` shows them.");
  const auto is_held = [&](const placement::Wanted& w) { return std::any_of(held.begin(), held.end(), [&](const auto& h) { return h.unit == w.unit && h.purpose == w.purpose; }); };
  std::erase_if(wanted, [&](const placement::Wanted& w) { return !inside.contains(w.unit) && !is_held(w); });
}

}  // namespace

Said do_plan_groups(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const auto today = language::day_of(now), first = args.value("from", today);
  if (!language::valid_day(first) || first < today) throw Refused("--from is a day (2026-12-01) that has not passed.", 2);
  const auto work = [&](storage::Session& session) {
    const auto root = trade_union::root_unit(session, today);
    if (!root) throw Refused("There are no units in this database yet: `nhipcau unit add` makes the first.");
    if (args.value("save", false)) placements::refresh(session);
    const auto held = placements::held(session);
    auto wanted = placement::wanted({placements::needs(session, *root, today), placements::bound(session), held}, args.value("teams", false));
    if (const auto unit = args.value("unit", std::int64_t{0}); unit != 0) narrow(session, wanted, held, unit, today);
    const auto plan = placement::make_plan(wanted, accounts_of(args), placed(held), first);
    Names names;
    for (const auto& unit : storage::subtree(session, *root, today)) names.emplace(unit.id, unit.name);
    if (args.value("save", false)) {
      save(session, held, plan, now);
      storage::log_audit(session, {.at = now, .actor = "command", .action = "plan groups", .subject = "unit:" + std::to_string(*root), .channel = "command", .unit = *root});
    }
    return Said{groups_text(plan, names) + "\n" + rest_text(plan, names)};
  };
  return args.value("save", false) ? context.database.write(work) : context.database.read(work);
}

void add_plan(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string quotas, from; std::int64_t unit = 0; bool teams = false, save = false; };
  auto options = std::make_shared<Options>();
  auto* plan = app.add_subcommand("plan", "Plans what takes days")->require_subcommand(1);
  auto* groups = plan->add_subcommand("groups", "Which groups to make on which account on which day, what they cost, what does not fit");
  groups->add_option("--quotas", options->quotas, "File with the accounts' packages and limits a day (docs/platforms.md)")->required();
  groups->add_option("--unit", options->unit, "Only for this unit and what is below (all)");
  groups->add_option("--from", options->from, "First day on which groups are made (today)");
  groups->add_flag("--teams", options->teams, "A group for each tổ too");
  groups->add_flag("--save", options->save, "Keeps the plan: the next run moves nothing that is placed");
  add_place(*groups, options->place);
  groups->callback([options, &status] {
    nlohmann::json request{{"command", "plan groups"}, {"accounts", read_quotas(options->quotas)}, {"unit", options->unit}, {"teams", options->teams}, {"save", options->save}};
    if (!options->from.empty()) request["from"] = options->from;
    status = carry_out_and_print(options->place, request);
  });
}

}  // namespace app
