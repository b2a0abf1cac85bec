// The end of a handing over before its day: by whom it was given, who stands in, or who may grant the posts. From today on or from the day
// said; several are asked about by number.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/confirming.hpp"
#include "bot/union/finding.hpp"
#include "bot/union/members.hpp"
#include "bot/union/posts.hpp"

namespace trade_union {

namespace {

std::set<std::string> words(std::string_view name) {
  const auto found = name_words(name);
  return {found.begin(), found.end()};
}

// Every word said is one of the name; nothing said fits everybody.
bool fits(const std::string& name, const std::string& said) {
  const auto has = words(name), wanted = words(said);
  return std::includes(has.begin(), has.end(), wanted.begin(), wanted.end());
}

// One handing over: all posts of one holder that one person stands in for from one day on.
struct Delegation { std::int64_t person = 0, holder = 0; std::string name, holder_name, from_day, to_day; std::vector<storage::Role> rows; };

bool may_end(Scene& scene, const storage::Role& row) {
  return row.person == scene.me.person || row.on_behalf == scene.me.person || may(scene, Act::grant_posts, row.unit);
}

std::vector<Delegation> delegations(Scene& scene, const std::string& stand_in, const std::string& holder) {
  std::vector<Delegation> found;
  for (const auto& row : storage::delegations(scene.session, scene.today)) {
    if (!fits(row.person_name, stand_in) || !fits(row.on_behalf_name, holder) || !may_end(scene, row)) continue;
    auto one = std::find_if(found.begin(), found.end(), [&](const Delegation& d) { return d.person == row.person && d.holder == row.on_behalf && d.from_day == row.from_day; });
    if (one == found.end()) one = found.insert(found.end(), {row.person, row.on_behalf, row.person_name, row.on_behalf_name, row.from_day, row.to_day.value_or(""), {}});
    one->rows.push_back(row);
    one->to_day = std::max(one->to_day, row.to_day.value_or(""));
  }
  return found;
}

std::string last_day(const std::string& to_day) { return to_day.empty() ? "" : language::say_day(days_after(to_day, -1)); }

// "Anh Chu thôi thay" may name either side: who stands in first.
std::vector<Delegation> meant(Scene& scene, const nlohmann::json& args) {
  const auto name = args.value("name", ""), holder = person_named(args, "on_behalf");
  auto found = delegations(scene, name, holder);
  if (found.empty() && !name.empty() && holder.empty()) found = delegations(scene, "", name);
  if (name.empty() && holder.empty()) {  // one's own before those one is above
    const auto own = [&](const Delegation& d) { return d.person == scene.me.person || d.holder == scene.me.person; };
    if (std::any_of(found.begin(), found.end(), own)) std::erase_if(found, [&](const Delegation& d) { return !own(d); });
  }
  return found;
}

Fields said_of(const Scene& scene, const Delegation& d) {
  return {{"name", d.name}, {"holder", d.holder_name}, {"until", last_day(d.to_day)}, {"from", d.from_day > scene.today ? language::say_day(d.from_day) : ""}, {"day", language::say_day(scene.today)}};
}

// Would an end on that day change anything?
bool lasts(const storage::Role& row, const std::string& day) { return !row.to_day || *row.to_day > std::max(day, row.from_day); }

void propose_end(Scene& scene, const Delegation& d, const std::string& day) {
  auto fields = said_of(scene, d);
  fields["day"] = language::say_day(day);
  fields["today"] = day == scene.today;
  if (d.from_day < day) fields["from"] = "";  // it holds until then
  auto rows = nlohmann::json::array();
  fields["posts"] = Fields::array();
  for (const auto& row : d.rows)
    if (lasts(row, day)) rows.push_back(row.id), fields["posts"].push_back({{"post", say_post(scene, row.role, row.unit)}});
  if (rows.empty()) return scene.reply("delegate_ends_before", fields);
  propose(scene, "delegate_end", {{"rows", rows}, {"day", day}}, "delegate_end_preview", fields);
}

constexpr std::size_t most_choices = 9;

}  // namespace

std::string person_named(const nlohmann::json& args, const char* key) {
  const auto said = args.find(key);
  if (said == args.end()) return "";
  if (said->is_string()) return *said;
  return said->is_array() && !said->empty() && said->front().is_string() ? said->front().get<std::string>() : "";
}

bool names_me(Scene& scene, const std::string& said) {
  const auto own = storage::person_name(scene.session, scene.me.person);
  return language::fold(own) == language::fold(said) || (fits(own, said) && own_unit(scene, Act::grant_posts) == 0);
}

void on_delegate_end(Scene& scene, const nlohmann::json& args) {
  auto found = meant(scene, args);
  if (const auto row = args.value("row", std::int64_t{0}); row != 0)
    std::erase_if(found, [&](const Delegation& d) { return d.rows.front().id != row; });
  if (found.empty()) return scene.reply("delegate_none", {{"name", args.value("name", "")}});
  if (found.size() == 1) return propose_end(scene, found.front(), std::max(scene.today, day_arg(scene, args, "effective")));
  std::vector<language::Intent> choices;
  Fields list = Fields::array();
  for (const auto& one : found) {
    if (choices.size() == most_choices) break;
    auto chosen = args;
    chosen["row"] = one.rows.front().id;
    choices.push_back({scene.intent, chosen});
    list.push_back(said_of(scene, one));
    list.back()["n"] = choices.size();
  }
  ask_choice(scene, choices, "delegate_end_which", {{"delegations", list}, {"more", found.size() > most_choices}});
}

namespace {

// The rows that were shown, each still to be ended as it was: all of them, or it was said why nothing is done.
std::vector<storage::Role> still_to_end(Scene& scene, const nlohmann::json& ids, const std::string& day) {
  std::vector<storage::Role> rows;
  for (const std::int64_t id : ids) {
    const auto row = storage::role(scene.session, id);
    if (!row || !lasts(*row, day)) return scene.reply("changed_meanwhile"), std::vector<storage::Role>{};
    if (!may_end(scene, *row)) return refuse(scene, Act::grant_posts, row->unit), std::vector<storage::Role>{};
    rows.push_back(*row);
  }
  return rows;
}

}  // namespace

void do_delegate_end(Scene& scene, const nlohmann::json& data) {
  const auto day = std::max(scene.today, data.value("day", scene.today));
  const auto rows = still_to_end(scene, data.at("rows"), day);
  if (rows.empty()) return;
  Fields posts = Fields::array();
  for (const auto& row : rows) {
    storage::end_role(scene.session, row.id, day, "ended");
    note(scene, "delegate_end", "person:" + std::to_string(row.person), {{"before", {{"role", row.role}, {"row", row.id}, {"to", row.to_day.value_or("")}}}, {"after", {{"to", day}}}}, row.unit);
    posts.push_back({{"post", say_post(scene, row.role, row.unit)}});
  }
  const auto& one = rows.front();
  const Fields said{{"name", one.person_name}, {"holder", one.on_behalf_name}, {"day", language::say_day(day)}, {"posts", posts}};
  for (const auto person : {one.person, one.on_behalf})
    if (person != scene.me.person) tell_person(scene, person, "delegate_ended", said);
  scene.reply("delegate_ended", said);
}

}  // namespace trade_union
