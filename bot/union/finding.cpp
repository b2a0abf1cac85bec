#include "bot/union/finding.hpp"

#include <algorithm>
#include <sstream>

#include "bot/language/letters.hpp"
#include "bot/language/text.hpp"
#include "bot/union/asking.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"
#include "storage/names.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t most_choices = 5;

// A word's letters with their marks, the tone at the end: "hoà" and "hòa" are one.
std::u32string spoken(std::string_view word) {
  std::u32string letters;
  char tone = 0;
  for (const auto& letter : language::letters(word)) {
    letters += letter.base;
    letters += static_cast<char32_t>(letter.quality);
    if (letter.tone != 0) tone = letter.tone;
  }
  return letters + static_cast<char32_t>(tone);
}

// Every word said stands so in the name.
bool bears_marked(const std::string& name, const std::string& said) {
  std::vector<std::u32string> has;
  std::istringstream all(name), wanted(said);
  for (std::string word; all >> word;) has.push_back(spoken(word));
  for (std::string word; wanted >> word;)
    if (std::find(has.begin(), has.end(), spoken(word)) == has.end()) return false;
  return true;
}

bool in_team(Scene& scene, const storage::NamedPerson& found, const std::string& team) {
  const auto unit = storage::unit(scene.session, found.unit, scene.today);
  return unit && unit->folded_name == language::fold(team);
}

// The unit to look in, and the tổ to look for in it where its name alone does not tell which it is.
struct Where { std::int64_t unit = 0; std::string team; };
std::optional<Where> where(Scene& scene, const nlohmann::json& args, std::int64_t scope, const char* group) {
  Where found{scope, args.value(group, "")};
  if (const auto said = args.value("unit", ""); !said.empty()) {
    const auto unit = find_unit(scene.session, said, scope, scene.today);
    if (!unit) return scene.reply("unit_unknown", {{"said", said}}), std::nullopt;
    found.unit = *unit;
  }
  if (found.team.empty()) return found;
  if (const auto team = find_unit(scene.session, found.team, found.unit, scene.today)) return Where{*team, ""};
  return found;
}

void ask_who(Scene& scene, const nlohmann::json& args, const std::vector<storage::NamedPerson>& people) {
  std::vector<language::Intent> choices;
  Fields list = Fields::array();
  for (const auto& one : people) {
    auto chosen = args;
    chosen["person"] = one.person;
    choices.push_back({scene.intent, chosen});
    list.push_back({{"n", choices.size()}, {"name", one.name}, {"place", place_name(scene.session, one.unit, scene.today)}});
    const bool twin = std::any_of(people.begin(), people.end(), [&](const auto& other) { return other.person != one.person && other.name == one.name && other.unit == one.unit; });
    if (twin && one.birth_day && may(scene, Act::read_person, one.unit)) list.back()["born"] = one.birth_day->substr(0, 4);
  }
  ask_choice(scene, choices, "person_which", {{"name", args.value("name", "")}, {"people", list}});
}

// Chosen by number before: still there?
std::optional<storage::NamedPerson> chosen(Scene& scene, std::int64_t id, std::int64_t scope) {
  const auto known = storage::person(scene.session, id);
  if (!known) return std::nullopt;
  std::vector<std::int64_t> units;
  if (const auto at = storage::membership_unit(scene.session, id, scene.today)) units.push_back(*at);
  for (const auto& m : storage::memberships(scene.session, id))
    if (m.from_day > scene.today) units.push_back(m.unit);
  for (const auto& role : storage::roles(scene.session, id, scene.today)) units.push_back(role.unit);
  for (const auto unit : units) {
    const auto above = storage::lineage(scene.session, unit, scene.today);
    if (std::find(above.begin(), above.end(), scope) != above.end()) return storage::NamedPerson{id, unit, known->name, known->birth_day, known->sort_key};
  }
  return std::nullopt;
}

}  // namespace

std::optional<storage::NamedPerson> meant_person(Scene& scene, const nlohmann::json& args, std::int64_t scope, const char* group) {
  const auto name = args.value("name", "");
  if (const auto id = args.value("person", std::int64_t{0}); id != 0) {
    auto found = chosen(scene, id, scope);
    if (!found) scene.reply("person_unknown", {{"name", name}, {"unit", place_name(scene.session, scope, scene.today)}});
    return found;
  }
  const auto in = where(scene, args, scope, group);
  if (!in) return std::nullopt;
  const auto said = name_words(name);
  if (said.empty()) return scene.reply("person_missing"), std::nullopt;
  auto search = storage::search_people(scene.session, in->unit, said, scene.today, in->team.empty() ? most_choices : 10 * most_choices);
  auto& found = search.found;
  if (!in->team.empty()) std::erase_if(found, [&](const auto& one) { return !in_team(scene, one, in->team); });
  const auto exact = [&](const auto& one) { return bears_marked(one.name, name); };
  if (language::has_marks(name) && std::any_of(found.begin(), found.end(), exact)) std::erase_if(found, [&](const auto& one) { return !exact(one); });
  if (found.size() == 1 && !search.more) return found.front();
  const Fields about{{"name", name}, {"team", in->team}, {"unit", place_name(scene.session, in->unit, scene.today)}};
  if (search.more || found.size() > most_choices) scene.reply("person_many", about);
  else if (found.empty()) scene.reply("person_unknown", about);
  else ask_who(scene, args, found);
  return std::nullopt;
}

std::optional<std::int64_t> meant_unit(Scene& scene, const nlohmann::json& args, std::int64_t scope, const char* group) {
  auto found = where(scene, args, scope, group);
  if (!found) return std::nullopt;
  if (!found->team.empty()) return scene.reply("unit_unknown", {{"said", found->team}}), std::nullopt;
  return found->unit;
}

std::int64_t union_of(Scene& scene, std::int64_t unit) {
  for (const auto id : storage::lineage(scene.session, unit, scene.today))
    if (const auto at = storage::unit(scene.session, id, scene.today); at && at->kind == "cdcs") return id;
  return unit;
}

std::optional<std::int64_t> find_unit_from(Scene& scene, const std::string& said, std::int64_t from, std::int64_t own) {
  for (const auto scope : {union_of(scene, from), own})
    if (const auto unit = find_unit(scene.session, said, scope, scene.today)) return unit;
  const auto named = storage::units_named(scene.session, language::fold(language::trim(said)), scene.today);  // by its index, before all names are read
  if (named.size() == 1) return named.front();
  return find_unit(scene.session, said, storage::root_unit(scene.session, scene.today).value_or(0), scene.today);
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> found;
  std::istringstream in(language::fold(name));
  for (std::string word; in >> word;) {
    std::erase_if(word, [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
    if (!word.empty()) found.push_back(word);
  }
  return found;
}

std::string say_phone(const std::string& e164) {
  if (!e164.starts_with("+84") || e164.size() != 12) return e164;
  return "0" + e164.substr(3, 3) + " " + e164.substr(6, 3) + " " + e164.substr(9);
}

}  // namespace trade_union
