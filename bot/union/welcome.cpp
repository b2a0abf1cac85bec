// One-time codes: how the first officers come in.
#include "bot/language/text.hpp"
#include "bot/union/invites.hpp"
#include "bot/union/scene.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t try_again_ms = 60'000;     // a wrong code makes the account wait: guessing is hopeless
constexpr const char* kind = "invite_wait";

// A person for an account that has none yet, under the name the platform gives.
std::int64_t person_for(Scene& scene) {
  if (scene.me.person != 0) return scene.me.person;
  const auto name = language::trim(scene.in.sender_name).empty() ? scene.in.sender_id : language::nfc(language::trim(scene.in.sender_name));
  const auto person = storage::add_person(scene.session, name, language::fold(name), language::person_sort_key(name), scene.now);
  storage::link_identity(scene.session, scene.me.id, person);
  scene.me.person = person;
  return person;
}

}  // namespace

void on_invite_code(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return;
  const auto hash = storage::sha256_hex(args.value("code", ""));
  const auto waiting = storage::pending_question(scene.session, scene.me.id, scene.now);
  if ((waiting && waiting->kind == kind) || !storage::invite_open(scene.session, hash, scene.now)) {
    storage::ask(scene.session, scene.me.id, kind, "{}", scene.now, scene.now + try_again_ms);
    return scene.reply("invite_bad", {{"responsible", scene.settings.responsible}});
  }
  const auto person = person_for(scene);
  const auto invite = *storage::use_invite(scene.session, hash, person, scene.now);
  storage::add_role(scene.session, person, invite.unit, invite.role, scene.today);
  storage::log_audit(scene.session, scene.now, "person:" + std::to_string(person), "invite_used", "unit:" + std::to_string(invite.unit), nlohmann::json{{"role", invite.role}}.dump());
  scene.rank = invite.role == "chair" ? language::Role::chair : language::Role::officer;
  const auto unit = storage::unit(scene.session, invite.unit, scene.today);
  scene.reply("invite_accepted", {{"name", storage::person_name(scene.session, person)}, {"role", scene.text("role_name", {{invite.role, true}})},
                                  {"unit", unit ? unit->name : ""}});
}

}  // namespace trade_union
