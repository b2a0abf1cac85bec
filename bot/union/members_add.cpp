// A new member: of which tổ, and are they not on the roll already?
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/naming.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/roll.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t most_teams = 9, most_namesakes = 4;

bool holds_members(const storage::Unit& unit) { return unit.kind == "to" || unit.kind == "cdbp" || unit.kind == "cdcs"; }

// Members stand in the leaves: with tổ below it is asked which.
bool ask_team(Scene& scene, const nlohmann::json& args, const storage::Unit& unit) {
  std::vector<language::Intent> choices;
  Fields teams = Fields::array();
  for (const auto& below : storage::subtree(scene.session, unit.id, scene.today)) {
    if (below.id == unit.id || !storage::children(scene.session, below.id, scene.today).empty()) continue;
    auto chosen = args;
    chosen["unit_id"] = below.id;
    choices.push_back({scene.intent, chosen});
    teams.push_back({{"n", choices.size()}, {"name", below.short_name}});
  }
  if (choices.empty()) return false;
  const Fields fields{{"name", args.value("name", "")}, {"unit", unit.short_name}, {"teams", choices.size() <= most_teams ? teams : Fields::array()}};
  choices.size() <= most_teams ? ask_choice(scene, choices, "member_team_which", fields) : scene.reply("member_team_which", fields);
  return true;
}

}  // namespace

std::optional<storage::Unit> team_for(Scene& scene, const nlohmann::json& args, std::int64_t own) {
  const auto chosen = args.value("unit_id", std::int64_t{0});
  const auto id = chosen != 0 ? std::optional(chosen) : meant_unit(scene, args, own);
  if (!id) return std::nullopt;
  const auto unit = storage::unit(scene.session, *id, scene.today);
  if (!unit || !may(scene, Act::manage_members, *id)) return refuse(scene, Act::manage_members, *id), std::nullopt;
  if (!holds_members(*unit)) return scene.reply("member_place", {{"unit", unit->short_name}}), std::nullopt;
  return ask_team(scene, args, *unit) ? std::nullopt : unit;
}

namespace {

storage::NewPerson new_person(const nlohmann::json& args) {
  const auto name = language::nfc(language::trim(args.value("name", "")));
  const auto phone = args.value("phone", ""), birth = args.value("birth_date", "");
  return {name, language::fold(name), language::person_sort_key(name), phone.empty() ? std::nullopt : std::optional(phone),
          language::valid_day(birth) ? std::optional(birth) : std::nullopt};
}

void propose_again(Scene& scene, std::int64_t person, const std::string& name, const storage::Unit& team, const std::string& from) {
  propose(scene, "member_add", {{"person", person}, {"unit", team.id}, {"from", from}}, "member_add_preview",
          {{"name", name}, {"place", place_name(scene.session, team.id, scene.today)}, {"day", language::say_day(from)}, {"again", true}, {"count", count_change(scene, team.id, from, 1)}});
}

// Somebody who is on the roll: moved from their tổ, taken up again, or to stay after all. Refused where they are another unit's.
void known_person(Scene& scene, std::int64_t id, const storage::Unit& team) {
  const auto name = storage::person_name(scene.session, id);
  const auto at = storage::membership_at(scene.session, id, scene.today);
  if (!at) return propose_again(scene, id, name, team, scene.today);
  if (!may(scene, Act::manage_members, at->unit)) return scene.reply("member_elsewhere", {{"name", name}});
  if (at->to_day && !storage::membership_at(scene.session, id, *at->to_day)) return propose_again(scene, id, name, team, *at->to_day);
  propose_transfer(scene, id, team.id, scene.today);
}

// The number is somebody's already: the same person, or a wrong number.
void known_phone(Scene& scene, std::int64_t id, const storage::NewPerson& said, const storage::Unit& team) {
  const auto known = *storage::person(scene.session, id);
  if (known.folded_name == said.folded_name) return known_person(scene, id, team);
  const auto at = storage::membership_unit(scene.session, id, scene.today);
  const bool ours = at && may(scene, Act::manage_members, *at);
  scene.reply("phone_taken", {{"phone", say_phone(*said.phone)}, {"name", ours ? known.name : ""}, {"place", ours ? place_name(scene.session, *at, scene.today) : ""}});
}

// People of that very name whom the speaker's unit has or had: is it one of them? True: that was asked.
bool ask_same(Scene& scene, const nlohmann::json& args, const storage::NewPerson& said, std::int64_t own) {
  std::vector<language::Intent> choices;
  Fields people = Fields::array();
  for (const auto& one : storage::roll::persons_named(scene.session, said.folded_name, scene.today)) {
    const auto been = storage::memberships(scene.session, one.id);
    if (been.empty() || choices.size() == most_namesakes) continue;
    const auto above = storage::lineage(scene.session, been.back().unit, scene.today);
    if (std::find(above.begin(), above.end(), own) == above.end()) continue;
    auto chosen = args;
    chosen["person"] = one.id;
    choices.push_back({scene.intent, chosen});
    people.push_back({{"n", choices.size()}, {"name", one.fields.name}, {"place", place_name(scene.session, been.back().unit, scene.today)},
                      {"until", been.back().to_day ? language::say_day(*been.back().to_day) : ""}});
  }
  if (choices.empty()) return false;
  auto fresh = args;
  fresh["fresh"] = true;
  choices.push_back({scene.intent, fresh});
  ask_choice(scene, choices, "member_same", {{"name", said.name}, {"people", people}, {"other", choices.size()}});
  return true;
}

}  // namespace

