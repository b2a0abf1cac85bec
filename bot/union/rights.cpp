#include "bot/union/rights.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/audit.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

// Rows: acts in the order of the enum. Columns: member, to_leader, to_deputy, chair, deputy, board, inspection, officer, clerk, administrator.
constexpr std::array<std::string_view, act_count> table{
    ".xxxxxxxxx",  // see_figures
    ".xxxxxxx.x",  // see_missing
    ".xxxxx.x.x",  // lead
    ".xxxx..x.x",  // attest
    ".xxxx..x.x",  // admit
    "...xx.xx.x",  // read_feedback
    "...xx..x.x",  // handle_feedback
    "...xx..x.x",  // manage_members
    "...xx..x.x",  // read_person
    "...xx..x.x",  // manage_groups
    "...xx..xxx",  // draft: the clerk prepares, but does not issue
    "...xx..x.x",  // send_down
    "......xxxx",  // list_units
    ".......x.x",  // manage_units
    ".......x.x",  // grant_posts
    ".xxxxxxxx.",  // delegate
    "......xx.x",  // read_audit
};

constexpr std::array<std::string_view, 10> post_names{"member", "to_leader", "to_deputy", "chair", "deputy", "board", "inspection", "officer", "clerk", "administrator"};

// What carries most weight when a person speaks for one unit and holds posts in several.
constexpr std::array<Post, 9> by_weight{Post::officer, Post::administrator, Post::chair, Post::deputy, Post::board, Post::inspection, Post::clerk, Post::to_leader, Post::to_deputy};

bool grants(const storage::Role& role, Act act) {
  const auto posts = posts_of(role.role, role.unit_kind);
  const auto enough = std::any_of(posts.begin(), posts.end(), [&](Post post) { return allows(post, act); });
  const bool lasting = act == Act::delegate || act == Act::grant_posts;  // would outlive the time one stands in for another
  return enough && (!lasting || role.delegated_from == 0);
}

// Their own post before one they stand in for.
const storage::Role* right_over(const Scene& scene, Act act, const std::vector<std::int64_t>& lineage) {
  const storage::Role* found = nullptr;
  for (const auto& role : scene.roles)
    if (grants(role, act) && std::find(lineage.begin(), lineage.end(), role.unit) != lineage.end() && (!found || (found->on_behalf != 0 && role.on_behalf == 0)))
      found = &role;
  return found;
}

std::size_t weight(const storage::Role& role) {
  std::size_t best = by_weight.size();
  for (const auto post : posts_of(role.role, role.unit_kind))
    best = std::min<std::size_t>(best, static_cast<std::size_t>(std::find(by_weight.begin(), by_weight.end(), post) - by_weight.begin()));
  return best;
}

// A post in a unit below this one: the tổ leader who writes in the group of the whole union.
std::int64_t unit_below(Scene& scene, Act act, std::int64_t unit) {
  for (const auto& role : scene.roles) {
    if (!grants(role, act)) continue;
    const auto above = storage::lineage(scene.session, role.unit, scene.today);
    if (std::find(above.begin(), above.end(), unit) != above.end()) return scene.on_behalf = role.on_behalf, role.unit;
  }
  return 0;
}

}  // namespace

bool allows(Post post, Act act) { return table[static_cast<std::size_t>(act)][static_cast<std::size_t>(post)] == 'x'; }

std::vector<Post> posts_of(std::string_view role, std::string_view unit_kind) {
  const auto found = std::find(post_names.begin(), post_names.end(), role);
  if (found == post_names.end()) return {};
  const auto post = static_cast<Post>(found - post_names.begin());
  const bool upper = unit_kind == "tinh" || unit_kind == "cap_tren";
  return upper && (post == Post::chair || post == Post::deputy) ? std::vector{post, Post::officer} : std::vector{post};
}

bool may(Scene& scene, Act act, std::int64_t unit) {
  const auto* role = right_over(scene, act, storage::lineage(scene.session, unit, scene.today));
  if (role) scene.on_behalf = role->on_behalf;
  return role != nullptr;
}

std::int64_t own_unit(Scene& scene, Act act) {
  if (scene.group) {  // in a group only what concerns its unit: a post held elsewhere says nothing here
    if (scene.group->unit == 0) return 0;
    return may(scene, act, scene.group->unit) ? scene.group->unit : unit_below(scene, act, scene.group->unit);
  }
  const storage::Role* best = nullptr;
  for (const auto& role : scene.roles)
    if (grants(role, act) && (!best || weight(role) < weight(*best))) best = &role;
  if (best) scene.on_behalf = best->on_behalf;
  return best ? best->unit : 0;
}

namespace {

constexpr std::size_t most_named = 2;

// "chủ tịch CĐCS Công ty TNHH May Sơn Hà (Lò Văn Pản)": who of this unit can.
Fields holders_of(Scene& scene, Act act, const storage::Unit& unit) {
  std::map<std::string, std::string> names;  // by role
  std::vector<std::string> order;
  for (const auto& role : storage::holders(scene.session, unit.id, scene.today)) {
    if (!grants(role, act)) continue;
    if (!names.contains(role.role)) order.push_back(role.role);
    auto& said = names[role.role];
    said += (said.empty() ? "" : ", ") + role.person_name;
  }
  Fields list = Fields::array();
  for (const auto& role : order)
    if (list.size() < most_named && (role != "administrator" || list.empty()))
      list.push_back({{"post", scene.text("role_name", {{role, true}})}, {"unit", place_name(scene.session, unit.id, scene.today)}, {"names", names[role]}});
  return list;
}

std::int64_t unit_asked(Scene& scene) {
  if (scene.group && scene.group->unit != 0) return scene.group->unit;
  return storage::membership_unit(scene.session, scene.me.person, scene.today).value_or(storage::root_unit(scene.session, scene.today).value_or(0));
}

}  // namespace

nlohmann::json who_can(Scene& scene, Act act, std::int64_t unit) {
  for (const auto id : storage::lineage(scene.session, unit, scene.today)) {
    const auto at = storage::unit(scene.session, id, scene.today);
    if (!at) continue;
    if (const auto who = holders_of(scene, act, *at); !who.empty()) return {{"who", who}};
  }
  return {{"responsible", scene.settings.responsible}};
}

void refuse(Scene& scene, Act act, std::int64_t unit) { scene.reply("refused", who_can(scene, act, unit != 0 ? unit : unit_asked(scene))); }

void note(Scene& scene, std::string_view action, std::string_view subject, const nlohmann::json& detail, std::int64_t unit) {
  storage::log_audit(scene.session, {.at = scene.now, .actor = scene.guest() ? "identity:" + std::to_string(scene.me.id) : "person:" + std::to_string(scene.me.person), .action = std::string(action), .subject = std::string(subject),
                                     .detail = detail.empty() ? "" : detail.dump(), .on_behalf = scene.on_behalf != 0 ? "person:" + std::to_string(scene.on_behalf) : "",
                                     .channel = scene.in.from.channel, .unit = unit != 0 ? std::optional(unit) : std::nullopt});
}

}  // namespace trade_union
