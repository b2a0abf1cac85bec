// Members who leave the list, and what ends with a membership: dated rows, never overwritten.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

std::string post_in(Scene& scene, const storage::Role& role) {
  const auto unit = storage::unit(scene.session, role.unit, scene.today);
  return scene.text("post_in", {{"post", scene.text("role_name", {{role.role, true}})}, {"unit", unit ? unit->short_name : ""}});
}

}  // namespace

std::vector<storage::Role> posts_within(Scene& scene, std::int64_t person, std::int64_t unit, const std::string& day) {
  auto posts = storage::roles_from(scene.session, person, day);
  std::erase_if(posts, [&](const storage::Role& role) {
    const auto above = storage::lineage(scene.session, role.unit, scene.today);
    return role.unit_kind == "tinh" || role.unit_kind == "cap_tren" || std::find(above.begin(), above.end(), unit) == above.end();
  });
  return posts;
}

Fields post_list(Scene& scene, const std::vector<storage::Role>& posts, const std::string& day) {
  Fields list = Fields::array();
  for (const auto& post : posts) list.push_back({{"post", post_in(scene, post)}, {"last", storage::last_head(scene.session, post, day)}});
  return list;
}

nlohmann::json end_posts(Scene& scene, const std::vector<storage::Role>& posts, const std::string& day, const std::string& reason) {
  auto ended = nlohmann::json::array();
  for (const auto& post : posts) {
    storage::end_role(scene.session, post.id, day, reason);
    ended.push_back(post.id);
  }
  return ended;
}

std::optional<storage::Membership> held(Scene& scene, std::int64_t person, const std::string& day) {
  auto found = storage::membership_at(scene.session, person, day);
  if (found) return found;
  std::string from;
  for (const auto& m : storage::memberships(scene.session, person)) {
    if (m.to_day && *m.to_day <= day && *m.to_day > scene.today)
      return scene.reply("member_leaves", {{"name", storage::person_name(scene.session, person)}, {"day", language::say_day(*m.to_day)}}), std::nullopt;
    if (!m.to_day || *m.to_day > m.from_day) from = m.from_day;
  }
  scene.reply("not_member_then", {{"name", storage::person_name(scene.session, person)}, {"day", language::say_day(day)}, {"from", from > day ? language::say_day(from) : ""}});
  return std::nullopt;
}

void on_member_remove(Scene& scene, const nlohmann::json& args) {
  const auto own = scope_for(scene, Act::manage_members);
  if (own == 0) return;
  const auto who = meant_person(scene, args, own);
  if (!who) return;
  const auto name = who->name, reason = args.value("reason", "");
  if (reason.empty()) return scene.reply("member_remove_why", {{"name", name}});
  const auto day = day_arg(scene, args, "effective");
  const auto membership = held(scene, who->person, day);
  if (!membership) return;
  if (!may(scene, Act::manage_members, membership->unit)) return refuse(scene, Act::manage_members, membership->unit);
  if (scene.on_behalf == who->person) return refuse(scene, Act::grant_posts, membership->unit);  // a stand-in does not remove whom they stand in for
  if (membership->to_day) return scene.reply("member_leaves", {{"name", name}, {"day", language::say_day(*membership->to_day)}});
  const auto posts = posts_within(scene, who->person, union_of(scene, membership->unit), day);
  propose(scene, "member_remove", {{"person", who->person}, {"membership", membership->id}, {"day", day}, {"reason", reason}}, "member_remove_preview",
          {{"name", name}, {"place", place_name(scene.session, membership->unit, scene.today)}, {"day", language::say_day(day)}, {"reason", reason},
           {"posts", post_list(scene, posts, day)}, {"about_day", day_note(scene, day)}, {"count", count_change(scene, membership->unit, day, -1)}});
}

void do_member_remove(Scene& scene, const nlohmann::json& data) {
  const std::int64_t person = data.at("person");
  const std::string day = data.at("day"), reason = data.at("reason");
  const auto membership = storage::membership_at(scene.session, person, day);
  if (!membership || membership->id != data.at("membership") || membership->to_day) return scene.reply("changed_meanwhile");
  if (!may(scene, Act::manage_members, membership->unit)) return refuse(scene, Act::manage_members, membership->unit);
  if (scene.on_behalf == person) return refuse(scene, Act::grant_posts, membership->unit);
  const auto posts = posts_within(scene, person, union_of(scene, membership->unit), day);
  storage::end_membership(scene.session, *membership, day, reason);
  const auto ended = end_posts(scene, posts, day, "left");
  note(scene, "member_remove", "person:" + std::to_string(person),
       {{"before", {{"unit", membership->unit}, {"from", membership->from_day}}}, {"after", {{"to", day}}}, {"reason", reason}, {"posts_ended", ended}}, membership->unit);
  scene.reply("member_removed", {{"name", storage::person_name(scene.session, person)}, {"day", language::say_day(day)}, {"later", day > scene.today}});
}

}  // namespace trade_union
