// Where nobody fits for certain a human decides: the leader nearest to the newcomer is shown who it may be, and says which person it is,
// that it is a new member, or nobody of theirs. A guest is never counted.
#include <algorithm>
#include <array>
#include <charconv>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/members.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

namespace arrivals = storage::arrivals;

bool may_admit(const storage::Role& role) {
  const auto posts = posts_of(role.role, role.unit_kind);
  return role.role != "administrator" && std::any_of(posts.begin(), posts.end(), [](Post post) { return allows(post, Act::admit); });
}

}  // namespace

std::vector<Leader> leaders_for(storage::Session& session, std::int64_t unit, const std::string& today) {
  std::vector<Leader> found;
  for (const auto id : storage::lineage(session, unit, today)) {
    for (const auto& role : storage::holders(session, id, today)) {
      const bool named = std::any_of(found.begin(), found.end(), [&](const Leader& leader) { return leader.person == role.person; });
      if (named || !may_admit(role)) continue;
      if (const auto accounts = storage::accounts(session, role.person); !accounts.empty())
        found.push_back({role.person, {accounts.front().channel, accounts.front().account, false, accounts.front().external_id}});
    }
    if (!found.empty()) break;
  }
  return found;
}

namespace {

Fields listed(Scene& scene, const std::vector<std::int64_t>& persons) {
  Fields list = Fields::array();
  for (const auto person : persons)
    if (const auto known = arrivals::candidate(scene.session, person, scene.today))
      list.push_back({{"n", std::to_string(list.size() + 1)}, {"name", known->name}, {"place", place_name(scene.session, known->unit, scene.today)}});
  return list;
}

std::vector<Choice> choices_of(Scene& scene, const Fields& candidates, const std::string& id) {
  std::vector<Choice> choices;
  for (const auto& c : candidates) {
    const auto n = c.at("n").get<std::string>();
    choices.push_back({scene.text("choice_title", {{"option", n + ". " + c.at("name").get<std::string>()}}), "#1 admit " + id + " " + n});
  }
  choices.push_back({title(scene.catalog, "new_member"), "#1 admit " + id + " 0"});
  choices.push_back({title(scene.catalog, "refuse"), "#1 refuse " + id});
  return choices;
}

void tell_leaders(Scene& scene, const Arrival& arrival, const Verdict& verdict) {
  const auto id = std::to_string(arrival.id);
  const auto candidates = listed(scene, verdict.shown);
  const Fields fields{{"unit", place_name(scene.session, arrival.unit, scene.today)}, {"said", arrival.name}, {"team", arrival.team}, {"guest", id},
                {"candidates", candidates}, {"barred", listed(scene, verdict.barred)}, {"code", arrival.source == "code"}, {"group", arrival.source == "group"}};
  const auto text = scene.text("arrival_notice", fields);
  for (const auto& leader : leaders_for(scene.session, arrival.unit, scene.today))
    scene.turn.out.push_back({.to = leader.to, .text = text, .choices = choices_of(scene, candidates, id)});
}

// The tổ said, if all who may be meant are in it; else the unit the newcomer comes from; else where the one who fits is counted; else the
// officers of the whole tree: somebody must be able to decide.
std::int64_t unit_that_decides(Scene& scene, const Arrival& arrival, const Verdict& verdict) {
  const auto unit_of = [&](std::int64_t person) { return storage::membership_unit(scene.session, person, scene.today).value_or(0); };
  if (arrival.unit == 0 || !storage::exists(scene.session, arrival.unit, scene.today)) {
    const auto counted = verdict.shown.empty() ? 0 : unit_of(verdict.shown.front());
    return counted != 0 ? counted : storage::root_unit(scene.session, scene.today).value_or(0);
  }
  const auto team = team_in(scene, arrival.unit, arrival.team);
  if (team == 0) return arrival.unit;
  const auto below = unit_ids(scene.session, team, scene.today);
  const bool inside = std::all_of(verdict.shown.begin(), verdict.shown.end(), [&](std::int64_t person) { return std::find(below.begin(), below.end(), unit_of(person)) != below.end(); });
  return inside ? team : arrival.unit;
}

}  // namespace

