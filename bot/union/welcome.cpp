// One-time codes at work: how the first officers come in, how one person's account is linked, how a group is bound. Whether a code was
// ever right is not told, and whoever tries in vain waits longer each time.
#include <algorithm>

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/grouping.hpp"
#include "bot/union/invites.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

namespace codes = storage::codes;
namespace arrivals = storage::arrivals;

constexpr const char* question_kind = "code_is_mine";
constexpr std::int64_t answer_within_ms = 15 * 60'000, forgotten_ms = 24 * 3'600'000LL;

void say_wrong(Scene& scene, std::int64_t until) {
  if (scene.group) return scene.reply("group_code_bad");
  const auto minutes = std::max<std::int64_t>(1, (until - scene.now + 59'999) / 60'000);
  scene.reply("invite_bad", {{"responsible", scene.settings.responsible}, {"minutes", minutes}});
}

// No post in a unit that has ended meanwhile.
std::optional<codes::Code> code_now(Scene& scene, const std::string& hash) {
  const auto code = codes::open(scene.session, hash, scene.now);
  return code && code->kind == "role" && !storage::exists(scene.session, code->unit, scene.today) ? std::nullopt : code;
}

// The code, if the account may try and it is one that holds; answers itself otherwise.
std::optional<codes::Code> tried(Scene& scene, const std::string& hash) {
  auto tries = codes::tries(scene.session, scene.me.id);
  if (tries.until > scene.now) return say_wrong(scene, tries.until), std::nullopt;
  if (scene.now - tries.until > forgotten_ms) tries.failed = 0;
  if (auto code = code_now(scene, hash)) return code;
  ++tries.failed;
  tries.until = scene.now + wait_after(tries.failed);
  codes::set_tries(scene.session, scene.me.id, tries);
  return say_wrong(scene, tries.until), std::nullopt;
}

std::string role_name(const Scene& scene, const std::string& role) { return scene.text("role_name", {{role, true}}); }

// Of the unit and below, by this name and without an account: the chair the roll knows already is not made a second time.
std::optional<std::int64_t> on_the_roll(Scene& scene, const codes::Code& code, const std::string& name) {
  const auto units = unit_ids(scene.session, code.unit, scene.today);
  std::optional<std::int64_t> found;
  for (const auto& known : arrivals::named(scene.session, language::fold(name), scene.today)) {
    if (known.linked || std::find(units.begin(), units.end(), known.unit) == units.end()) continue;
    if (found) return std::nullopt;  // two of one name: neither
    found = known.person;
  }
  return found;
}

// The person a post is given to: whom the account belongs to; else whom the code names; else who the platform says it is.
std::int64_t person_for(Scene& scene, const codes::Code& code) {
  if (scene.me.person != 0) return scene.me.person;
  const auto shown = language::nfc(language::trim(scene.in.sender_name));
  const auto name = !code.name.empty() ? code.name : !shown.empty() ? shown : scene.in.sender_id;
  const auto known = code.name.empty() ? std::nullopt : on_the_roll(scene, code, name);
  const auto person = known ? *known : storage::add_person(scene.session, name, language::fold(name), language::person_sort_key(name), scene.now);
  storage::link_identity(scene.session, scene.me.id, person);
  if (const auto open = arrivals::of_identity(scene.session, scene.me.id)) arrivals::decide(scene.session, open->id, "refused", std::nullopt, scene.now);  // whoever was asked decides about nobody
  scene.me.person = person;
  return person;
}

// A code with a name is for that person, whoever sends it.
bool of_another(Scene& scene, const codes::Code& code) {
  return !scene.guest() && !code.name.empty() && language::fold(storage::person_name(scene.session, scene.me.person)) != language::fold(code.name);
}

void take_post(Scene& scene, const codes::Code& code, const std::string& hash) {
  if (of_another(scene, code)) return scene.reply("code_of_another", {{"responsible", scene.settings.responsible}});
  const auto person = person_for(scene, code);
  if (!codes::use(scene.session, hash, person, scene.now)) return say_wrong(scene, scene.now);
  const auto held = storage::roles(scene.session, person, scene.today);
  const bool has = std::any_of(held.begin(), held.end(), [&](const auto& role) { return role.role == code.role && role.unit == code.unit && role.delegated_from == 0; });
  if (!has) storage::add_role(scene.session, person, code.unit, code.role, scene.today);
  note(scene, "invite_used", "person:" + std::to_string(person), {{"role", code.role}, {"unit", code.unit}}, code.unit);
  scene.rank = code.role == "chair" ? language::Role::chair : language::Role::officer;
  const auto unit = storage::unit(scene.session, code.unit, scene.today);
  scene.reply("invite_accepted", {{"name", storage::person_name(scene.session, person)}, {"role", role_name(scene, code.role)}, {"unit", unit ? unit->name : ""}});
}

// Who has an account already: only their own code is their own yes; the administrator's helps whose first account is lost.
bool first_is_asked(Scene& scene, const codes::Code& code) {
  return code.created_by != 0 && code.created_by != code.person && arrivals::has_account(scene.session, code.person);
}

Arrival arrival_by_code(Scene& scene, const codes::Code& code) {
  const auto held = arrivals::of_identity(scene.session, scene.me.id);
  if (held && held->state != "bound" && held->state != "refused") return *held;
  return *arrivals::find(scene.session, arrivals::begin(scene.session, scene.me.id, {.source = "code", .unit = code.unit}, scene.now));
}

void link_person(Scene& scene, const codes::Code& code, const std::string& hash) {
  if (!scene.guest() && scene.me.person != code.person) return scene.reply("code_of_another", {{"responsible", scene.settings.responsible}});
  if (!codes::use(scene.session, hash, code.person, scene.now)) return say_wrong(scene, scene.now);
  if (!scene.guest()) return scene.reply("arrival_known", bound_fields(scene, code.person));
  const auto arrival = arrival_by_code(scene, code);
  if (first_is_asked(scene, code)) return prove(scene, arrival, code.person);
  join_up(scene, arrival, code.person, std::nullopt);
  scene.me.person = code.person;
  scene.reply("arrival_bound", bound_fields(scene, code.person));
}

void accept(Scene& scene, const codes::Code& code, const std::string& hash) {
  codes::forget_tries(scene.session, scene.me.id);
  code.kind == "person" ? link_person(scene, code, hash) : take_post(scene, code, hash);
}

// Whom the code is for is shown before it is used; only the hash waits.
void ask_whether_mine(Scene& scene, const codes::Code& code, const std::string& hash) {
  const auto unit = storage::unit(scene.session, code.unit, scene.today);
  const auto name = code.kind == "person" ? storage::person_name(scene.session, code.person) : code.name;
  storage::ask(scene.session, scene.me.id, question_kind, nlohmann::json{{"hash", hash}}.dump(), scene.now, scene.now + answer_within_ms);
  scene.reply("code_confirm", {{"name", name}, {"role", code.role.empty() ? "" : role_name(scene, code.role)}, {"place", unit ? place_name(scene.session, unit->id, scene.today) : ""}},
              {{title(scene.catalog, "right"), "#1 yes code"}, {title(scene.catalog, "wrong"), "#1 no code"}});
}

std::optional<bool> yes_or_no(const Scene& scene) {
  const auto& said = scene.in.payload.empty() ? scene.in.text : scene.in.payload;
  if (!language::is_payload(said)) return language::relay_answer(said);
  const auto intent = language::read_payload(said);
  return intent.args.value("nonce", "") == "code" ? std::optional(intent.name == "confirm_yes") : std::nullopt;
}

}  // namespace

