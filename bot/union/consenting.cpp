#include "bot/union/consenting.hpp"

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "storage/arrivals.hpp"
#include "storage/questions.hpp"
#include "storage/vault.hpp"

namespace trade_union {

namespace {

namespace consents = storage::consents;

constexpr const char* question_kind = "consent";
constexpr const char* nonce = "consent";
constexpr std::int64_t answer_within_ms = 7 * 24 * 3'600'000LL;

Fields contact_fields(const Scene& scene) { return {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}}; }

// Yes or no to the notice, however it is said.
std::optional<bool> answer_of(const Scene& scene) {
  const auto& said = scene.in.payload.empty() ? scene.in.text : scene.in.payload;
  if (language::is_payload(said)) {
    const auto tapped = language::read_payload(said);
    return tapped.args.value("nonce", "") == nonce ? std::optional(tapped.name == "confirm_yes") : std::nullopt;
  }
  if (const auto plain = language::relay_answer(said)) return plain;
  const auto intent = language::understand(said, {language::Role::member, false, scene.now, false});
  if (intent.name == "consent_give") return true;
  return intent.name == "consent_withdraw" ? std::optional(false) : std::nullopt;
}

}  // namespace

std::optional<consents::Consent> consent_of(const Scene& scene) { return consents::held(scene.session, scene.me.id, scene.me.person); }

void ask_consent(Scene& scene, std::int64_t arrival, bool dropped) {
  const auto notice = scene.text("consent_notice", contact_fields(scene));
  const nlohmann::json data{{"version", notice_version}, {"hash", storage::sha256_hex(notice)}, {"arrival", arrival}};
  storage::ask(scene.session, scene.me.id, question_kind, data.dump(), scene.now, scene.now + answer_within_ms);
  scene.reply("consent_ask", {{"notice", notice}, {"dropped", dropped}},
              {{title(scene.catalog, "yes"), std::string("#1 yes ") + nonce}, {title(scene.catalog, "disagree"), std::string("#1 no ") + nonce}});
}

std::optional<ConsentAnswer> take_consent(Scene& scene) {
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (scene.group || !question || question->kind != question_kind) return std::nullopt;
  const auto yes = answer_of(scene);
  if (!yes) return std::nullopt;
  const auto data = nlohmann::json::parse(question->data);
  storage::forget_question(scene.session, scene.me.id);
  if (*yes) {
    consents::give(scene.session, scene.me.id, scene.me.person, {data.at("version"), data.at("hash")}, scene.now);
    note(scene, "consent_given", "identity:" + std::to_string(scene.me.id), {{"version", data.at("version")}, {"hash", data.at("hash")}}, 0);
  }
  return ConsentAnswer{*yes, data.at("arrival")};
}

nlohmann::json may_wait(const Scene& scene, const std::string& intent, nlohmann::json args) {
  if ((intent != "register" && intent != "profile_update") || consent_of(scene)) return args;
  const auto field = args.value("field", "");
  if (field == "phone" || field == "birth_date") args.erase("value");
  args.erase("phone");
  args.erase("birth_date");
  return args;
}

bool kept_from(const Scene& scene, const std::string& field) {
  const auto held = consents::contact_of(scene.session, scene.me.person);
  const bool phone = field == "phone";
  if (!(phone ? held.phone : held.birth_day)) return false;
  const auto consent = consent_of(scene);
  if (consent && consents::gave(scene.session, *consent, phone ? "phone" : "birth_day")) return false;
  return storage::arrivals::own_word(scene.session, scene.me.id, scene.me.person);
}

void take_contact(Scene& scene, const std::string& field, const std::string& value) {
  const auto consent = consent_of(scene);
  if (!consent) return ask_consent(scene, 0, true);
  if (kept_from(scene, field)) return pass_on(scene, field, value);
  const bool phone = field == "phone";
  if (phone && !consents::set_phone(scene.session, *consent, scene.me.person, value)) return scene.reply("contact_taken", contact_fields(scene));
  if (!phone) consents::set_birth_day(scene.session, *consent, scene.me.person, value);
  note(scene, "profile_update", "person:" + std::to_string(scene.me.person), {{phone ? "phone" : "birth_date", "changed"}},
       storage::membership_unit(scene.session, scene.me.person, scene.today).value_or(0));
  scene.reply("contact_kept", {{"phone", phone}});
}

void on_consent_give(Scene& scene, const nlohmann::json&) {
  if (scene.group) return scene.reply("about_me_private");
  if (const auto held = consent_of(scene)) return scene.reply("consent_held", {{"when", language::say_moment(held->given_at)}});
  ask_consent(scene, 0, false);  // who has not seen the notice has agreed to nothing
}

void on_consent_withdraw(Scene& scene, const nlohmann::json&) {
  const bool was = consents::withdraw(scene.session, scene.me.id, scene.me.person, scene.now);
  if (was) note(scene, "consent_withdrawn", "identity:" + std::to_string(scene.me.id), {}, 0);
  if (scene.group) return scene.reply("about_me_private");
  scene.reply("consent_withdrawn", {{"none", !was}});
}

}  // namespace trade_union
