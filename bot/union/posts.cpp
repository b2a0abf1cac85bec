#include "bot/union/posts.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

// As said (docs/intents.md §2.8) → as kept.
std::string role_said(const nlohmann::json& args) {
  static const std::map<std::string, std::string, std::less<>> roles{{"chủ tịch", "chair"}, {"phó chủ tịch", "deputy"}, {"ủy viên BCH", "board"}, {"tổ trưởng", "to_leader"}, {"tổ phó", "to_deputy"},
                                                                    {"UBKT", "inspection"}, {"văn thư", "clerk"}, {"cán bộ chuyên trách", "officer"}};
  const auto found = roles.find(args.value("role", ""));
  return found != roles.end() ? found->second : "";
}

bool upper(const std::string& kind) { return kind == "tinh" || kind == "cap_tren"; }

// Which posts a unit of that kind has.
bool fits(const std::string& role, const std::string& kind) {
  if (role == "to_leader" || role == "to_deputy") return kind == "to";
  if (role == "officer" || role == "clerk") return upper(kind);
  if (role == "inspection") return upper(kind) || kind == "cdcs";
  return kind != "to";
}

// Held by one person at a time: who comes takes over.
bool single(const std::string& role) { return role == "chair" || role == "to_leader"; }

// The unit the post is in when none is said: where the person is, or the nearest above that has such posts.
std::int64_t unit_of_post(Scene& scene, const std::string& role, std::int64_t from) {
  for (const auto id : storage::lineage(scene.session, from, scene.today))
    if (const auto unit = storage::unit(scene.session, id, scene.today); unit && fits(role, unit->kind) && (unit->kind != "cdbp" || id == from)) return id;
  return 0;
}

bool says_unit(const nlohmann::json& args) { return !args.value("unit", "").empty() || !args.value("group", "").empty(); }

// People of the unit said come first; an officer may also name somebody from elsewhere.
std::optional<storage::NamedPerson> whom(Scene& scene, const nlohmann::json& args, std::int64_t unit, std::int64_t own) {
  auto bare = args;
  bare.erase("unit");
  bare.erase("group");
  const bool asked = args.contains("person");
  return meant_person(scene, asked ? args : bare, asked || unit == 0 ? own : unit);
}

std::vector<storage::Role> others_in(Scene& scene, const std::string& role, std::int64_t unit, std::int64_t person) {
  auto held = storage::holders(scene.session, unit, scene.today);
  std::erase_if(held, [&](const storage::Role& one) { return one.role != role || one.person == person || one.delegated_from != 0 || !single(role); });
  return held;
}

bool holds(Scene& scene, std::int64_t person, const std::string& role, std::int64_t unit) {
  const auto roles = storage::roles(scene.session, person, scene.today);
  return std::any_of(roles.begin(), roles.end(), [&](const storage::Role& one) { return one.role == role && one.unit == unit && one.delegated_from == 0; });
}

}  // namespace

std::string say_post(Scene& scene, const std::string& role, std::int64_t unit) {
  return scene.text("post_in", {{"post", scene.text("role_name", {{role, true}})}, {"unit", place_name(scene.session, unit, scene.today)}});
}

void on_role_grant(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::grant_posts);
  if (own == 0) return;
  const auto role = role_said(args);
  if (role.empty()) return scene.reply("role_shape");
  const auto said = says_unit(args) ? meant_unit(scene, args, own) : std::optional<std::int64_t>(0);
  if (!said) return;
  const auto who = whom(scene, args, *said, own);
  if (!who) return;
  const auto unit = unit_of_post(scene, role, *said != 0 ? *said : who->unit);
  const auto place = storage::unit(scene.session, unit, scene.today);
  if (!place || (*said != 0 && unit != *said && place->kind != "cdcs")) return scene.reply("role_place", {{"post", scene.text("role_name", {{role, true}})}});
  if (!may(scene, Act::grant_posts, unit)) return refuse(scene, Act::grant_posts, unit);
  if (holds(scene, who->person, role, unit)) return scene.reply("role_already", {{"name", who->name}, {"post", say_post(scene, role, unit)}});
  Fields replaced = Fields::array();
  auto ends = nlohmann::json::array();
  for (const auto& other : others_in(scene, role, unit, who->person)) replaced.push_back({{"name", other.person_name}}), ends.push_back(other.id);
  propose(scene, "role_grant", {{"person", who->person}, {"role", role}, {"unit", unit}, {"ends", ends}}, "role_grant_preview",
          {{"name", who->name}, {"from", place_name(scene.session, who->unit, scene.today)}, {"post", say_post(scene, role, unit)}, {"day", language::say_day(scene.today)}, {"replaced", replaced},
           {"no_account", storage::accounts(scene.session, who->person).empty()}});
}