void on_member_add(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::manage_members);
  if (own == 0) return;
  const auto said = new_person(args);
  if (!plausible_name(said.name)) return scene.reply("member_name_shape");
  const auto team = team_for(scene, args, own);
  if (!team) return;
  if (said.phone)
    if (const auto known = storage::person_by_phone(scene.session, *said.phone)) return known_phone(scene, *known, said, *team);
  if (args.contains("person")) return known_person(scene, args.at("person"), *team);
  if (!args.contains("fresh") && ask_same(scene, args, said, own)) return;
  propose(scene, "member_add", {{"name", said.name}, {"unit", team->id}, {"from", scene.today}, {"phone", said.phone.value_or("")}, {"birth_date", said.birth_day.value_or("")}},
          "member_add_preview",
          {{"name", said.name}, {"place", place_name(scene.session, team->id, scene.today)}, {"day", language::say_day(scene.today)},
           {"phone", said.phone ? say_phone(*said.phone) : ""}, {"born", said.birth_day ? language::say_day(*said.birth_day) : ""},
           {"count", count_change(scene, team->id, scene.today, 1)}});
}

namespace {

// 0: it is nobody to be added now, and that was said.
std::int64_t person_to_add(Scene& scene, const nlohmann::json& data) {
  if (const auto known = data.value("person", std::int64_t{0}); known != 0) {
    if (!storage::overlapping(scene.session, known, data.at("from"), std::nullopt)) return known;
    return scene.reply("changed_meanwhile"), 0;
  }
  auto said = new_person(data);
  if (said.phone && storage::person_by_phone(scene.session, *said.phone))
    return scene.reply("phone_taken", {{"phone", say_phone(*said.phone)}, {"name", ""}, {"place", ""}}), 0;
  return storage::add_person(scene.session, said, scene.now);
}

}  // namespace

void do_member_add(Scene& scene, const nlohmann::json& data) {
  const std::int64_t unit = data.at("unit");
  if (!may(scene, Act::manage_members, unit)) return refuse(scene, Act::manage_members, unit);
  if (!storage::exists(scene.session, unit, data.at("from"))) return scene.reply("changed_meanwhile");
  const auto person = person_to_add(scene, data);
  if (person == 0) return;
  storage::add_membership(scene.session, person, unit, data.at("from"));
  nlohmann::json after{{"unit", unit}, {"from", data.at("from")}};
  for (const auto* key : {"phone", "birth_date"})
    if (!data.value(key, "").empty()) after[key] = "set";
  note(scene, "member_add", "person:" + std::to_string(person), {{"before", nullptr}, {"after", after}}, unit);
  scene.reply("member_added", {{"name", storage::person_name(scene.session, person)}, {"place", place_name(scene.session, unit, scene.today)},
                               {"reachable", !storage::accounts(scene.session, person).empty()}});
}

}  // namespace trade_union
