#include "bot/union/arrivals.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/consenting.hpp"
#include "bot/union/units.hpp"
#include "storage/questions.hpp"
#include "storage/relay.hpp"

namespace trade_union {

namespace {

namespace arrivals = storage::arrivals;

constexpr const char *question_kind = "arrival", *contact_kind = "arrival_contact";
constexpr std::int64_t day_ms = 24 * 3'600'000LL, answer_within_ms = 7 * day_ms;
constexpr std::int64_t most_tries = 3, most_starts = 4;
constexpr std::int64_t leader_has_ms = 7 * day_ms, account_has_ms = day_ms, forgiven_ms = 90 * day_ms;

}  // namespace

Begin may_begin(const std::optional<Arrival>& before, std::int64_t now) {
  if (!before || before->state == "bound") return Begin::fresh;
  if (before->state == "asking" || before->state == "seen") return Begin::same;
  const auto age = now - before->at;
  if (before->state == "guest" && age < leader_has_ms) return Begin::wait;
  if (before->state == "proving" && age < account_has_ms) return Begin::wait;
  return before->starts < most_starts || age >= forgiven_ms ? Begin::fresh : Begin::enough;
}

namespace {

Fields whom_to_ask(const Scene& scene) { return {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}}; }

std::string place(Scene& scene, const Arrival& arrival) { return arrival.unit != 0 ? place_name(scene.session, arrival.unit, scene.today) : ""; }

void ask_step(Scene& scene, const Arrival& arrival, const char* step, const char* text, Fields fields, std::vector<Choice> choices = {}, std::int64_t person = 0) {
  storage::ask(scene.session, scene.me.id, question_kind, nlohmann::json{{"arrival", arrival.id}, {"step", step}, {"person", person}}.dump(), scene.now, scene.now + answer_within_ms);
  scene.reply(text, fields, std::move(choices));
}

void ask_for_name(Scene& scene, const Arrival& arrival, const char* text) { ask_step(scene, arrival, "name", text, {{"unit", place(scene, arrival)}}); }

void confirm(Scene& scene, const Arrival& arrival, std::int64_t person) {
  const auto known = *arrivals::candidate(scene.session, person, scene.today);
  const auto nonce = "r" + std::to_string(arrival.id);
  ask_step(scene, arrival, "yes", "arrival_confirm", {{"name", known.name}, {"place", place_name(scene.session, known.unit, scene.today)}},
           {{title(scene.catalog, "right"), "#1 yes " + nonce}, {title(scene.catalog, "wrong"), "#1 no " + nonce}}, person);
}

// What is known of the newcomer is compared with the roll; what is still missing is asked.
void go_on(Scene& scene, const Arrival& arrival) {
  if (arrival.name.empty()) return ask_for_name(scene, arrival, "arrival_ask_name");
  const auto verdict = match(scene, arrival);
  if (verdict.way == Way::ask_account) return prove(scene, arrival, verdict.person);
  if (verdict.way == Way::ask_them) return confirm(scene, arrival, verdict.person);
  if (!is_base(scene, arrival.unit)) return ask_step(scene, arrival, "unit", "arrival_ask_unit", {{"name", arrival.name}});
  leave_to_leader(scene, arrival, verdict);
}

// The unit is only what they say: it narrows the search and proves nothing.
void settle_in(Scene& scene, Arrival& arrival, std::int64_t unit) {
  arrival.unit = unit;
  arrival.source = "said";
  arrivals::redirect(scene.session, arrival.id, {.source = "said", .unit = unit});
}

// Writes down what was said. Phone and birth day only with consent; true: they were dropped.
bool keep(Scene& scene, Arrival& arrival, const Said& said) {
  if (!said.name.empty()) arrival.name = said.name;
  if (!said.team.empty()) arrival.team = said.team;
  if (const auto unit = unit_said(scene, said.unit); unit != 0 && (arrival.source == "said" || !is_base(scene, arrival.unit))) settle_in(scene, arrival, unit);
  const bool agreed = said.private_data() && consent_of(scene).has_value();
  if (agreed && said.phone) arrival.phone = said.phone;
  if (agreed && said.birth_day) arrival.birth_day = said.birth_day;
  arrivals::keep(scene.session, arrival);
  return said.private_data() && !agreed;
}

// One name after the other tells where everybody is: another name instead of a yes or no is a try, as a no is, after which a name is asked for.
bool names_another(Scene& scene, const Arrival& arrival, const Said& said) {
  if (said.name.empty() || arrival.name.empty() || language::fold(said.name) == language::fold(arrival.name)) return false;
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  return !question || question->kind != question_kind || nlohmann::json::parse(question->data).at("step") != "name";
}

void take(Scene& scene, Arrival arrival, const Said& said) {
  if (names_another(scene, arrival, said)) ++arrival.tries;
  const bool dropped = keep(scene, arrival, said);
  if (arrival.tries >= most_tries) return leave_to_leader(scene, arrival, {});
  dropped ? ask_consent(scene, arrival.id, true) : go_on(scene, arrival);
}

// The run that goes on or begins; answers itself and gives nothing where it may not.
std::optional<Arrival> begin(Scene& scene, const arrivals::From& from) {
  const auto before = arrivals::of_identity(scene.session, scene.me.id);
  switch (may_begin(before, scene.now)) {
    case Begin::fresh: return arrivals::find(scene.session, arrivals::begin(scene.session, scene.me.id, from, scene.now));
    case Begin::same:
      if (from.unit != 0) arrivals::redirect(scene.session, before->id, from);
      if (before->state == "seen") arrivals::await(scene.session, before->id, "asking", from.unit != 0 ? from.unit : before->unit, {});
      return arrivals::find(scene.session, before->id);
    case Begin::wait: {
      auto fields = whom_to_ask(scene);
      fields["proving"] = before->state == "proving";
      return scene.reply("arrival_waiting", fields), std::nullopt;
    }
    case Begin::enough: break;
  }
  return scene.reply("arrival_enough", whom_to_ask(scene)), std::nullopt;
}

}  // namespace

