// Who comes through the code of a unit: asked for the name, matched to the roll, bound after a yes; else a guest for whom the chair decides.
// A guest is never counted.
#include <algorithm>
#include <array>
#include <charconv>

#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/directives.hpp"
#include "storage/questions.hpp"
#include "storage/relay.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

namespace relay = storage::relay;

constexpr const char *asks_name = "relay_name", *asks_yes = "relay_confirm";
constexpr std::int64_t answer_within_ms = 7 * 24 * 3'600'000LL;
constexpr int most_tries = 3;
constexpr std::size_t most_candidates = 5, most_docs = 3;

void ask_for_name(Scene& scene, const relay::Arrival& arrival, int tries, const char* text) {
  storage::ask(scene.session, scene.me.id, asks_name, nlohmann::json{{"arrival", arrival.id}, {"tries", tries}}.dump(), scene.now, scene.now + answer_within_ms);
  scene.reply(text, {{"unit", place_name(scene.session, arrival.unit, scene.today)}});
}

// Chairs of the unit, else of the nearest unit above that has one who can be written to.
std::vector<storage::Account> chairs_of(Scene& scene, std::int64_t unit) {
  std::vector<storage::Account> found;
  for (const auto id : storage::lineage(scene.session, unit, scene.today)) {
    for (const auto person : storage::leaders(scene.session, id, scene.today))
      if (const auto accounts = storage::accounts(scene.session, person); !accounts.empty()) found.push_back(accounts.front());
    if (!found.empty()) break;
  }
  return found;
}

void tell_chairs(Scene& scene, const relay::Arrival& arrival, const std::string& said, const std::vector<relay::Named>& candidates) {
  const auto id = std::to_string(arrival.id);
  Fields list = Fields::array();
  std::vector<Choice> choices;
  for (const auto& c : candidates) {
    const auto n = std::to_string(list.size() + 1);
    list.push_back({{"n", n}, {"name", c.name}, {"place", place_name(scene.session, c.unit, scene.today)}});
    choices.push_back({scene.text("choice_title", {{"option", n + ". " + c.name}}), "#1 admit " + id + " " + n});
  }
  choices.push_back({title(scene.catalog, "refuse"), "#1 refuse " + id});
  const auto text = scene.text("relay_guest_notice", {{"unit", place_name(scene.session, arrival.unit, scene.today)}, {"said", said}, {"guest", id}, {"candidates", list}});
  for (const auto& to : chairs_of(scene, arrival.unit))
    scene.turn.out.push_back({.to = {to.channel, to.account, false, to.external_id}, .text = text, .choices = choices});
}

