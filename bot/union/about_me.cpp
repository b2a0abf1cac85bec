// What a person may see and set right of what is kept about them. Phone and birth date are theirs to change, under their consent; name and
// tổ belong to the roll: the wish goes to the leader. So does a phone or birth date of the roll for who is known by their own word alone.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/birth.hpp"
#include "bot/union/consenting.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/units.hpp"
#include "storage/consents.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t shown_digits = 3;

std::string tail_of(const std::string& phone) { return phone.size() > shown_digits ? phone.substr(phone.size() - shown_digits) : phone; }

Fields accounts(Scene& scene) {
  Fields list = Fields::array();
  for (const auto& account : storage::arrivals::accounts_of(scene.session, scene.me.person)) {
    const auto channel = scene.settings.channels.find(account.channel);
    list.push_back({{"channel", channel != scene.settings.channels.end() ? channel->second.label : account.channel}, {"first", list.empty()}});
  }
  return list;
}

Fields posts(Scene& scene) {
  Fields list = Fields::array();
  for (const auto& role : scene.roles) {
    const auto unit = storage::unit(scene.session, role.unit, scene.today);
    list.push_back({{"post", scene.text("role_name", {{role.role, true}})}, {"unit", unit ? unit->short_name : ""}});
  }
  return list;
}

// Is the unit meant in another CĐCS than theirs? Whoever leads both moves people there.
bool stands_elsewhere(Scene& scene, const std::string& said, std::int64_t from) {
  const auto meant = find_unit_from(scene, said, from, from);
  return meant && union_of(scene, *meant) != union_of(scene, from);
}

}  // namespace

void pass_on(Scene& scene, const std::string& field, const std::string& value) {
  const auto unit = storage::membership_unit(scene.session, scene.me.person, scene.today).value_or(0);
  Fields fields{{"name", storage::person_name(scene.session, scene.me.person)}, {"place", unit != 0 ? place_name(scene.session, unit, scene.today) : ""}, {"value", field == "birth_date" ? language::say_day(value) : value}, {field == "name" ? "rename" : field, true}};
  if (field == "unit") fields["far"] = stands_elsewhere(scene, value, unit);
  auto leaders = leaders_for(scene.session, unit, scene.today);
  std::erase_if(leaders, [&](const Leader& leader) { return leader.person == scene.me.person; });
  if (leaders.empty()) return scene.reply("wish_nobody", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  const auto text = scene.text("wish_notice", fields);
  for (const auto& leader : leaders) scene.turn.out.push_back({.to = leader.to, .text = text});
  note(scene, "profile_wish", "person:" + std::to_string(scene.me.person), {{"field", field}}, unit);
  scene.reply("wish_passed_on", fields);
}

void on_profile_update(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("about_me_private");
  const auto field = args.value("field", ""), value = args.value("value", "");
  const bool contact = field == "phone" || field == "birth_date";
  if (value.empty() || (!contact && field != "name" && field != "group" && field != "unit")) return scene.reply("wish_shape");
  contact ? take_contact(scene, field, value) : pass_on(scene, field, value);
}

void on_data_view(Scene& scene, const nlohmann::json&) {
  if (scene.group) return scene.reply("about_me_private");
  Fields fields{{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}, {"guest", scene.guest()}, {"accounts", accounts(scene)}, {"posts", posts(scene)}};
  if (const auto held = consent_of(scene)) fields["consent"] = language::say_moment(held->given_at);
  if (!scene.guest()) {
    const auto unit = storage::membership_unit(scene.session, scene.me.person, scene.today);
    const auto contact = storage::consents::contact_of(scene.session, scene.me.person);
    fields["name"] = storage::person_name(scene.session, scene.me.person);
    fields["place"] = unit ? place_name(scene.session, *unit, scene.today) : "";
    if (contact.phone) fields["phone"] = tail_of(*contact.phone);
    const bool hidden = contact.birth_day && kept_from(scene, "birth_date");
    fields["birth_kept"] = hidden;
    if (contact.birth_day && !hidden) fields["birth"] = say_birth(*contact.birth_day);
  }
  scene.reply("data_view", fields);
}

}  // namespace trade_union
