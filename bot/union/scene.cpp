#include "bot/union/scene.hpp"

#include <algorithm>

#include "bot/language/text.hpp"
#include "storage/campaigns.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {
constexpr std::int64_t count_delay_ms = 3'000;  // group counts gather so long before one goes out
std::string chat(std::string_view name) { return "chat/vi/" + std::string(name); }
}  // namespace

std::string Scene::text(std::string_view name, const Fields& fields) const { return catalog.render(chat(name), fields); }

void Scene::reply(std::string_view name, const Fields& fields, std::vector<Choice> choices) {
  introduce(*this);
  turn.out.push_back({in.from, text(name, fields), std::move(choices), Priority::reply, 0, "", std::nullopt});
}

void Scene::count_in_group(const std::string& key, std::string_view name, const Fields& fields) {
  introduce(*this);
  turn.out.push_back({in.from, text(name, fields), {}, Priority::reply, now + count_delay_ms, key + "|" + conversation_key(in.from), std::nullopt});
}

void introduce(Scene& scene) {
  const auto& s = scene.settings;
  if (scene.group) {
    if (scene.group->introduced) return;
    storage::set_group_introduced(scene.session, scene.group->id, scene.now);
    scene.group->introduced = true;
    scene.turn.out.push_back({scene.in.from, scene.text("group_intro", {{"responsible", s.responsible}}), {}, Priority::reply, 0, "", std::nullopt});
  } else if (!scene.me.introduced) {
    storage::set_introduced(scene.session, scene.me.id, scene.now);
    scene.me.introduced = true;
    scene.turn.out.push_back({scene.in.from, scene.text("intro", {{"responsible", s.responsible}, {"contact", s.contact}}), {}, Priority::reply, 0, "", std::nullopt});
  }
}

namespace {
bool grants(const std::string& role, language::Role rank) {
  const bool officer = role == "officer" || role == "administrator";
  if (rank == language::Role::officer) return officer;
  return officer || role == "chair" || role == "deputy" || role == "to_leader";
}
}  // namespace

bool may(Scene& scene, language::Role rank, std::int64_t unit) {
  const auto above = storage::lineage(scene.session, unit, scene.today);
  return std::any_of(scene.roles.begin(), scene.roles.end(), [&](const storage::Role& role) {
    return grants(role.role, rank) && std::find(above.begin(), above.end(), role.unit) != above.end();
  });
}

namespace {
// A role in a unit at or below this one: the tổ leader who writes in the group of the whole union.
std::int64_t role_below(Scene& scene, std::int64_t unit) {
  for (const auto& role : scene.roles) {
    const auto above = storage::lineage(scene.session, role.unit, scene.today);
    if (grants(role.role, language::Role::chair) && std::find(above.begin(), above.end(), unit) != above.end()) return role.unit;
  }
  return 0;
}
}  // namespace

std::int64_t own_unit(Scene& scene) {
  if (scene.group) {  // in a group only what concerns its unit: a post held elsewhere says nothing here
    if (scene.group->unit == 0) return 0;
    return may(scene, language::Role::chair, scene.group->unit) ? scene.group->unit : role_below(scene, scene.group->unit);
  }
  for (const auto rank : {language::Role::officer, language::Role::chair})
    for (const auto& role : scene.roles)
      if (grants(role.role, rank)) return role.unit;
  return 0;
}

void refuse(Scene& scene, language::Role needed, std::int64_t unit) {
  const auto found = unit != 0 ? storage::unit(scene.session, unit, scene.today) : std::nullopt;
  const Fields who{{"officer", needed == language::Role::officer}, {"chair", needed != language::Role::officer}, {"unit", found ? found->name : ""}};
  scene.reply("refused", {{"who", scene.text("who_can", who)}});
}

Address address_of(const storage::Group& group) { return {group.channel, group.account, true, group.external_id}; }

std::vector<std::int64_t> unit_ids(storage::Session& session, std::int64_t root, const std::string& today) {
  std::vector<std::int64_t> ids;
  for (const auto& unit : storage::subtree(session, root, today)) ids.push_back(unit.id);
  return ids;
}

std::vector<storage::Group> groups_for(storage::Session& session, std::int64_t unit, const std::string& today) {
  const auto members_of = [&](std::int64_t id) {  // a group of the board or of chairs is not the members
    auto found = storage::groups_of(session, id);
    std::erase_if(found, [](const storage::Group& group) { return group.purpose != "whole" && group.purpose != "to"; });
    return found;
  };
  auto groups = members_of(unit);
  if (!groups.empty()) return groups;
  for (const auto below : unit_ids(session, unit, today))
    for (auto& group : members_of(below)) groups.push_back(std::move(group));
  return groups;
}

Told tell_members(Scene& scene, std::int64_t unit, std::string_view name, const Fields& fields, const std::vector<Choice>& choices) {
  Told told;
  std::vector<std::int64_t> groups;
  for (const auto& group : groups_for(scene.session, unit, scene.today)) {
    Fields with_intro = fields;
    if (!group.introduced) with_intro["responsible"] = scene.settings.responsible;
    storage::set_group_introduced(scene.session, group.id, scene.now);
    const auto to = address_of(group);
    const bool here = conversation_key(to) == conversation_key(scene.in.from);
    scene.turn.out.push_back({to, scene.text(name, with_intro), choices, here ? Priority::reply : Priority::bulk, 0, "", std::nullopt});
    groups.push_back(group.id);
    ++told.groups;
  }
  for (const auto member_unit : unit_ids(scene.session, unit, scene.today))
    for (const auto person : storage::outside_groups(scene.session, groups, member_unit, scene.today)) {
      const auto account = storage::accounts(scene.session, person).front();
      if (person == scene.me.person) continue;  // who opened it has an answer of their own
      Fields to_one = fields;
      if (!account.introduced) to_one["responsible"] = scene.settings.responsible;
      scene.turn.out.push_back({{account.channel, account.account, false, account.external_id}, scene.text(name, to_one), choices, Priority::bulk, 0, "", std::nullopt});
      ++told.direct;
    }
  return told;
}

std::string title(const templates::Catalog& catalog, std::string_view which) {
  return catalog.render("chat/vi/choice_title", {{std::string(which), true}});
}

}  // namespace trade_union
