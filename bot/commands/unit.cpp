// nhipcau unit add|list: the tree by hand, and lists of units by what they have or lack. What else there is about units is added from here.
#include "bot/commands/unit.hpp"

#include <algorithm>

#include "bot/commands/command_line.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/reports.hpp"
#include "storage/audit.hpp"
#include "storage/unit_counts.hpp"
#include "storage/unit_facts.hpp"

namespace app {

namespace {

// LĐLĐ tỉnh, công đoàn cấp trên trực tiếp cơ sở, công đoàn cơ sở, công đoàn bộ phận, tổ công đoàn.
const std::vector<std::string> kinds{"tinh", "cap_tren", "cdcs", "cdbp", "to"};

// The first unit is the root (without a parent); every other stands under one; where it may stand, the rules of the tree know.
void check_place(storage::Session& session, const trade_union::PlannedUnit& unit, const std::string& day) {
  if (std::find(kinds.begin(), kinds.end(), unit.kind) == kinds.end()) throw Refused("The kind is one of tinh, cap_tren, cdcs, cdbp, to.", 2);
  const auto root = trade_union::root_unit(session, day);
  if (!root && unit.parent != 0) throw Refused("The first unit is the highest one: add it without --parent.");
  if (root && unit.parent == 0) throw Refused("Say with --parent under which unit it stands; only the first has none.");
  if (root) need_unit(session, unit.parent);
  need_agreement(trade_union::check(session, trade_union::Create{unit}, std::nullopt, day));
}

std::string tree_text(storage::Session& session, const std::string& day) {
  const auto root = trade_union::root_unit(session, day);
  if (!root) throw Refused("There are no units in this database yet: `nhipcau unit add` makes the first.");
  std::string text;
  for (const auto& unit : storage::subtree(session, *root, day))
    text += std::to_string(unit.id) + "\t" + std::string(static_cast<std::size_t>(unit.depth) * 2, ' ') + unit.name + "\n";
  return text;
}

storage::UnitFilter filter_from(const nlohmann::json& filter) {
  storage::UnitFilter f{.under = filter.value("under", std::int64_t{0}), .kind = filter.value("kind", "")};
  const auto bound = [&](const char* key, std::optional<std::int64_t>& to) { if (filter.contains(key)) to = filter.at(key).get<std::int64_t>(); };
  bound("members_lt", f.members_lt), bound("members_lte", f.members_lte), bound("members_gt", f.members_gt), bound("members_gte", f.members_gte);
  for (const auto& lacking : filter.value("without", std::vector<std::string>{})) (lacking == "group" ? f.without_group : f.without_chair) = true;
  return f;
}

}  // namespace

std::string given_day(const nlohmann::json& args, const char* key, const std::string& today) {
  const auto day = args.value(key, std::string());
  if (day.empty()) return today;
  if (!language::valid_day(day)) throw Refused("A day looks like 2026-11-30.", 2);
  return day;
}

void need_unit(storage::Session& session, std::int64_t unit) {
  if (!storage::life(session, unit)) throw Refused("There is no unit " + std::to_string(unit) + "; `nhipcau unit list` shows them.");
}

void need_agreement(const trade_union::Findings& findings) {
  if (trade_union::refused(findings)) throw Refused(trade_union::sentences(templates::Catalog(), findings));
}

Said do_unit_add(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const auto day = given_day(args, "from", language::day_of(now));
  const auto kind = args.at("kind").get<std::string>(), name = given_name(args, "name", "A unit");
  const auto short_name = args.value("short", std::string()).empty() ? name : given_name(args, "short", "A unit");
  const auto parent = args.value("parent", std::int64_t{0});
  const storage::UnitFacts facts{args.value("code", ""), args.value("sector", ""), args.value("remote", false), args.value("enterprise", false)};
  const auto id = context.database.write([&](storage::Session& session) {
    check_place(session, {.kind = kind, .name = name, .short_name = short_name, .external_code = facts.external_code, .parent = parent}, day);
    const auto made = storage::add_unit(session, {facts.external_code, kind, name, short_name, language::fold(name), language::sort_key(name), day, std::nullopt, parent});
    storage::set_unit_facts(session, made, facts);
    storage::log_audit(session, {.at = now, .actor = "command", .action = "unit add", .subject = "unit:" + std::to_string(made), .detail = nlohmann::json{{"name", name}, {"from", day}}.dump(),
                                 .channel = "command", .unit = made});
    return made;
  });
  return {std::to_string(id) + "\t" + name + "\n"};
}

Said do_unit_list(const ControlContext& context, const nlohmann::json& args) {
  const auto day = given_day(args, "as_of", language::day_of(context.clock()));
  const auto filter = args.value("filter", nlohmann::json::object());
  return context.database.read([&](storage::Session& session) {
    if (filter.empty()) return Said{tree_text(session, day)};
    if (filter.contains("under")) need_unit(session, filter.at("under").get<std::int64_t>());
    std::string text;
    for (const auto& each : storage::list_units(session, filter_from(filter), day))
      text += std::to_string(each.unit.id) + "\t" + each.unit.name + "\t" + std::to_string(each.total.members) + "\t" + std::to_string(each.total.women) + "\n";
    return Said{text.empty() ? "No unit fits.\n" : text};
  });
}

namespace {

void add_list(CLI::App& unit, int& status) {
  struct Options { PlaceOptions place; std::string as_of, kind; std::int64_t under = 0; std::optional<std::int64_t> lt, lte, gt, gte; std::vector<std::string> without; };
  auto options = std::make_shared<Options>();
  auto* list = unit.add_subcommand("list", "Lists the units as a tree: id, name; with a filter those that fit: id, name, members, women");
  list->add_option("--as-of", options->as_of, "The tree of that day, such as 2026-11-30 (today)");
  list->add_option("--under", options->under, "Only below this unit");
  list->add_option("--kind", options->kind, "Only these: tinh, cap_tren, cdcs, cdbp or to");
  list->add_option("--members-lt", options->lt, "Fewer counted members than this, those of units below it included");
  list->add_option("--members-lte", options->lte, "So many members or fewer");
  list->add_option("--members-gt", options->gt, "More members than this");
  list->add_option("--members-gte", options->gte, "So many members or more");
  list->add_option("--without", options->without, "Those that lack it: group, chair")->check(CLI::IsMember({"group", "chair"}));
  add_place(*list, options->place);
  list->callback([options, &status] {
    auto filter = nlohmann::json::object();
    if (options->under != 0) filter["under"] = options->under;
    if (!options->kind.empty()) filter["kind"] = options->kind;
    const auto bound = [&](const char* key, const std::optional<std::int64_t>& value) { if (value) filter[key] = *value; };
    bound("members_lt", options->lt), bound("members_lte", options->lte), bound("members_gt", options->gt), bound("members_gte", options->gte);
    if (!options->without.empty()) filter["without"] = options->without;
    status = carry_out_and_print(options->place, {{"command", "unit list"}, {"as_of", options->as_of}, {"filter", filter}});
  });
}

void add_add(CLI::App& unit, int& status) {
  struct Options { PlaceOptions place; std::string kind, name, short_name, from, code, sector; std::int64_t parent = 0; bool remote = false, enterprise = false; };
  auto options = std::make_shared<Options>();
  auto* add = unit.add_subcommand("add", "Adds a unit, from today on; the first one is the highest");
  add->add_option("--kind", options->kind, "tinh (LĐLĐ tỉnh), cap_tren, cdcs, cdbp or to")->required();
  add->add_option("--name", options->name, "Full name, such as: CĐCS Công ty TNHH May Sơn Hà")->required();
  add->add_option("--short", options->short_name, "Name in lists (the full name)");
  add->add_option("--parent", options->parent, "Id of the unit above; none for the first");
  add->add_option("--from", options->from, "Since which day it is there (today)");
  add->add_option("--code", options->code, "The code you know it by");
  add->add_option("--sector", options->sector, "Field of work (lĩnh vực)");
  add->add_flag("--remote", options->remote, "In a remote area (vùng sâu, vùng xa, biên giới)");
  add->add_flag("--enterprise", options->enterprise, "Of an enterprise (khối doanh nghiệp)");
  add_place(*add, options->place);
  add->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "unit add"}, {"kind", options->kind}, {"name", options->name}, {"short", options->short_name}, {"parent", options->parent},
                                                  {"from", options->from}, {"code", options->code}, {"sector", options->sector}, {"remote", options->remote}, {"enterprise", options->enterprise}});
  });
}

}  // namespace

void add_unit(CLI::App& app, int& status) {
  auto* unit = app.add_subcommand("unit", "Units (đơn vị công đoàn)")->require_subcommand(1);
  add_add(*unit, status);
  add_list(*unit, status);
  add_unit_view(*unit, status);
  add_unit_change(*unit, status);
}

}  // namespace app
