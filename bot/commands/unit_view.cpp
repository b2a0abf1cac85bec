// nhipcau unit show|labour|commune: one unit as of a day, and what is noted of it.
#include "bot/commands/place.hpp"
#include "bot/commands/unit.hpp"
#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "storage/audit.hpp"
#include "storage/memberships.hpp"
#include "storage/unit_counts.hpp"
#include "storage/unit_facts.hpp"
#include "storage/unit_operations.hpp"

namespace app {

namespace {

using nlohmann::json;

std::string say(const std::optional<std::string>& day) { return day ? language::say_day(*day) : ""; }

json names_of(storage::Session& session, std::int64_t id) {
  auto lines = json::array();
  for (const auto& name : storage::unit_names(session, id)) lines.push_back({{"name", name.name}, {"from", language::say_day(name.from_day)}, {"to", say(name.to_day)}});
  return lines.size() > 1 ? lines : json::array();
}

json parents_of(storage::Session& session, std::int64_t id) {
  auto lines = json::array();
  for (const auto& edge : storage::edges(session, id))
    if (!edge.to_day || *edge.to_day > edge.from_day)
      lines.push_back({{"name", storage::unit(session, edge.parent, edge.from_day)->name}, {"from", language::say_day(edge.from_day)}, {"to", say(edge.to_day)}});
  return lines;
}

json operations_of(storage::Session& session, std::int64_t id, const std::string& today) {
  auto lines = json::array();
  for (const auto& operation : storage::operations_of(session, id)) lines.push_back(trade_union::case_fields(session, *trade_union::operation_case(session, operation.id), today));
  return lines;
}

json card(storage::Session& session, std::int64_t id, const std::string& day) {
  const auto unit = *storage::unit(session, id, day);
  const auto life = *storage::life(session, id);
  const auto facts = storage::unit_facts(session, id);
  const auto own = storage::counted(session, id, day), total = storage::counted_below(session, id, day);
  json fields{{"id", id}, {"name", unit.name}, {"short", unit.short_name != unit.name ? unit.short_name : ""}, {unit.kind, true}, {"code", facts.external_code}, {"sector", facts.sector},
              {"remote", facts.remote}, {"enterprise", facts.enterprise}, {"from", language::say_day(life.from_day)}, {"until", say(life.to_day)}, {"as_of", language::say_day(day)},
              {"members", total.members}, {"women", total.women}, {"own", own.members}, {"parents", parents_of(session, id)}, {"names", names_of(session, id)}, {"operations", operations_of(session, id, day)}};
  if (life.merged_into != 0) fields["into"] = storage::unit(session, life.merged_into, life.to_day.value_or(day))->name;
  auto children = json::array(), communes = json::array();
  for (const auto& child : storage::children(session, id, day)) children.push_back({{"id", child.id}, {"name", child.name}, {"members", storage::counted_below(session, child.id, day).members}});
  for (const auto& commune : storage::communes(session, id, day)) communes.push_back({{"name", commune.commune}, {"more", true}});
  if (!communes.empty()) communes.back()["more"] = false;
  fields["children"] = children, fields["communes"] = communes;
  if (const auto labour = storage::labour(session, id, day)) {
    fields["labour_on"] = language::say_day(labour->as_of), fields["off_roll"] = labour->off_roll;
    if (labour->workers) fields["workers"] = *labour->workers;
    if (labour->women) fields["women_workers"] = *labour->women;
  }
  return fields;
}

void note(storage::Session& session, const char* action, std::int64_t unit, const json& detail, std::int64_t now) {
  storage::log_audit(session, {.at = now, .actor = "command", .action = action, .subject = "unit:" + std::to_string(unit), .detail = detail.dump(), .channel = "command", .unit = unit});
}

}  // namespace

Said do_unit_show(const ControlContext& context, const json& args) {
  const auto day = given_day(args, "as_of", language::day_of(context.clock()));
  const std::int64_t id = args.at("unit");
  return context.database.read([&](storage::Session& session) {
    need_unit(session, id);
    return Said{templates::Catalog().render("chat/vi/unit_card", card(session, id, day)) + "\n"};
  });
}

Said do_unit_labour(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  const auto day = given_day(args, "as_of", language::day_of(now));
  const std::int64_t id = args.at("unit");
  const auto figure = [&](const char* key) { return args.contains(key) ? std::optional(args.at(key).get<std::int64_t>()) : std::nullopt; };
  for (const auto* key : {"workers", "women", "off_roll"})
    if (figure(key).value_or(0) < 0) throw Refused("A number of workers is not below zero.", 2);
  context.database.write([&](storage::Session& session) {
    need_unit(session, id);
    const auto before = storage::labour(session, id, day).value_or(storage::Labour{});
    const auto kept = [](const std::optional<std::int64_t>& said, const std::optional<std::int64_t>& held) { return said ? said : held; };
    storage::set_labour(session, id, storage::Labour{day, figure("off_roll").value_or(before.off_roll), kept(figure("workers"), before.workers), kept(figure("women"), before.women)});
    note(session, "unit labour", id, {{"as_of", day}, {"off_roll", figure("off_roll").value_or(before.off_roll)}}, now);
  });
  return do_unit_show(context, {{"unit", id}, {"as_of", day}});
}

Said do_unit_commune(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  const auto day = given_day(args, "from", language::day_of(now));
  const std::int64_t id = args.at("unit");
  const auto name = given_name(args, "commune", "A commune");
  const bool ends = args.value("ends", false);
  context.database.write([&](storage::Session& session) {
    need_unit(session, id);
    const bool changed = ends ? storage::end_commune(session, id, name, day) : storage::add_commune(session, id, name, args.value("code", ""), day);
    if (!changed) throw Refused(ends ? "The unit does not look after this commune." : "The unit looks after this commune already.");
    note(session, "unit commune", id, {{"commune", name}, {ends ? "to" : "from", day}}, now);
  });
  return do_unit_show(context, {{"unit", id}, {"as_of", day}});
}

void add_unit_view(CLI::App& unit, int& status) {
  struct Options { PlaceOptions place; std::int64_t unit = 0; std::string day, name, code; bool ends = false; std::optional<std::int64_t> workers, women, off_roll; };
  auto options = std::make_shared<Options>();
  const auto begin = [&](const char* command, const char* about) {
    auto* made = unit.add_subcommand(command, about);
    made->add_option("unit", options->unit, "Id of the unit")->required();
    add_place(*made, options->place);
    return made;
  };
  auto* show = begin("show", "One unit as of a day: counts, place, names, communes, decisions");
  show->add_option("--as-of", options->day, "Such as 2026-11-30 (today)");
  show->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "unit show"}, {"unit", options->unit}, {"as_of", options->day}}); });

  auto* labour = begin("labour", "Notes the labour figures of a day; what is not said stays as it was told before");
  labour->add_option("--as-of", options->day, "Of which day, such as 2026-05-31 (today)");
  labour->add_option("--workers", options->workers, "All workers (tổng lao động)");
  labour->add_option("--women", options->women, "Women of them");
  labour->add_option("--off-roll", options->off_roll, "Workers who are on no roll here");
  labour->callback([options, &status] {
    nlohmann::json request{{"command", "unit labour"}, {"unit", options->unit}, {"as_of", options->day}};
    if (options->workers) request["workers"] = *options->workers;
    if (options->women) request["women"] = *options->women;
    if (options->off_roll) request["off_roll"] = *options->off_roll;
    status = carry_out_and_print(options->place, request);
  });

  auto* commune = begin("commune", "Puts a commune into the unit's territory (địa bàn), or takes it out with --end");
  commune->add_option("name", options->name, "Such as: Xã Tà Lèng Thượng")->required();
  commune->add_option("--code", options->code, "Five digits");
  commune->add_option("--from", options->day, "From which day on (today)");
  commune->add_flag("--end", options->ends, "From that day on no longer");
  commune->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "unit commune"}, {"unit", options->unit}, {"commune", options->name}, {"code", options->code}, {"from", options->day}, {"ends", options->ends}});
  });
}

}  // namespace app
