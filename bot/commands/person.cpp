// nhipcau person find|join: rows of people by what they are called; two rows that are one person made one.
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/group.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "bot/union/joining.hpp"
#include "bot/union/roll_values.hpp"
#include "bot/union/units.hpp"
#include "storage/roll.hpp"

namespace app {

namespace {

bool is_number(const std::string& said) {
  constexpr std::size_t longest_number = 8;
  return !said.empty() && said.size() <= longest_number && said[0] != '0' && said.find_first_not_of("0123456789") == said.npos;
}

// A number of the roll, as `person find` prints it, a code of the union's own, or a phone number.
std::int64_t person_said(storage::Session& session, const std::string& said, const std::string& today) {
  const auto numbered = is_number(said) ? storage::roll::person(session, std::stoll(said), today) : std::nullopt;
  const auto coded = storage::roll::person_by_code(session, said, today);
  if (numbered && coded && numbered->id != coded->id)
    throw Refused("This is the number of one row and the code of row " + std::to_string(coded->id) + ": give that number, or the phone.");
  if (numbered) return numbered->id;
  if (coded) return coded->id;
  const auto phone = trade_union::read_phone(said).value;
  const auto found = phone ? storage::roll::person_by_phone(session, phone->e164, today) : std::nullopt;
  if (!found) throw Refused("Nobody on the roll has this number, phone or code; `nhipcau person find` shows the numbers.");
  return found->id;
}

}  // namespace

Said do_person_find(const ControlContext& context, const nlohmann::json& args) {
  const auto today = language::day_of(context.clock());
  const auto folded = language::fold(args.at("name").get<std::string>());
  std::vector<std::vector<std::string>> rows;
  context.database.read([&](storage::Session& session) {
    for (const auto& each : storage::roll::persons_named(session, folded, today))
      rows.push_back({std::to_string(each.id), each.fields.name, each.fields.birth_day.substr(0, 4), each.unit == 0 ? "-" : trade_union::place_name(session, each.unit, today)});
  });
  return {rows.empty() ? "Nobody of this name is on the roll.\n" : table({"number", "name", "born", "unit"}, rows), rows.empty() ? 1 : 0};
}

Said do_person_join(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const bool dry = args.value("dry", false);
  std::int64_t keep = 0, gone = 0;
  const auto job = [&](storage::Session& session) {
    keep = person_said(session, args.at("keep"), language::day_of(now));
    gone = person_said(session, args.at("gone"), language::day_of(now));
    return trade_union::join_persons(session, keep, gone, now, dry);
  };
  const auto joined = dry ? context.database.read(job) : context.database.write(job);
  const templates::Catalog catalog;
  const auto reasons = trade_union::sentences(catalog, joined.findings);
  if (trade_union::refused(joined.findings)) throw Refused(reasons);
  if (!dry) context.changed();
  return {catalog.render("chat/vi/person_joined", {{"dry", dry}, {"before", joined.before}, {"name", joined.name}, {"keep", keep}, {"gone", gone}, {"unit", joined.unit}, {"notes", reasons}}) + "\n"};
}

void add_person(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string name, keep, gone; bool dry = false; };
  auto options = std::make_shared<Options>();
  auto* person = app.add_subcommand("person", "People of the roll, one at a time")->require_subcommand(1);
  auto* find = person->add_subcommand("find", "Those of this name, with their numbers");
  find->add_option("name", options->name, "The whole name, with marks or without")->required();
  add_place(*find, options->place);
  find->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "person find"}, {"name", options->name}}); });
  auto* join = person->add_subcommand("join", "Two rows that are one person: the first goes on, the second is given up");
  join->add_option("keep", options->keep, "The row that goes on: its number, phone or code")->required();
  join->add_option("gone", options->gone, "The row that is given up")->required();
  join->add_flag("--dry-run", options->dry, "Says what would happen and writes nothing");
  add_place(*join, options->place);
  join->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "person join"}, {"keep", options->keep}, {"gone", options->gone}, {"dry", options->dry}});
  });
}

}  // namespace app