void on_invite_code(Scene& scene, const nlohmann::json& args) {
  const auto hash = storage::sha256_hex(args.value("code", ""));
  const auto code = tried(scene, hash);
  if (!code) return;
  if (scene.group) {
    if (code->kind != "group") return codes::end(scene.session, hash), scene.reply("group_code_bad");  // as for a wrong one; but all here have read it
    codes::forget_tries(scene.session, scene.me.id);
    return bind_by_code(scene, *code, hash);
  }
  if (code->kind == "group") return scene.reply("group_bind_here");
  if (code->kind == "person" || (!code->name.empty() && scene.guest())) return ask_whether_mine(scene, *code, hash);
  accept(scene, *code, hash);
}

bool answers_code(Scene& scene) {
  const auto question = scene.group ? std::nullopt : storage::pending_question(scene.session, scene.me.id, scene.now);
  if (!question || question->kind != question_kind) return false;
  const auto yes = yes_or_no(scene);
  if (!yes) return false;
  storage::forget_question(scene.session, scene.me.id);
  const std::string hash = nlohmann::json::parse(question->data).at("hash");
  const auto code = *yes ? code_now(scene, hash) : std::nullopt;
  if (!*yes) scene.reply("code_not_mine", {{"responsible", scene.settings.responsible}});
  else code ? accept(scene, *code, hash) : say_wrong(scene, scene.now);
  return true;
}

}  // namespace trade_union