void leave_to_chair(Scene& scene, const relay::Arrival& arrival, const std::string& said, std::vector<relay::Named> candidates) {
  if (candidates.size() > most_candidates) candidates.resize(most_candidates);
  std::vector<std::int64_t> ids;
  for (const auto& c : candidates) ids.push_back(c.person);
  relay::await_chair(scene.session, arrival.id, said, ids);
  storage::forget_question(scene.session, scene.me.id);
  scene.reply("relay_guest", {{"unit", place_name(scene.session, arrival.unit, scene.today)}, {"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  tell_chairs(scene, arrival, said, candidates);
}

std::vector<relay::Named> matches(Scene& scene, std::int64_t unit, const std::string& name) {
  auto found = relay::unlinked(scene.session, language::fold(name), unit_ids(scene.session, unit, scene.today), scene.today);
  const auto exact = [&](const relay::Named& n) { return n.name == name; };
  if (std::any_of(found.begin(), found.end(), exact)) std::erase_if(found, [&](const relay::Named& n) { return !exact(n); });
  return found;
}

void take_name(Scene& scene, const relay::Arrival& arrival, const std::string& name, int tries) {
  const auto found = matches(scene, arrival.unit, name);
  if (found.size() != 1) return leave_to_chair(scene, arrival, name, found);
  storage::ask(scene.session, scene.me.id, asks_yes, nlohmann::json{{"arrival", arrival.id}, {"tries", tries}, {"person", found.front().person}, {"name", name}}.dump(),
               scene.now, scene.now + answer_within_ms);
  const auto nonce = "r" + std::to_string(arrival.id);
  scene.reply("relay_confirm", {{"name", found.front().name}, {"place", place_name(scene.session, found.front().unit, scene.today)}},
              {{title(scene.catalog, "right"), "#1 yes " + nonce}, {title(scene.catalog, "wrong"), "#1 no " + nonce}});
}

Fields bound_fields(Scene& scene, std::int64_t person) {
  Fields docs = Fields::array();
  for (const auto id : storage::directives_of_person(scene.session, person, true)) {
    if (docs.size() == most_docs) break;
    const auto d = *storage::directive(scene.session, id);
    docs.push_back({{"doc", d.doc}, {"number", shortest_name(scene.session, d)}});
  }
  const auto unit = storage::membership_unit(scene.session, person, scene.today);
  return {{"name", storage::person_name(scene.session, person)}, {"place", unit ? place_name(scene.session, *unit, scene.today) : ""}, {"docs", docs}};
}

// The account is this person's from now on. by: the chair who said so; nobody: the person themself.
void join_up(Scene& scene, const relay::Arrival& arrival, std::int64_t person, std::optional<std::int64_t> by) {
  storage::link_identity(scene.session, arrival.identity, person);
  relay::decide(scene.session, arrival.id, "bound", by);
  storage::forget_question(scene.session, arrival.identity);
  storage::log_audit(scene.session, scene.now, "person:" + std::to_string(by.value_or(person)), "relay_bound", "person:" + std::to_string(person),
                     nlohmann::json{{"unit", arrival.unit}}.dump());
}

std::optional<bool> yes_or_no(const Scene& scene, std::int64_t arrival) {
  const auto& payload = !scene.in.payload.empty() ? scene.in.payload : scene.in.text;
  if (!language::is_payload(payload)) return language::relay_answer(scene.in.text);
  const auto intent = language::read_payload(payload);
  if (intent.args.value("nonce", "") != "r" + std::to_string(arrival)) return std::nullopt;
  return intent.name == "confirm_yes";
}

void take_answer(Scene& scene, const relay::Arrival& arrival, const nlohmann::json& data, bool yes) {
  const std::int64_t person = data.at("person");
  const int tries = data.at("tries").get<int>() + 1;
  if (!yes && tries < most_tries) return ask_for_name(scene, arrival, tries, "relay_name_again");
  if (!yes) return leave_to_chair(scene, arrival, data.at("name"), {});
  if (relay::is_linked(scene.session, person))  // somebody else was quicker: two of that name, or a false one; the chair knows
    return leave_to_chair(scene, arrival, data.at("name"), {});
  join_up(scene, arrival, person, std::nullopt);
  scene.me.person = person;
  scene.rank = language::Role::member;
  scene.reply("relay_bound", bound_fields(scene, person));
}

// A line that is a command of its own goes its way; the question stays.
bool means_something_else(const Scene& scene) {
  const auto intent = language::understand(scene.in.text, {scene.rank, false, scene.now, false});
  static constexpr std::array own{"help", "privacy_info", "invite_code", "relay_code", "thanks", "greet"};
  return std::find(own.begin(), own.end(), intent.name) != own.end();
}

}  // namespace

void on_relay_code(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("relay_code_private");
  const auto code = args.value("code", "");
  const auto unit = relay::unit_of_code(scene.session, code);
  if (!unit) return scene.reply("relay_code_unknown", {{"responsible", scene.settings.responsible}});
  if (!scene.guest()) return scene.reply("relay_known", bound_fields(scene, scene.me.person));
  if (const auto before = relay::arrival_of(scene.session, scene.me.id); before && before->unit == *unit && (before->state == "guest" || before->state == "refused"))
    return scene.reply("relay_waiting", {{"unit", place_name(scene.session, *unit, scene.today)}, {"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  const auto id = relay::arrive(scene.session, scene.me.id, code, *unit, scene.now);
  introduce(scene);  // the notice comes before the question: who answers has seen it
  ask_for_name(scene, *relay::arrival(scene.session, id), 0, "relay_ask_name");
}

bool goes_on_arriving(Scene& scene) {
  if (!scene.guest() || scene.group) return false;
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (!question || (question->kind != asks_name && question->kind != asks_yes)) return false;
  const auto data = nlohmann::json::parse(question->data);
  const auto arrival = relay::arrival(scene.session, data.at("arrival"));
  if (!arrival) return false;
  // The platform's own form brings the name; whatever else it brings is not kept.
  const auto given = scene.in.profile.find("name");
  const auto said = given != scene.in.profile.end() ? given->second : scene.in.text;
  if (question->kind == asks_yes) {
    if (const auto yes = yes_or_no(scene, arrival->id)) return take_answer(scene, *arrival, data, *yes), true;
  }
  if (means_something_else(scene)) return false;
  if (const auto name = language::relay_name(said)) return take_name(scene, *arrival, *name, data.at("tries")), true;
  return ask_for_name(scene, *arrival, data.at("tries"), "relay_name_shape"), true;
}

namespace {

// Guest number `args.guest`, if the speaker may decide; answers itself and gives nothing otherwise.
std::optional<relay::Arrival> open_guest(Scene& scene, const nlohmann::json& args) {
  const auto arrival = relay::arrival(scene.session, args.value("guest", std::int64_t{0}));
  if (arrival && !may(scene, language::Role::chair, arrival->unit)) return refuse(scene, language::Role::chair, arrival->unit), std::nullopt;
  if (!arrival || arrival->identity == 0 || arrival->state != "guest") return scene.reply("relay_decided"), std::nullopt;
  return arrival;
}

void tell_guest(Scene& scene, const relay::Arrival& arrival, const char* name, const Fields& fields) {
  if (const auto to = relay::account_of(scene.session, arrival.identity))
    scene.turn.out.push_back({.to = {to->channel, to->account, false, to->external_id}, .text = scene.text(name, fields)});
}

// "1": the first of the list the chair was shown; else a name on the roll of the unit.
std::optional<std::int64_t> person_meant(Scene& scene, const relay::Arrival& arrival, const std::string& who) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(who.data(), who.data() + who.size(), n);
  if (error == std::errc() && end == who.data() + who.size()) return n >= 1 && n <= arrival.candidates.size() ? std::optional(arrival.candidates[n - 1]) : std::nullopt;
  const auto found = matches(scene, arrival.unit, language::nfc(language::trim(who)));
  return found.size() == 1 ? std::optional(found.front().person) : std::nullopt;
}

}  // namespace

void on_relay_admit(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("ask_private", {{"what", scene.in.text}});
  const auto arrival = open_guest(scene, args);
  if (!arrival) return;
  const auto person = person_meant(scene, *arrival, args.value("who", ""));
  if (!person || relay::is_linked(scene.session, *person)) return scene.reply("relay_admit_which", {{"guest", arrival->id}});
  join_up(scene, *arrival, *person, scene.me.person);
  const auto fields = bound_fields(scene, *person);
  tell_guest(scene, *arrival, "relay_bound", fields);
  scene.reply("relay_admitted", {{"name", fields.at("name")}, {"place", fields.at("place")}});
}

void on_relay_refuse(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return scene.reply("ask_private", {{"what", scene.in.text}});
  const auto arrival = open_guest(scene, args);
  if (!arrival) return;
  relay::decide(scene.session, arrival->id, "refused", scene.me.person);
  storage::log_audit(scene.session, scene.now, "person:" + std::to_string(scene.me.person), "relay_refused", "unit:" + std::to_string(arrival->unit));
  tell_guest(scene, *arrival, "relay_refused", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  scene.reply("relay_refused_chair", {{"guest", arrival->id}});
}

}  // namespace trade_union