void on_relay_code(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("relay_code_private");
  const auto code = args.value("code", "");
  const auto unit = storage::relay::unit_of_code(scene.session, code, scene.today);
  if (!unit) return scene.reply("relay_code_unknown", {{"responsible", scene.settings.responsible}});
  if (!scene.guest()) return scene.reply("arrival_known", bound_fields(scene, scene.me.person));
  const auto arrival = begin(scene, {.source = "code", .unit = *unit, .code = code});
  if (!arrival) return;
  introduce(scene);  // the notice comes before the question: who answers has seen it
  go_on(scene, *arrival);
}

void on_register(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("register_private");
  const auto said = said_of(args);
  if (!scene.guest()) {
    if (said.phone && !consent_of(scene)) return ask_consent(scene, 0, true);
    return scene.reply("arrival_known", bound_fields(scene, scene.me.person));
  }
  if (const auto arrival = begin(scene, {.source = "said"})) take(scene, *arrival, said);
}

void point_the_way(Scene& scene) {
  arrivals::seen_in_group(scene.session, scene.me.id, scene.group->id, scene.group->unit, scene.now);
  const auto arrival = arrivals::of_identity(scene.session, scene.me.id);
  if (!arrival || arrival->state != "seen") return;  // told once
  arrivals::await(scene.session, arrival->id, "asking", arrival->unit, {});
  scene.count_in_group("way_in", "register_private", Fields::object());
}

// ---- Answers ----

