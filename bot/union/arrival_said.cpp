// What a line or a form says of its writer: name, tổ, unit, phone, birth day.
#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/naming.hpp"
#include "bot/union/units.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

std::optional<std::string> if_any(const nlohmann::json& args, const char* key) {
  const auto value = args.value(key, "");
  return value.empty() ? std::nullopt : std::optional(value);
}

std::string of_form(const Scene& scene, const char* key) {
  const auto found = scene.in.profile.find(key);
  return found == scene.in.profile.end() ? "" : found->second;
}

language::Intent read(const Scene& scene, const std::string& text) { return language::understand(text, {language::Role::member, false, scene.now, false}); }

// A bare "Mỷ tổ 3 0987 …" says the same as "đăng ký Mỷ tổ 3 0987 …".
nlohmann::json read_as_registration(const Scene& scene) {
  auto intent = read(scene, scene.in.text);
  if (intent.name == "profile_update" && intent.args.value("field", "") == "phone") return {{"phone", intent.args.value("value", "")}};
  if (intent.name != "register") intent = read(scene, "đăng ký " + scene.in.text);
  return intent.name == "register" ? intent.args : nlohmann::json::object();
}

}  // namespace

Said said_of(const nlohmann::json& args) {
  const auto name = language::nfc(args.value("name", ""));
  return {plausible_name(name) ? name : "", args.value("group", ""), args.value("unit", ""), if_any(args, "phone"), if_any(args, "birth_date")};
}

Said said_in(const Scene& scene) {
  if (scene.in.kind == Incoming::Kind::profile) {
    const auto phone = of_form(scene, "phone"), birthday = of_form(scene, "birthday");
    return {name_in(of_form(scene, "name")).value_or(""), "", "", phone.empty() ? std::nullopt : std::optional(phone), birthday.empty() ? std::nullopt : std::optional(birthday)};
  }
  auto said = said_of(read_as_registration(scene));
  if (const auto name = name_in(scene.in.text)) said.name = *name;  // a line that is nothing but a name
  return said;
}

std::int64_t unit_said(Scene& scene, const std::string& said) {
  const auto root = storage::root_unit(scene.session, scene.today);
  return root && !said.empty() ? find_unit(scene.session, said, *root, scene.today).value_or(0) : 0;
}

std::int64_t team_in(Scene& scene, std::int64_t unit, const std::string& team) {
  return unit != 0 && !team.empty() ? find_unit(scene.session, team, unit, scene.today).value_or(0) : 0;
}

}  // namespace trade_union
