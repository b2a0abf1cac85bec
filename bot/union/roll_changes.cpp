// What the commands that change the roll have in common.
#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {
constexpr std::int64_t far_ms = 240 * 86'400'000LL;
}  // namespace

std::int64_t scope_for(Scene& scene, Act act) {
  if (scene.group) return ask_private(scene), 0;
  const auto own = own_unit(scene, act);
  if (own == 0) refuse(scene, act);
  return own;
}

void answer_in_private(Scene& scene, const nlohmann::json& args, Handler handler) {
  auto direct = scene.in;
  direct.from.group = false;
  direct.from.id = scene.in.sender_id;
  Scene alone{scene.session, scene.catalog, scene.settings, direct, scene.now, scene.today, scene.turn, scene.me, scene.roles, scene.rank, std::nullopt};
  alone.intent = scene.intent;
  handler(alone, args);
  scene.reply("answered_private");
}

bool refuse_findings(Scene& scene, const Findings& findings) {
  if (!refused(findings)) return false;
  scene.reply("not_done", {{"why", sentences(scene.catalog, findings)}});
  return true;
}

Fields count_change(Scene& scene, std::int64_t unit, const std::string& day, int by) {
  const auto whole = union_of(scene, unit);
  const auto before = storage::counted_below(scene.session, whole, day).members;
  return {{"union", storage::unit(scene.session, whole, scene.today)->short_name}, {"before", before}, {"after", before + by}};
}

std::string day_note(Scene& scene, const std::string& day) {
  if (day < scene.today) return sentence(scene.catalog, {"effect_past", {{"day", language::say_day(day)}}, false});
  const auto far = language::day_of(scene.now + far_ms);
  return day > far ? scene.text("day_far", {{"year", scene.today.substr(0, 4)}}) : "";
}

void tell_person(Scene& scene, std::int64_t person, std::string_view text, const Fields& fields) {
  const auto accounts = storage::accounts(scene.session, person);
  if (accounts.empty() || person == scene.me.person) return;
  const auto& to = accounts.front();
  scene.turn.out.push_back({.to = {to.channel, to.account, false, to.external_id}, .text = scene.text(text, fields), .priority = Priority::bulk});
}

std::string day_arg(const Scene& scene, const nlohmann::json& args, const char* name) {
  const auto day = args.value(name, "");
  return language::valid_day(day) ? day : scene.today;
}

}  // namespace trade_union
