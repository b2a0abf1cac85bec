// Codes by command: one person's own, used once, or the code of a unit, each with a message that can be passed on as it is. Whoever could
// admit the person may make theirs; of who holds a post only who is above it, or the person.
#include <algorithm>
#include <array>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/invites.hpp"
#include "bot/union/members.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/units.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t hour_ms = 3'600'000, valid_ms = 72 * hour_ms, most_an_hour = 20;

// Opens a chat with the account that was written to; "": there is no such link.
std::string chat_link(const Scene& scene) {
  const auto channel = scene.settings.channels.find(scene.in.from.channel);
  return channel != scene.settings.channels.end() && channel->second.chat_link ? channel->second.chat_link(scene.in.from.account, "") : "";
}

// A message of its own: it is passed on with one long press.
void to_pass_on(Scene& scene, std::string_view name, const Fields& fields) { scene.turn.out.push_back({.to = scene.in.from, .text = scene.text(name, fields)}); }

// Where the right over a post is asked: who speaks for a unit is above its members, so theirs comes from the unit above. 0: nobody by chat.
std::int64_t asked_over(Scene& scene, const storage::Role& role) {
  static constexpr std::array speak_for{"chair", "deputy", "inspection", "officer"};
  if (role.role == "administrator") return 0;
  if (std::find(speak_for.begin(), speak_for.end(), role.role) == speak_for.end()) return role.unit;
  const auto lineage = storage::lineage(scene.session, role.unit, scene.today);
  return lineage.size() > 1 ? lineage[1] : 0;
}

// Whose code opens a post to whoever has it: who is above the post may make it.
bool above_posts(Scene& scene, std::int64_t person) {
  if (person == scene.me.person) return true;
  for (const auto& role : storage::roles_from(scene.session, person, scene.today)) {
    const bool team = role.role == "to_leader" || role.role == "to_deputy";
    const auto act = team ? Act::manage_members : Act::grant_posts;
    const auto unit = asked_over(scene, role);
    if (unit == 0) return scene.reply("refused", {{"responsible", scene.settings.responsible}}), false;
    if (!may(scene, act, unit)) return refuse(scene, act, unit), false;
  }
  return true;
}

bool too_many(Scene& scene) { return storage::codes::made_since(scene.session, scene.me.person, scene.now - hour_ms) >= most_an_hour; }

void give_person_code(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::admit);
  if (own == 0) return refuse(scene, Act::admit);
  const auto who = meant_person(scene, args, own);
  if (!who || !above_posts(scene, who->person)) return;
  if (!may(scene, Act::admit, who->unit)) return refuse(scene, Act::admit, who->unit);
  if (too_many(scene)) return scene.reply("code_too_many", {{"most", most_an_hour}});
  const auto code = new_person_code(scene.session, who->person, scene.now, valid_ms, {scene.me.person, scene.on_behalf, scene.in.from.channel});
  const Fields fields{{"name", who->name}, {"place", place_name(scene.session, who->unit, scene.today)}, {"code", code}, {"until", language::say_moment(scene.now + valid_ms)},
                      {"link", chat_link(scene)}, {"responsible", scene.settings.responsible}};
  if (who->person != scene.me.person) tell_person(scene, who->person, "code_person_news", fields);
  scene.reply("code_person", fields);
  to_pass_on(scene, "code_person_text", fields);
}

void give_unit_code(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::lead);
  if (own == 0) return refuse(scene, Act::lead);
  const auto unit = meant_unit(scene, args, own);
  if (!unit) return;
  if (!may(scene, Act::lead, *unit)) return refuse(scene, Act::lead, *unit);
  const auto code = relay_code_of(scene.session, *unit, scene.now);
  const auto link = short_link(scene.settings, code);
  const Fields fields{{"unit", place_name(scene.session, *unit, scene.today)}, {"code", shown_code(code)}, {"link", link.empty() ? chat_link(scene) : link},
                      {"responsible", scene.settings.responsible}};
  note(scene, "code_shown", "unit:" + std::to_string(*unit), {}, *unit);
  scene.reply("code_unit", fields);
  to_pass_on(scene, "code_unit_text", fields);
}

}  // namespace

void on_code_create(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return answer_in_private(scene, args, on_code_create);
  args.value("name", "").empty() && !args.contains("person") ? give_unit_code(scene, args) : give_person_code(scene, args);
}

}  // namespace trade_union
