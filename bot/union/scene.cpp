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
