// Reads the seeded province back, as the sandbox and the demo need it.
#include <map>

#include "bot/sample/province.hpp"
#include "storage/directory.hpp"
#include "storage/units.hpp"

namespace sample {

namespace {

std::string post(const std::string& role) {
  static const std::map<std::string, std::string> names{{"officer", "cán bộ"}, {"administrator", "quản trị"}, {"chair", "chủ tịch"}, {"deputy", "phó chủ tịch"}, {"to_leader", "tổ trưởng"}};
  const auto found = names.find(role);
  return found != names.end() ? found->second : role;
}

// "Tổ 3 · May Sơn Hà": the unit where somebody is counted and the grassroots union it belongs to.
std::string place(storage::Session& session, std::int64_t unit, const std::string& today) {
  std::string text;
  for (const auto id : storage::lineage(session, unit, today)) {
    const auto found = storage::unit(session, id, today);
    if (!found || found->kind == "tinh" || found->kind == "cap_tren") break;
    if (found->kind == "cdbp" && !text.empty()) continue;
    text += (text.empty() ? "" : " · ") + found->short_name;
  }
  return text;
}

std::map<std::int64_t, std::string> accounts(storage::Session& session, const char* channel, std::string& account) {
  std::map<std::int64_t, std::string> ids;
  for (auto& found : storage::directory_accounts(session, channel)) {
    account = found.account;
    ids[found.person] = std::move(found.external_id);
  }
  return ids;
}

}  // namespace

Province read_province(storage::Session& session, const std::string& today) {
  Province province;
  const auto zalo = accounts(session, zalo_channel, province.oa_id), facebook = accounts(session, facebook_channel, province.page_id);
  const auto id_on = [](const auto& ids, std::int64_t person) { const auto found = ids.find(person); return found != ids.end() ? found->second : std::string(); };
  std::map<std::int64_t, std::string> places;
  for (const auto& person : storage::directory_people(session, today)) {
    auto& where = places[person.unit];
    if (where.empty() && person.unit != 0) where = place(session, person.unit, today);
    auto note = person.role.empty() ? "" : post(person.role) + " " + person.role_unit;
    if (person.role.empty()) note = where;
    else if (!where.empty() && person.role_unit != where) note += " (" + where + ")";
    province.people.push_back({person.id, person.name, note, id_on(zalo, person.id), id_on(facebook, person.id)});
  }
  for (const auto& group : storage::directory_groups(session, zalo_channel, today)) {
    Group seen{group.external_id, group.unit_kind == "to" ? group.unit + " · " + group.parent : group.unit, {}};
    for (const auto member : group.members) seen.member_zalo_ids.push_back(id_on(zalo, member));
    province.groups.push_back(std::move(seen));
  }
  province.root_unit = storage::root_unit(session, today).value_or(0);
  return province;
}

}  // namespace sample
