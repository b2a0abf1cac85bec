// nhipcau unit add|list: the tree by hand, enough to begin with; the rolls come by import.
#include <algorithm>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "bot/union/reports.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

// LĐLĐ tỉnh, công đoàn cấp trên trực tiếp cơ sở, công đoàn cơ sở, công đoàn bộ phận, tổ công đoàn.
const std::vector<std::string> kinds{"tinh", "cap_tren", "cdcs", "cdbp", "to"};

// The first unit is the root (without a parent); every other stands under one that is above its kind, and a tổ has nothing below it.
void check_place(storage::Session& session, const std::string& kind, std::int64_t parent, const std::string& today) {
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) throw Refused("The kind is one of tinh, cap_tren, cdcs, cdbp, to.", 2);
  const auto root = trade_union::root_unit(session, today);
  if (!root && parent != 0) throw Refused("The first unit is the highest one: add it without --parent.");
  if (root && parent == 0) throw Refused("Say with --parent under which unit it stands; only the first has none.");
  if (parent == 0) return;
  const auto above = storage::unit(session, parent, today);
  if (!above) throw Refused("There is no unit " + std::to_string(parent) + "; `nhipcau unit list` shows them.");
  if (above->kind == "to") throw Refused("Nothing stands under a tổ.");
  if (std::find(kinds.begin(), kinds.end(), kind) < std::find(kinds.begin(), kinds.end(), above->kind)) throw Refused("A unit does not stand under one of a lower kind.");
}

}  // namespace

Said do_unit_add(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const auto today = language::day_of(now);
  const auto kind = args.at("kind").get<std::string>(), name = given_name(args, "name", "A unit");
  const auto short_name = args.value("short", std::string()).empty() ? name : given_name(args, "short", "A unit");
  const auto parent = args.value("parent", std::int64_t{0});
  const auto id = context.database.write([&](storage::Session& session) {
    check_place(session, kind, parent, today);
    const auto made = storage::add_unit(session, {"", kind, name, short_name, language::fold(name), language::sort_key(name), today, std::nullopt, parent});
    storage::log_audit(session, now, "command", "unit add", "unit:" + std::to_string(made));
    return made;
  });
  return {std::to_string(id) + "\t" + name + "\n"};
}

Said do_unit_list(const ControlContext& context, const nlohmann::json&) {
  const auto today = language::day_of(context.clock());
  return context.database.read([&](storage::Session& session) {
    const auto root = trade_union::root_unit(session, today);
    if (!root) throw Refused("There are no units in this database yet: `nhipcau unit add` makes the first.");
    std::string text;
    for (const auto& unit : storage::subtree(session, *root, today))
      text += std::to_string(unit.id) + "\t" + std::string(static_cast<std::size_t>(unit.depth) * 2, ' ') + unit.name + "\n";
    return Said{text};
  });
}

void add_unit(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string kind, name, short_name; std::int64_t parent = 0; };
  auto options = std::make_shared<Options>();
  auto* unit = app.add_subcommand("unit", "Units (đơn vị công đoàn)")->require_subcommand(1);
  auto* add = unit->add_subcommand("add", "Adds a unit, from today on; the first one is the highest");
  add->add_option("--kind", options->kind, "tinh (LĐLĐ tỉnh), cap_tren, cdcs, cdbp or to")->required();
  add->add_option("--name", options->name, "Full name, such as: CĐCS Công ty TNHH May Sơn Hà")->required();
  add->add_option("--short", options->short_name, "Name in lists (the full name)");
  add->add_option("--parent", options->parent, "Id of the unit above; none for the first");
  add_place(*add, options->place);
  add->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "unit add"}, {"kind", options->kind}, {"name", options->name}, {"short", options->short_name}, {"parent", options->parent}});
  });
  auto* list = unit->add_subcommand("list", "Lists the units as a tree: id, name");
  add_place(*list, options->place);
  list->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "unit list"}}); });
}

}  // namespace app