namespace {

// A line that is a command of its own goes its way; the question stays.
bool means_something_else(const Scene& scene) {
  if (scene.in.kind == Incoming::Kind::profile) return false;
  if (!scene.in.payload.empty()) return true;
  const auto intent = language::understand(scene.in.text, {language::Role::member, false, scene.now, false});
  static constexpr std::array own{"help", "privacy_info", "invite_code", "relay_code", "register", "consent_give", "consent_withdraw", "data_view", "data_erase", "data_export"};
  return std::find(own.begin(), own.end(), intent.name) != own.end();
}

std::optional<bool> yes_or_no(const Scene& scene, std::int64_t arrival) {
  const auto& said = scene.in.payload.empty() ? scene.in.text : scene.in.payload;
  if (!language::is_payload(said)) return language::relay_answer(said);
  const auto intent = language::read_payload(said);
  if (intent.args.value("nonce", "") != "r" + std::to_string(arrival)) return std::nullopt;
  return intent.name == "confirm_yes";
}

void take_yes_or_no(Scene& scene, Arrival arrival, std::int64_t person, bool yes) {
  if (!yes) {
    ++arrival.tries;
    arrivals::keep(scene.session, arrival);
    return arrival.tries < most_tries ? ask_for_name(scene, arrival, "arrival_name_again") : leave_to_leader(scene, arrival, {});
  }
  const auto known = arrivals::candidate(scene.session, person, scene.today);
  if (!known || known->post) return leave_to_leader(scene, arrival, {});
  if (known->linked) return prove(scene, arrival, person);  // somebody else was quicker: two of that name, or a false one
  join_up(scene, arrival, person, std::nullopt);
  scene.me.person = person;
  scene.rank = language::Role::member;
  scene.reply("arrival_bound", bound_fields(scene, person));
}

void take_name(Scene& scene, const Arrival& arrival) {
  const auto said = said_in(scene);
  said.name.empty() ? ask_for_name(scene, arrival, "arrival_name_shape") : take(scene, arrival, said);
}

// "tổ 3 May Sơn Hà": the unit's name stands beside the tổ.
std::string without_team(const std::string& line) {
  static const std::regex team("\\bto (so )?\\d{1,3}\\b");
  return std::regex_replace(language::fold(line), team, " ");
}

void take_unit(Scene& scene, Arrival arrival) {
  const auto said = said_in(scene);
  if (!said.team.empty()) arrival.team = said.team;
  auto unit = unit_said(scene, said.unit);
  if (unit == 0) unit = unit_said(scene, without_team(scene.in.text));
  const bool found = is_base(scene, unit);
  if (found) settle_in(scene, arrival, unit);
  else ++arrival.tries;
  arrivals::keep(scene.session, arrival);
  if (found) return go_on(scene, arrival);
  if (arrival.tries < most_tries) return ask_step(scene, arrival, "unit", "arrival_unit_unknown", whom_to_ask(scene));
  leave_to_leader(scene, arrival, {});
}

bool take_step(Scene& scene, const nlohmann::json& data) {
  const auto arrival = arrivals::find(scene.session, data.at("arrival"));
  if (!arrival) return false;
  const auto step = data.at("step").get<std::string>();
  if (step == "yes")
    if (const auto yes = yes_or_no(scene, arrival->id)) return take_yes_or_no(scene, *arrival, data.at("person"), *yes), true;
  if (means_something_else(scene)) return false;
  step == "unit" ? take_unit(scene, *arrival) : take_name(scene, *arrival);
  return true;
}

void ask_for_phone(Scene& scene, std::int64_t arrival, const char* text, const Fields& fields) {
  storage::ask(scene.session, scene.me.id, contact_kind, nlohmann::json{{"arrival", arrival}}.dump(), scene.now, scene.now + answer_within_ms);
  scene.reply(text, fields);
  scene.turn.out.back().manner = Manner::contact;  // the platform's own form, where there is one
}

bool take_phone(Scene& scene, std::int64_t id) {
  const auto arrival = arrivals::find(scene.session, id);
  if (!arrival) return false;
  const auto said = said_in(scene);
  if (said.private_data()) return take(scene, *arrival, said), true;
  const auto plain = language::relay_answer(scene.in.text);
  const auto intent = language::understand(scene.in.text, {language::Role::member, false, scene.now, false});
  if (plain == false || intent.name == "confirm_no") return go_on(scene, *arrival), true;
  if (means_something_else(scene)) return false;
  return ask_for_phone(scene, id, "contact_shape", Fields::object()), true;
}

bool after_consent(Scene& scene, const ConsentAnswer& answer) {
  const auto arrival = scene.guest() && answer.arrival != 0 ? arrivals::find(scene.session, answer.arrival) : std::nullopt;
  if (answer.yes && arrival) return ask_for_phone(scene, arrival->id, "consent_yes", {{"arriving", true}}), true;
  scene.reply(answer.yes ? "consent_yes" : "consent_no", answer.yes ? Fields{{"arriving", false}} : Fields::object());
  if (arrival) go_on(scene, *arrival);
  return true;
}

// The platform's form, when nothing was asked: it introduces a guest, and tells the phone of a member.
bool take_form(Scene& scene) {
  const auto said = said_in(scene);
  if (!scene.guest()) {
    if (!said.phone) return false;
    return take_contact(scene, "phone", *said.phone), true;
  }
  if (said.name.empty() && !said.private_data()) return false;
  if (const auto arrival = begin(scene, {.source = "contact"})) take(scene, *arrival, said);
  return true;
}

// A guest out of a group, or whose question is over, writes again: the question is asked anew.
bool takes_up_again(Scene& scene) {
  const auto arrival = scene.guest() ? arrivals::of_identity(scene.session, scene.me.id) : std::nullopt;
  if (!arrival || (arrival->state != "seen" && arrival->state != "asking") || means_something_else(scene)) return false;
  const auto going = begin(scene, {.source = arrival->source});
  if (!going) return true;
  introduce(scene);
  const auto said = said_in(scene);
  said.name.empty() ? go_on(scene, *going) : take(scene, *going, said);
  return true;
}

}  // namespace

bool goes_on_arriving(Scene& scene) {
  if (scene.group) return false;
  if (answers_code(scene) || answers_for_second(scene)) return true;
  if (const auto answer = take_consent(scene)) return after_consent(scene, *answer);
  const auto question = scene.guest() ? storage::pending_question(scene.session, scene.me.id, scene.now) : std::nullopt;
  if (question && question->kind == question_kind) return take_step(scene, nlohmann::json::parse(question->data));
  if (question && question->kind == contact_kind) return take_phone(scene, nlohmann::json::parse(question->data).at("arrival"));
  if (scene.in.kind == Incoming::Kind::profile) return take_form(scene);
  return !question && takes_up_again(scene);
}

}  // namespace trade_union
