// The account becomes a person's. A second account of a person who has one needs proof: a code they made themselves or had
// from the administrator, or a yes of the first.
#include "bot/language/relay.hpp"
#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/units.hpp"
#include "storage/audit.hpp"
#include "storage/consents.hpp"
#include "storage/questions.hpp"

namespace trade_union {

namespace {

namespace arrivals = storage::arrivals;
namespace consents = storage::consents;

constexpr const char* question_kind = "second_account";
constexpr std::int64_t answer_within_ms = 24 * 3'600'000LL;
constexpr std::size_t most_docs = 3;

std::string nonce_of(std::int64_t arrival) { return "l" + std::to_string(arrival); }

// What was given under a consent goes to the person's row, now that it is known whose it is.
void take_over(Scene& scene, const Arrival& arrival, std::int64_t person) {
  consents::belongs_to(scene.session, arrival.identity, person);
  const auto consent = consents::held(scene.session, arrival.identity, person);
  if (!consent) return;
  const auto known = consents::contact_of(scene.session, person);
  if (arrival.phone && !known.phone) consents::set_phone(scene.session, *consent, person, *arrival.phone);
  if (arrival.birth_day && !known.birth_day) consents::set_birth_day(scene.session, *consent, person, *arrival.birth_day);
}

void write_down(Scene& scene, std::string_view action, const Arrival& arrival, std::int64_t person, std::int64_t by) {
  const auto unit = storage::membership_unit(scene.session, person, scene.today);
  storage::log_audit(scene.session, {.at = scene.now, .actor = "person:" + std::to_string(by), .action = std::string(action), .subject = "person:" + std::to_string(person),
                                     .detail = nlohmann::json{{"arrival", arrival.id}, {"source", arrival.source}, {"identity", arrival.identity}}.dump(),
                                     .channel = scene.in.from.channel, .unit = unit});
}

}  // namespace

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

void join_up(Scene& scene, const Arrival& arrival, std::int64_t person, std::optional<std::int64_t> by) {
  storage::link_identity(scene.session, arrival.identity, person);
  take_over(scene, arrival, person);
  if (arrival.group != 0) storage::join_group(scene.session, arrival.group, person, scene.now);
  arrivals::decide(scene.session, arrival.id, "bound", by, scene.now);
  storage::forget_question(scene.session, arrival.identity);
  write_down(scene, "account_linked", arrival, person, by.value_or(person));
}

void tell_guest(Scene& scene, const Arrival& arrival, std::string_view name, const Fields& fields) {
  if (const auto to = arrivals::account_of(scene.session, arrival.identity))
    scene.turn.out.push_back({.to = {to->channel, to->account, false, to->external_id}, .text = scene.text(name, fields)});
}

namespace {

// Asks the person's first account whether the newcomer is they; false: it takes no messages.
bool ask_first_account(Scene& scene, const Arrival& arrival, std::int64_t person) {
  const auto accounts = arrivals::accounts_of(scene.session, person);
  if (accounts.empty()) return false;
  const auto& first = accounts.front();
  const auto channel = scene.settings.channels.find(scene.in.from.channel);
  arrivals::await(scene.session, arrival.id, "proving", arrival.unit, {person});
  // Where another question waits, the buttons alone answer: that question is not lost to whoever claims a name.
  if (!storage::pending_question(scene.session, first.id, scene.now))
    storage::ask(scene.session, first.id, question_kind, nlohmann::json{{"arrival", arrival.id}}.dump(), scene.now, scene.now + answer_within_ms);
  const auto text = scene.text("second_account_ask", {{"name", storage::person_name(scene.session, person)},
                                                      {"channel", channel != scene.settings.channels.end() ? channel->second.label : scene.in.from.channel}});
  scene.turn.out.push_back({.to = {first.channel, first.account, false, first.external_id}, .text = text,
                            .choices = {{title(scene.catalog, "right"), "#1 yes " + nonce_of(arrival.id)}, {title(scene.catalog, "wrong"), "#1 no " + nonce_of(arrival.id)}}});
  return true;
}

}  // namespace

void prove(Scene& scene, const Arrival& arrival, std::int64_t person) {
  storage::forget_question(scene.session, scene.me.id);
  const bool asked = ask_first_account(scene, arrival, person);
  if (!asked) arrivals::await(scene.session, arrival.id, "proving", arrival.unit, {});
  scene.reply("second_account_wait", {{"asked", asked}, {"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
}

namespace {

struct Proof { std::int64_t arrival = 0; bool yes = false; };

std::optional<Proof> tapped(const std::string& payload) {
  const auto intent = language::read_payload(payload);
  const auto nonce = intent.args.value("nonce", "");
  const bool ours = nonce.size() > 1 && nonce.size() < 19 && nonce[0] == 'l' && nonce.find_first_not_of("0123456789", 1) == std::string::npos;
  return ours ? std::optional(Proof{std::stoll(nonce.substr(1)), intent.name == "confirm_yes"}) : std::nullopt;
}

std::optional<Proof> proof_in(Scene& scene) {
  const auto& said = scene.in.payload.empty() ? scene.in.text : scene.in.payload;
  if (language::is_payload(said)) return tapped(said);
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  const auto answer = question && question->kind == question_kind ? language::relay_answer(said) : std::nullopt;
  return answer ? std::optional(Proof{nlohmann::json::parse(question->data).at("arrival"), *answer}) : std::nullopt;
}

}  // namespace

bool answers_for_second(Scene& scene) {
  if (scene.guest() || scene.group) return false;
  const auto proof = proof_in(scene);
  if (!proof) return false;
  if (const auto waiting = storage::pending_question(scene.session, scene.me.id, scene.now); waiting && waiting->kind == question_kind) storage::forget_question(scene.session, scene.me.id);
  const auto arrival = arrivals::find(scene.session, proof->arrival);
  if (!arrival || arrival->state != "proving" || arrival->candidates != std::vector{scene.me.person}) return scene.reply("nothing_pending"), true;
  if (proof->yes) {
    join_up(scene, *arrival, scene.me.person, scene.me.person);
    tell_guest(scene, *arrival, "arrival_bound", bound_fields(scene, scene.me.person));
  } else {
    arrivals::decide(scene.session, arrival->id, "refused", scene.me.person, scene.now);
    write_down(scene, "account_refused", *arrival, scene.me.person, scene.me.person);
    tell_guest(scene, *arrival, "arrival_refused", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  }
  scene.reply("second_account_done", {{"linked", proof->yes}});
  return true;
}

}  // namespace trade_union
