// Members who go to another tổ or to another union: one dated row ends, the next begins. Who moves somebody between unions must be above
// both; a chair of one of them may take off and add, and is told so.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

// "tổ 3": within the person's own union before elsewhere.
std::optional<std::int64_t> goal(Scene& scene, const nlohmann::json& args, std::int64_t from, std::int64_t own) {
  const auto said = args.value("to_group", "");
  for (const auto scope : {union_of(scene, from), own})
    if (const auto unit = find_unit(scene.session, said, scope, scene.today)) return unit;
  scene.reply("unit_unknown", {{"said", said}});
  return std::nullopt;
}

// A move planned for later, or made since, stands: what would become of it is not guessed.
bool moves_later(Scene& scene, std::int64_t person, const std::string& day) {
  const auto later = storage::membership_after(scene.session, person, day);
  if (later)
    scene.reply("member_moves_later", {{"name", storage::person_name(scene.session, person)}, {"place", place_name(scene.session, later->unit, scene.today)},
                                       {"day", language::say_day(later->from_day)}, {"until", language::say_day(day)}});
  return later.has_value();
}

bool between_unions(Scene& scene, std::int64_t from, std::int64_t to) { return union_of(scene, from) != union_of(scene, to); }

// tổ leaders lead the tổ they are in; who leaves the union leaves all its posts.
std::vector<storage::Role> posts_left(Scene& scene, std::int64_t person, std::int64_t from, std::int64_t to, const std::string& day) {
  if (between_unions(scene, from, to)) return posts_within(scene, person, union_of(scene, from), day);
  auto posts = storage::roles_from(scene.session, person, day);
  std::erase_if(posts, [&](const storage::Role& role) { return role.unit != from || (role.role != "to_leader" && role.role != "to_deputy"); });
  return posts;
}

// The nearest unit above both.
std::int64_t above_both(Scene& scene, std::int64_t one, std::int64_t other) {
  const auto line = storage::lineage(scene.session, other, scene.today);
  for (const auto unit : storage::lineage(scene.session, one, scene.today))
    if (std::find(line.begin(), line.end(), unit) != line.end()) return unit;
  return 0;
}

// Both sides are the speaker's; says otherwise who can, and what whoever has only one side may do.
bool may_move(Scene& scene, std::int64_t person, std::int64_t from, std::int64_t to) {
  const bool source = may(scene, Act::manage_members, from);
  const auto stands_for = source ? scene.on_behalf : 0;  // the right over where they go to may be the speaker's own
  const bool target = may(scene, Act::manage_members, to);
  if (source && target) {
    const bool sent_away = between_unions(scene, from, to) && (stands_for == person || scene.on_behalf == person);
    if (stands_for != 0) scene.on_behalf = stands_for;
    return sent_away ? (refuse(scene, Act::grant_posts, from), false) : true;  // a stand-in does not send away whom they stand in for
  }
  if (!source || !between_unions(scene, from, to)) return refuse(scene, Act::manage_members, source ? to : from), false;
  auto fields = who_can(scene, Act::manage_members, above_both(scene, from, to));
  fields.update({{"name", storage::person_name(scene.session, person)}, {"to", place_name(scene.session, to, scene.today)}});
  return scene.reply("member_transfer_upper", fields), false;
}

}  // namespace

void propose_transfer(Scene& scene, std::int64_t person, std::int64_t unit, const std::string& day) {
  const auto membership = held(scene, person, day);
  if (!membership || !may_move(scene, person, membership->unit, unit)) return;
  const auto name = storage::person_name(scene.session, person);
  const auto place = [&](std::int64_t id) { return place_name(scene.session, id, scene.today); };
  if (membership->unit == unit) return scene.reply("member_there", {{"name", name}, {"place", place(unit)}});
  if (moves_later(scene, person, day)) return;
  const auto kind = storage::unit(scene.session, unit, scene.today)->kind;
  if (kind != "to" && kind != "cdbp" && kind != "cdcs") return scene.reply("member_place", {{"unit", place(unit)}});
  const auto posts = posts_left(scene, person, membership->unit, unit, day);
  propose(scene, "member_transfer", {{"person", person}, {"from", membership->unit}, {"to", unit}, {"day", day}}, "member_transfer_preview",
          {{"name", name}, {"from", place(membership->unit)}, {"to", place(unit)}, {"day", language::say_day(day)}, {"posts", post_list(scene, posts, day)},
           {"about_day", day_note(scene, day)}});
}

