// What the roll holds of one member, for who may see it, in private, and written down each time.
#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

bool asks_contact(const std::string& field) { return field == "phone" || field == "birth_date"; }

Fields card(Scene& scene, const storage::NamedPerson& who, const std::string& field, bool contact) {
  const auto known = *storage::person(scene.session, who.person);
  const auto at = storage::membership_at(scene.session, who.person, scene.today);
  const bool all = !asks_contact(field);
  Fields fields{{"name", known.name}, {"place", place_name(scene.session, at ? at->unit : who.unit, scene.today)}, {"since", all && at ? language::say_day(at->from_day) : ""},
                {"until", at && at->to_day ? language::say_day(*at->to_day) : ""}, {"posts", Fields::array()}};
  if (contact && (all || field == "phone")) fields["phone"] = {{"number", known.phone ? say_phone(*known.phone) : ""}};
  if (contact && (all || field == "birth_date")) fields["born"] = say_birth(known.birth_day.value_or(""));
  if (!all) return fields;
  for (const auto& role : storage::roles(scene.session, who.person, scene.today)) {
    const auto unit = storage::unit(scene.session, role.unit, scene.today);
    fields["posts"].push_back({{"post", scene.text("post_in", {{"post", scene.text("role_name", {{role.role, true}})}, {"unit", unit ? unit->short_name : ""}})}, {"for", role.on_behalf_name}});
  }
  const auto accounts = storage::accounts(scene.session, who.person);
  fields["account"] = accounts.empty() ? "" : scene.settings.channels.contains(accounts.front().channel) ? scene.settings.channels.at(accounts.front().channel).label : accounts.front().channel;
  fields["no_account"] = accounts.empty();
  return fields;
}

}  // namespace

void on_member_view(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return answer_in_private(scene, args, on_member_view);
  const auto own = own_unit(scene, Act::see_missing);
  if (own == 0) return refuse(scene, Act::see_missing);
  const auto field = args.value("field", "");
  const auto who = meant_person(scene, args, own);
  if (!who) return;
  const bool contact = may(scene, Act::read_person, who->unit);
  if (asks_contact(field) && !contact) return refuse(scene, Act::read_person, who->unit);
  const auto shown = card(scene, *who, field, contact);
  note(scene, "member_view", "person:" + std::to_string(who->person), {{"shown", field.empty() ? (contact ? "all" : "name, place") : field}}, who->unit);
  scene.reply("member_card", shown);
}

}  // namespace trade_union
