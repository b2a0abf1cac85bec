#include "bot/union/grouping.hpp"

#include <algorithm>
#include <regex>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/units.hpp"
#include "storage/groups.hpp"
#include "storage/units.hpp"

namespace trade_union {

std::string usual_purpose(std::string_view kind) {
  if (kind == "to") return "to";
  return kind == "tinh" || kind == "cap_tren" ? "chairs" : "whole";
}

bool fits(std::string_view purpose, std::string_view kind, bool has_children) {
  if (purpose == "to") return kind == "to";
  if (kind == "to") return false;
  if (purpose == "chairs") return has_children;
  return purpose == "whole" || purpose == "board";
}

std::string purpose_said(std::string_view line) {
  const auto folded = " " + language::fold(line) + " ";
  const auto says = [&](const char* words) { return folded.find(std::string(" ") + words + " ") != std::string::npos; };
  if (says("ban chap hanh") || says("bch") || says("ban thuong vu")) return "board";
  if (says("cac chu tich") || says("chu tich cac") || says("chu tich cdcs")) return "chairs";
  if (says("ca cdcs") || says("toan the")) return "whole";
  return "";
}

namespace {

struct Wish { std::int64_t unit = 0; std::string purpose; };

Fields group_fields(Scene& scene, std::int64_t unit, const std::string& purpose) {
  return {{"unit", place_name(scene.session, unit, scene.today)}, {"purpose", scene.text("group_purpose", {{purpose, true}})}};
}

// "tổ 3" is looked for below what the speaker leads, before the whole tree.
std::int64_t unit_meant(Scene& scene, const std::string& said) {
  if (const auto own = own_unit(scene, Act::manage_groups); own != 0)
    if (const auto found = find_unit(scene.session, said, own, scene.today)) return *found;
  for (const auto& role : scene.roles)
    if (const auto found = find_unit(scene.session, said, role.unit, scene.today)) return *found;
  return unit_said(scene, said);
}

// "gắn nhóm này với tổ 3 CĐCS May Sơn Hà": the unit, and the tổ in it that the rest of the line names.
std::int64_t unit_of_line(Scene& scene, const std::string& unit) {
  static const std::regex team("\\bto (\\d{1,3})\\b");
  std::smatch found;
  const auto folded = language::fold(scene.in.text);
  const auto number = std::regex_search(folded, found, team) ? "to " + found.str(1) : "";
  if (unit.empty()) return number.empty() ? 0 : unit_meant(scene, number);
  const auto whole = unit_meant(scene, unit);
  return whole != 0 && !number.empty() ? team_in(scene, whole, number) : whole;
}

// Group and unit fit, and the speaker may bind both; answers itself where not.
bool allowed(Scene& scene, const Wish& wish) {
  const auto unit = storage::unit(scene.session, wish.unit, scene.today);
  if (!unit) return scene.reply("group_bind_unit"), false;
  const bool has_children = storage::subtree(scene.session, wish.unit, scene.today).size() > 1;
  if (!fits(wish.purpose, unit->kind, has_children)) {
    auto fields = group_fields(scene, wish.unit, wish.purpose);
    fields["chairs"] = wish.purpose == "chairs";
    return scene.reply("group_misfit", fields), false;
  }
  if (!may(scene, Act::manage_groups, wish.unit)) return refuse(scene, Act::manage_groups, wish.unit), false;
  const auto bound = scene.group->unit;
  if (bound != 0 && bound != wish.unit && !may(scene, Act::manage_groups, bound)) return refuse(scene, Act::manage_groups, bound), false;
  return true;
}

void tell_leaders_of(Scene& scene, std::int64_t unit, const char* name, const Fields& fields) {
  for (const auto& leader : leaders_for(scene.session, unit, scene.today))
    if (leader.person != scene.me.person) scene.turn.out.push_back({.to = leader.to, .text = scene.text(name, fields), .priority = Priority::bulk});
}

void bind(Scene& scene, const Wish& wish) {
  const auto before = scene.group->unit;
  storage::bind_group(scene.session, scene.group->id, wish.unit, wish.purpose, scene.now, scene.me.person);
  scene.group->unit = wish.unit;
  scene.group->purpose = wish.purpose;
  scene.turn.questions_changed = true;
  note(scene, "group_bind", "group:" + std::to_string(scene.group->id), {{"before", before}, {"after", wish.unit}, {"purpose", wish.purpose}}, wish.unit);
  if (before != 0 && before != wish.unit) tell_leaders_of(scene, before, "group_taken", {{"old", place_name(scene.session, before, scene.today)}, {"unit", place_name(scene.session, wish.unit, scene.today)}});
  scene.reply("group_bound", group_fields(scene, wish.unit, wish.purpose));
}

Wish wish_of(const nlohmann::json& data) { return {data.at("unit"), data.at("purpose")}; }

}  // namespace

void on_group_bind(Scene& scene, const nlohmann::json& args) {
  if (!scene.group) return scene.reply("group_bind_here");
  const auto unit = unit_of_line(scene, args.value("unit", ""));
  const auto at = storage::unit(scene.session, unit, scene.today);
  if (!at) return scene.reply("group_bind_unit");
  const auto said = purpose_said(scene.in.text);
  const Wish wish{unit, said.empty() ? usual_purpose(at->kind) : said};
  if (!allowed(scene, wish)) return;
  auto fields = group_fields(scene, wish.unit, wish.purpose);
  if (scene.group->unit == wish.unit && scene.group->purpose == wish.purpose) return scene.reply("group_bound", fields);
  fields["old"] = scene.group->unit != 0 && scene.group->unit != wish.unit ? place_name(scene.session, scene.group->unit, scene.today) : "";
  propose(scene, "group_bind", {{"unit", wish.unit}, {"purpose", wish.purpose}}, "group_bind_preview", fields);
}

void do_group_bind(Scene& scene, const nlohmann::json& data) {
  const auto wish = wish_of(data);
  if (!scene.group || !allowed(scene, wish)) return;
  if (scene.group->unit == 0 || scene.group->unit == wish.unit) return bind(scene, wish);
  auto fields = group_fields(scene, wish.unit, wish.purpose);
  fields["old"] = place_name(scene.session, scene.group->unit, scene.today);
  auto once_more = data;
  once_more["from"] = scene.group->unit;
  propose(scene, "group_rebind", once_more, "group_rebind_preview", fields);
}

void do_group_rebind(Scene& scene, const nlohmann::json& data) {
  const auto wish = wish_of(data);
  if (!scene.group || !allowed(scene, wish)) return;
  data.at("from") == scene.group->unit ? bind(scene, wish) : scene.reply("nothing_pending");
}

void on_group_unbind(Scene& scene, const nlohmann::json&) {
  if (!scene.group) return scene.reply("group_bind_here");
  if (scene.group->unit == 0) return scene.reply("group_unbound", {{"responsible", scene.settings.responsible}});
  if (!may(scene, Act::manage_groups, scene.group->unit)) return refuse(scene, Act::manage_groups, scene.group->unit);
  propose(scene, "group_unbind", {{"unit", scene.group->unit}}, "group_unbind_preview", {{"unit", place_name(scene.session, scene.group->unit, scene.today)}});
}

void do_group_unbind(Scene& scene, const nlohmann::json& data) {
  const auto unit = data.at("unit").get<std::int64_t>();
  if (!scene.group || scene.group->unit != unit) return scene.reply("nothing_pending");
  if (!may(scene, Act::manage_groups, unit)) return refuse(scene, Act::manage_groups, unit);
  storage::unbind_group(scene.session, scene.group->id, scene.now);
  scene.group->unit = 0;
  scene.turn.questions_changed = true;
  note(scene, "group_unbind", "group:" + std::to_string(scene.group->id), {{"before", unit}}, unit);
  scene.reply("group_unbind_done", {{"unit", place_name(scene.session, unit, scene.today)}});
}

void bind_by_code(Scene& scene, const storage::codes::Code& code, const std::string& hash) {
  const Wish wish{code.unit, code.purpose};
  if (!storage::unit(scene.session, code.unit, scene.today)) return scene.reply("group_code_bad");
  // The code speaks for its unit; a group that is another unit's is not taken away by it alone.
  const auto bound = scene.group->unit;
  if (bound != 0 && bound != code.unit && !may(scene, Act::manage_groups, bound)) return refuse(scene, Act::manage_groups, bound);
  if (storage::codes::use(scene.session, hash, scene.me.person, scene.now)) bind(scene, wish);
}

bool stays_unbound(Scene& scene, std::string_view intent) {
  if (!scene.group || scene.group->unit != 0) return false;
  if (intent == "group_bind" || intent == "group_unbind" || intent == "invite_code") return false;
  if ((intent == "confirm_yes" || intent == "confirm_no") && confirmation_waits(scene)) return false;
  if (storage::hint_group_once(scene.session, scene.group->id, scene.now)) scene.reply("group_unbound", {{"responsible", scene.settings.responsible}});
  return true;
}

}  // namespace trade_union