void leave_to_leader(Scene& scene, const Arrival& arrival, const Verdict& verdict) {
  auto left = arrival;
  left.unit = unit_that_decides(scene, arrival, verdict);
  arrivals::await(scene.session, arrival.id, "guest", left.unit, verdict.shown);
  storage::forget_question(scene.session, scene.me.id);
  scene.reply("arrival_left_to_leader", {{"unit", left.unit != 0 ? place_name(scene.session, left.unit, scene.today) : ""}, {"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  if (left.unit != 0) tell_leaders(scene, left, verdict);
}

// ---- The decision ----

namespace {

// Guest number `args.guest`, if the speaker may decide; answers itself and gives nothing otherwise.
std::optional<Arrival> open_guest(Scene& scene, const nlohmann::json& args) {
  const auto arrival = arrivals::find(scene.session, args.value("guest", std::int64_t{0}));
  if (arrival && !may(scene, Act::admit, arrival->unit)) return refuse(scene, Act::admit, arrival->unit), std::nullopt;
  if (!arrival || arrival->identity == 0 || arrival->state != "guest") return scene.reply("arrival_decided"), std::nullopt;
  return arrival;
}

std::optional<std::size_t> number_in(const std::string& who) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(who.data(), who.data() + who.size(), n);
  return error == std::errc() && end == who.data() + who.size() ? std::optional(n) : std::nullopt;
}

bool says_new(const std::string& who) {
  static constexpr std::array words{"moi", "nguoi moi", "doan vien moi", "thanh vien moi"};
  return number_in(who) == std::size_t{0} || std::find(words.begin(), words.end(), language::fold(who)) != words.end();
}

// "1": the first of the list the leader was shown; else a name on the roll of the unit.
std::optional<std::int64_t> person_meant(Scene& scene, const Arrival& arrival, const std::string& who) {
  if (const auto n = number_in(who)) return *n >= 1 && *n <= arrival.candidates.size() ? std::optional(arrival.candidates[*n - 1]) : std::nullopt;
  Arrival named;
  named.name = language::nfc(language::trim(who));
  named.unit = arrival.unit;
  const auto verdict = match(scene, named, true);
  return verdict.way == Way::ask_them ? std::optional(verdict.person) : std::nullopt;
}

void admit(Scene& scene, const Arrival& arrival, std::int64_t person) {
  join_up(scene, arrival, person, scene.me.person);
  const auto fields = bound_fields(scene, person);
  tell_guest(scene, arrival, "arrival_bound", fields);
  scene.reply("arrival_admitted", {{"name", fields.at("name")}, {"place", fields.at("place")}});
}

// Members stand in the leaves, so the tổ may have to be asked first; that answer comes back as args.unit_id.
void propose_new(Scene& scene, const Arrival& arrival, nlohmann::json args) {
  const auto chosen = args.value("unit_id", std::int64_t{0});
  if (chosen == 0) args["unit_id"] = arrival.unit;
  args["name"] = arrival.name;
  const auto team = team_for(scene, args, arrival.unit);
  if (!team) return;
  propose(scene, "admit_new", {{"guest", arrival.id}, {"unit", team->id}}, "arrival_new_preview", {{"name", arrival.name}, {"place", place_name(scene.session, team->id, scene.today)}, {"from", language::say_day(scene.today)}});
}

}  // namespace

void on_relay_admit(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return ask_private(scene);
  const auto arrival = open_guest(scene, args);
  if (!arrival) return;
  const auto who = args.value("who", "");
  if (says_new(who)) return propose_new(scene, *arrival, args);
  const auto person = person_meant(scene, *arrival, who);
  const auto known = person ? arrivals::candidate(scene.session, *person, scene.today) : std::nullopt;
  if (!known || known->linked || known->post || !may(scene, Act::admit, known->unit)) return scene.reply("arrival_admit_which", {{"guest", arrival->id}});
  admit(scene, *arrival, *person);
}

void do_admit_new(Scene& scene, const nlohmann::json& data) {
  const auto arrival = open_guest(scene, data);
  if (!arrival) return;
  const auto unit = data.value("unit", arrival->unit);
  if (!may(scene, Act::manage_members, unit)) return refuse(scene, Act::manage_members, unit);
  if (!is_base(scene, unit) || !storage::children(scene.session, unit, scene.today).empty()) return scene.reply("changed_meanwhile");
  const auto person = storage::add_person(scene.session, arrival->name, language::fold(arrival->name), language::person_sort_key(arrival->name), scene.now);
  storage::add_membership(scene.session, person, unit, scene.today);
  note(scene, "member_add", "person:" + std::to_string(person), {{"name", arrival->name}, {"unit", unit}, {"from", scene.today}, {"arrival", arrival->id}}, unit);
  admit(scene, *arrival, person);
}

void on_relay_refuse(Scene& scene, const nlohmann::json& args) {
  if (scene.group) return ask_private(scene);
  const auto arrival = open_guest(scene, args);
  if (!arrival) return;
  arrivals::decide(scene.session, arrival->id, "refused", scene.me.person, scene.now);
  note(scene, "account_refused", "identity:" + std::to_string(arrival->identity), {{"arrival", arrival->id}}, arrival->unit);
  tell_guest(scene, *arrival, "arrival_refused", {{"responsible", scene.settings.responsible}, {"contact", scene.settings.contact}});
  scene.reply("arrival_refused_chair", {{"guest", arrival->id}});
}

}  // namespace trade_union