void do_role_grant(Scene& scene, const nlohmann::json& data) {
  const std::int64_t person = data.at("person"), unit = data.at("unit");
  const std::string role = data.at("role");
  if (!may(scene, Act::grant_posts, unit)) return refuse(scene, Act::grant_posts, unit);
  auto ends = nlohmann::json::array();
  for (const auto& other : others_in(scene, role, unit, person)) ends.push_back(other.id);
  if (ends != data.at("ends") || holds(scene, person, role, unit) || !storage::exists(scene.session, unit, scene.today)) return scene.reply("changed_meanwhile");
  for (const auto& id : ends) storage::end_role(scene.session, id, scene.today, "replaced");
  const auto id = storage::add_role(scene.session, {.person = person, .unit = unit, .role = role, .from_day = scene.today, .granted_by = scene.me.person});
  note(scene, "role_grant", "person:" + std::to_string(person), {{"before", {{"holders", ends}}}, {"after", {{"role", role}, {"row", id}, {"from", scene.today}}}}, unit);
  const Fields said{{"name", storage::person_name(scene.session, person)}, {"post", say_post(scene, role, unit)}, {"day", language::say_day(scene.today)}};
  tell_person(scene, person, "role_granted_to", said);
  scene.reply("role_granted", said);
}

void on_role_revoke(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::grant_posts);
  if (own == 0) return;
  if (args.contains("row")) {
    const auto row = storage::role(scene.session, args.at("row"));
    if (!row || !may(scene, Act::grant_posts, row->unit)) return refuse(scene, Act::grant_posts);
    return propose(scene, "role_revoke", {{"row", row->id}}, "role_revoke_preview", {{"name", row->person_name}, {"post", say_post(scene, row->role, row->unit)}, {"day", language::say_day(scene.today)}, {"last", storage::last_head(scene.session, *row, scene.today)}});
  }
  const auto who = meant_person(scene, args, own);
  if (!who) return;
  const auto role = role_said(args);
  std::vector<language::Intent> choices;
  Fields posts = Fields::array();
  for (const auto& held : storage::roles_from(scene.session, who->person, scene.today)) {
    if ((!role.empty() && held.role != role) || held.role == "administrator" || held.delegated_from != 0 || !may(scene, Act::grant_posts, held.unit)) continue;
    choices.push_back({scene.intent, {{"row", held.id}}});
    posts.push_back({{"n", choices.size()}, {"post", say_post(scene, held.role, held.unit)}});
  }
  if (choices.empty()) return scene.reply("role_none", {{"name", who->name}, {"post", role.empty() ? "" : scene.text("role_name", {{role, true}})}});
  if (choices.size() == 1) return on_role_revoke(scene, choices.front().args);
  ask_choice(scene, choices, "role_which", {{"name", who->name}, {"posts", posts}});
}

void do_role_revoke(Scene& scene, const nlohmann::json& data) {
  const auto row = storage::role(scene.session, data.at("row"));
  if (!may(scene, Act::grant_posts, row->unit)) return refuse(scene, Act::grant_posts, row->unit);
  if (row->to_day && *row->to_day <= scene.today) return scene.reply("changed_meanwhile");
  storage::end_role(scene.session, row->id, scene.today, "revoked");
  note(scene, "role_revoke", "person:" + std::to_string(row->person), {{"before", {{"role", row->role}, {"row", row->id}, {"from", row->from_day}}}, {"after", {{"to", scene.today}}}}, row->unit);
  const Fields said{{"name", row->person_name}, {"post", say_post(scene, row->role, row->unit)}, {"day", language::say_day(scene.today)}};
  tell_person(scene, row->person, "role_revoked_to", said);
  scene.reply("role_revoked", said);
}

}  // namespace trade_union
