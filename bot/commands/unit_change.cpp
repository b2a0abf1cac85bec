// nhipcau unit rename|merge|split|move|close|undo|case: operations on the tree, as the officers of the province decide them.
#include <charconv>

#include "bot/commands/place.hpp"
#include "bot/commands/unit.hpp"
#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"

namespace app {

namespace {

using nlohmann::json;
namespace tu = trade_union;

std::optional<tu::Decision> decision_from(const json& args) {
  const auto doc = args.value("doc", ""), decided = args.value("decided", ""), effective = args.value("effective", "");
  if (doc.empty() && decided.empty() && effective.empty()) return std::nullopt;
  if (doc.empty() || decided.empty() || effective.empty()) throw Refused("A decision needs all three: --decision, --decided and --effective.", 2);
  return tu::Decision{doc, decided, effective};
}

std::string notes(const tu::Findings& findings) {
  const auto text = tu::sentences(templates::Catalog(), findings);
  return text.empty() ? "" : text + "\n";
}

std::string shown(storage::Session& session, const tu::Case& of, const std::string& today) {
  return templates::Catalog().render("chat/vi/case", tu::case_fields(session, of, today)) + "\n";
}

// "GH-03", or the number of an operation that is no case.
tu::Case named(storage::Session& session, const std::string& said) {
  std::int64_t id = 0;
  const auto number = tu::read_case_name(said);
  const auto [stop, error] = std::from_chars(said.data(), said.data() + said.size(), id);
  const bool is_id = error == std::errc() && stop == said.data() + said.size();
  const auto found = number ? tu::case_by_number(session, *number) : is_id ? tu::operation_case(session, id) : std::nullopt;
  if (!found) throw Refused("There is no such case; `nhipcau unit case` lists those that are open.");
  return *found;
}

}  // namespace

// plan: as trade_union::to_json writes it. A refusal, also of the decision, leaves nothing behind.
Said do_unit_change(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  const auto today = language::day_of(now);
  const auto plan = tu::plan_from_json(args.at("kind"), args.at("plan"));
  const auto decision = decision_from(args);
  if (args.value("check", false)) {
    const auto found = context.database.read([&](storage::Session& session) { return tu::check(session, plan, decision, today); });
    return {found.empty() ? "Nothing speaks against it.\n" : notes(found), tu::refused(found) ? 1 : 0};
  }
  const auto said = context.database.write([&](storage::Session& session) {
    const auto proposed = tu::propose(session, plan, {}, now);
    need_agreement(proposed.findings);
    auto found = proposed.findings;
    if (decision) found = tu::decide(session, proposed.operation, *decision, {}, now);
    need_agreement(found);
    return shown(session, *tu::operation_case(session, proposed.operation), today) + notes(found);
  });
  context.changed();
  return {said};
}

Said do_unit_decide(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  const auto decision = decision_from(args);
  if (!decision) throw Refused("A decision needs all three: --decision, --decided and --effective.", 2);
  const auto said = context.database.write([&](storage::Session& session) {
    const auto operation = named(session, args.at("case")).operation;
    const auto found = tu::decide(session, operation, *decision, {}, now);
    need_agreement(found);
    return shown(session, *tu::operation_case(session, operation), language::day_of(now)) + notes(found);
  });
  context.changed();
  return {said};
}

Said do_unit_undo(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  return context.database.write([&](storage::Session& session) {
    const auto operation = named(session, args.at("case")).operation;
    need_agreement(tu::undo(session, operation, {}, now));
    return Said{shown(session, *tu::operation_case(session, operation), language::day_of(now))};
  });
}

Said do_unit_step(const ControlContext& context, const json& args) {
  const auto now = context.clock();
  const auto day = given_day(args, "on", language::day_of(now));
  return context.database.write([&](storage::Session& session) {
    const auto operation = named(session, args.at("case")).operation;
    need_agreement(tu::add_step(session, operation, args.at("step"), day, args.value("note", ""), {}, now));
    return Said{shown(session, *tu::operation_case(session, operation), language::day_of(now))};
  });
}

Said do_unit_case(const ControlContext& context, const json& args) {
  const auto today = language::day_of(context.clock());
  return context.database.read([&](storage::Session& session) {
    if (const auto said = args.value("case", ""); !said.empty()) return Said{shown(session, named(session, said), today)};
    std::string text;
    for (const auto& each : tu::open_cases(session)) text += (text.empty() ? "" : "\n") + shown(session, each, today);
    return Said{text.empty() ? "No case is open.\n" : text};
  });
}

// ---- The command line ----

namespace {

struct Options {
  PlaceOptions place;
  std::string doc, decided, effective, name, short_name, kind, reason, which, step, on, note;
  std::vector<std::int64_t> units;
  std::vector<std::string> parts;
  std::int64_t into = 0, parent = 0, chair = 0;
  bool teams = false, ends = false, check = false;
};
using Shared = std::shared_ptr<Options>;

void add_decision(CLI::App& command, const Shared& o) {
  command.add_option("--decision", o->doc, "Number of the decision, such as 88/QĐ-LĐLĐ; without one it is only proposed");
  command.add_option("--decided", o->decided, "Its day, such as 2026-11-15");
  command.add_option("--effective", o->effective, "From which day on it holds, such as 2026-12-01");
}

// A command that carries a plan; plan_of reads it from the options.
CLI::App* add_change(CLI::App& unit, const char* kind, const char* about, int& status, const Shared& o, std::function<json(const Options&)> plan_of) {
  auto* command = unit.add_subcommand(kind, about);
  add_decision(*command, o);
  command->add_flag("--check", o->check, "Only says what speaks against it; changes nothing");
  add_place(*command, o->place);
  command->callback([o, kind, &status, plan_of = std::move(plan_of)] {
    status = carry_out_and_print(o->place, {{"command", "unit change"}, {"kind", kind}, {"plan", plan_of(*o)}, {"doc", o->doc}, {"decided", o->decided}, {"effective", o->effective}, {"check", o->check}});
  });
  return command;
}

json unit_of(const Options& o) { return {{"name", o.name}, {"short", o.short_name}, {"kind", o.kind}, {"parent", o.parent}}; }

json merge_of(const Options& o) {
  json plan{{"sources", o.units}, {"into", o.into}, {"as_teams", o.teams}, {"chair", o.chair}};
  if (o.into == 0) plan["fresh"] = unit_of(o);
  return plan;
}

std::vector<std::int64_t> ids_in(std::string_view text) {
  std::vector<std::int64_t> ids;
  for (const char* at = text.data(); at < text.data() + text.size(); ++at) {
    std::int64_t id = 0;
    const auto [stop, error] = std::from_chars(at, text.data() + text.size(), id);
    if (error != std::errc()) throw CLI::ValidationError("--part", "ids are numbers, such as units=5,6");
    ids.push_back(id);
    at = stop;
  }
  return ids;
}

// "Tổ 1B|units=5,6|persons=7,8|kind=to"
json part_of(const std::string& text) {
  json part{{"unit", {{"name", text.substr(0, text.find('|'))}}}};
  for (auto bar = text.find('|'); bar != text.npos; bar = text.find('|', bar + 1)) {
    const auto word = text.substr(bar + 1, text.find('|', bar + 1) - bar - 1);
    const auto key = word.substr(0, word.find('='));
    const auto value = word.find('=') != word.npos ? word.substr(word.find('=') + 1) : "";
    if (key == "units" || key == "persons") part[key] = ids_in(value);
    else if (key == "kind" || key == "short") part["unit"][key] = value;
    else throw CLI::ValidationError("--part", "a part is written NAME|units=…|persons=…|kind=…|short=…");
  }
  return part;
}

json split_of(const Options& o) {
  auto parts = json::array();
  for (const auto& part : o.parts) parts.push_back(part_of(part));
  return {{"unit", o.units.front()}, {"parts", parts}, {"ends", o.ends}};
}

CLI::Option* add_unit_id(CLI::App& command, const Shared& o) { return command.add_option("unit", o->units, "Id of the unit")->required()->expected(1); }

void add_changes(CLI::App& unit, int& status, const Shared& o) {
  auto* rename = add_change(unit, "rename", "Another name (đổi tên)", status, o, [](const Options& p) { return json{{"unit", p.units.front()}, {"name", p.name}, {"short", p.short_name}}; });
  add_unit_id(*rename, o);
  rename->add_option("--name", o->name, "The new name")->required();
  rename->add_option("--short", o->short_name, "In lists (the full name)");

  auto* merge = add_change(unit, "merge", "Joins units (ghép, sáp nhập) into a new one, or with --into into one that is there", status, o, merge_of);
  merge->add_option("units", o->units, "Ids of the units that end")->required();
  merge->add_option("--into", o->into, "Id of the unit that takes them");
  merge->add_option("--name", o->name, "Name of the new unit");
  merge->add_option("--short", o->short_name, "Its name in lists (the full name)");
  merge->add_option("--parent", o->parent, "Under which unit it stands (where they stand)");
  merge->add_option("--chair", o->chair, "Id of the person who leads it for the time being");
  merge->add_flag("--teams", o->teams, "A tổ for each of the old ones");

  auto* split = add_change(unit, "split", "New units out of one (chia tách)", status, o, split_of);
  add_unit_id(*split, o);
  split->add_option("--part", o->parts, "NAME|units=5,6|persons=7,8: a new unit and what it takes; once for each")->required()->expected(1)->take_all();
  split->add_flag("--ends", o->ends, "The old one ends; what is not named goes to the first part");

  auto* move = add_change(unit, "move", "Under another unit (chuyển)", status, o, [](const Options& p) { return json{{"unit", p.units.front()}, {"parent", p.parent}}; });
  add_unit_id(*move, o);
  move->add_option("--to", o->parent, "Id of the unit above from then on")->required();

  auto* close = add_change(unit, "close", "Ends a unit (chấm dứt hoạt động), with what is below it", status, o,
                           [](const Options& p) { return json{{"unit", p.units.front()}, {"members_to", p.into}, {"reason", p.reason}}; });
  add_unit_id(*close, o);
  close->add_option("--members-to", o->into, "Id of the unit that takes its members; without it their membership ends");
  close->add_option("--reason", o->reason, "Why");
}

}  // namespace

void add_unit_change(CLI::App& unit, int& status) {
  const auto o = std::make_shared<Options>();
  add_changes(unit, status, o);
  auto* undo = unit.add_subcommand("undo", "Takes back what is not in effect yet");
  undo->add_option("case", o->which, "GH-03, or the number of the operation")->required();
  add_place(*undo, o->place);
  undo->callback([o, &status] { status = carry_out_and_print(o->place, {{"command", "unit undo"}, {"case", o->which}}); });

  auto* one = unit.add_subcommand("case", "A case: where it stands; --decision decides it, --step notes what was done. Without a number: all that are open");
  one->add_option("case", o->which, "GH-03, or the number of the operation");
  add_decision(*one, o);
  one->add_option("--step", o->step, "opinions (lấy ý kiến), board (BCH lâm thời), handover (bàn giao), congress (đại hội)");
  one->add_option("--on", o->on, "Day of the step (today)");
  one->add_option("--note", o->note, "A remark on it");
  add_place(*one, o->place);
  one->callback([o, &status] {
    const char* command = !o->step.empty() ? "unit step" : !o->doc.empty() || !o->decided.empty() || !o->effective.empty() ? "unit decide" : "unit case";
    status = carry_out_and_print(o->place, {{"command", command}, {"case", o->which}, {"doc", o->doc}, {"decided", o->decided}, {"effective", o->effective}, {"step", o->step}, {"on", o->on}, {"note", o->note}});
  });
}

}  // namespace app