namespace {

// args.unit says where to; where the person is looked for is said by from_unit. A choice by number comes back with both in their places.
nlohmann::json in_their_places(nlohmann::json args) {
  if (args.contains("to_unit") || (!args.contains("unit") && !args.contains("from_unit"))) return args;
  args["to_unit"] = args.value("unit", "");
  args["unit"] = args.value("from_unit", "");
  args.erase("from_unit");
  return args;
}

// To another union: it is looked for near the person first, then in the whole tree, so that who may not reach it is told who can.
void to_union(Scene& scene, const nlohmann::json& args, const storage::NamedPerson& who, const std::string& said, std::int64_t own) {
  const auto day = day_arg(scene, args, "effective");
  const auto chosen = args.value("unit_id", std::int64_t{0});
  const auto unit = chosen != 0 ? std::optional(chosen) : find_unit_from(scene, said, who.unit, own);
  if (!unit) return scene.reply("unit_unknown", {{"said", said}});
  const auto group = args.value("to_group", "");
  const auto inside = group.empty() || chosen != 0 ? unit : find_unit(scene.session, group, *unit, scene.today);
  if (!inside) return scene.reply("unit_unknown", {{"said", group}});
  const auto membership = held(scene, who.person, day);
  if (!membership || !may_move(scene, who.person, membership->unit, *inside)) return;
  auto to_leaf = args;
  to_leaf["unit_id"] = *inside;
  to_leaf["person"] = who.person;
  to_leaf["name"] = who.name;
  if (const auto team = team_for(scene, to_leaf, *inside)) propose_transfer(scene, who.person, team->id, day);
}

}  // namespace

void on_member_transfer(Scene& scene, const nlohmann::json& said) {
  const auto own = scope_for(scene, Act::manage_members);
  if (own == 0) return;
  const auto args = in_their_places(said);
  const auto unit = args.value("to_unit", "");
  if (unit.empty() && args.value("to_group", "").empty()) return scene.reply("member_transfer_where");
  const auto who = meant_person(scene, args, own, "from_group");
  if (!who) return;
  if (!unit.empty()) return to_union(scene, args, *who, unit, own);
  const auto to = goal(scene, args, who->unit, own);
  if (to) propose_transfer(scene, who->person, *to, day_arg(scene, args, "effective"));
}

namespace {

// The leaders of both unions: who brings the news knows it already.
void tell_both(Scene& scene, std::int64_t person, std::int64_t from, std::int64_t to, const Fields& said) {
  std::set<std::int64_t> leaders;
  for (const auto unit : {union_of(scene, from), union_of(scene, to)})
    for (const auto leader : storage::leaders(scene.session, unit, scene.today)) leaders.insert(leader);
  for (const auto leader : leaders)
    if (leader != scene.me.person && leader != person) tell_person(scene, leader, "member_transfer_news", said);
}

}  // namespace

void do_member_transfer(Scene& scene, const nlohmann::json& data) {
  const std::int64_t person = data.at("person"), from = data.at("from"), to = data.at("to");
  const std::string day = data.at("day");
  if (!may_move(scene, person, from, to)) return;
  const auto before = storage::membership_at(scene.session, person, day);
  if (!before || before->unit != from || !storage::exists(scene.session, to, day)) return scene.reply("changed_meanwhile");
  if (moves_later(scene, person, day)) return;
  const auto posts = posts_left(scene, person, from, to, day);
  storage::move_membership(scene.session, person, to, day, "transferred");
  const auto ended = end_posts(scene, posts, day, "transferred");
  note(scene, "member_transfer", "person:" + std::to_string(person), {{"before", {{"unit", from}}}, {"after", {{"unit", to}, {"from", day}}}, {"posts_ended", ended}}, to);
  const Fields said{{"name", storage::person_name(scene.session, person)}, {"from", place_name(scene.session, from, scene.today)}, {"to", place_name(scene.session, to, scene.today)},
                    {"day", language::say_day(day)}, {"later", day > scene.today}};
  if (between_unions(scene, from, to)) tell_both(scene, person, from, to, said);
  scene.reply("member_transferred", said);
}

}  // namespace trade_union
