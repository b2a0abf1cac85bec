#include "tests/language/lines.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "bot/language/grammar.hpp"
#include "bot/language/letters.hpp"
#include "bot/language/roll.hpp"
#include "bot/language/text.hpp"
#include "tests/lines/embedded.hpp"

namespace lines {
namespace {

using nlohmann::json;

const language::Roll& roll() {
  static const language::Roll made = [] {
    language::Roll::Names names;
    std::istringstream in{std::string(tests::lines::embedded().at("units.txt"))};
    for (std::string line; std::getline(in, line);) names.units.push_back(line);
    return language::Roll(names, language::Grammar::built_in().lexicon());
  }();
  return made;
}

language::Role role_of(char letter) {
  return letter == 'm' ? language::Role::member : letter == 'c' ? language::Role::chair : language::Role::officer;
}

std::string with_line_ends(std::string text) {
  const std::string sign = "⏎";
  for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign)) text.replace(at, sign.size(), "\n");
  return text;
}

bool nothing(const json& value) {
  return value.is_null() || value == false || ((value.is_array() || value.is_object() || value.is_string()) && value.empty());
}

json comparable(const std::string& intent, const json& args) {
  static const std::set<std::string> free{"query", "reason", "text", "title", "question", "options", "other_text", "place", "dept", "into", "name", "to", "on_behalf", "names", "value"};
  static const std::set<std::string> sets{"targets", "units", "groups", "names", "on_behalf"};
  json plain = json::object();
  for (const auto& [key, value] : args.items()) {
    if ((nothing(value) && key != "candidates") || (intent == "feedback_new" && key == "text")) continue;
    auto kept = value;
    if (free.count(key) && kept.is_string()) kept = language::fold(kept.get<std::string>());
    if (free.count(key) && kept.is_array())
      for (auto& each : kept) each = language::fold(each.get<std::string>());
    if (sets.count(key) && kept.is_array()) std::sort(kept.begin(), kept.end());
    if (key == "parts")
      for (auto& part : kept) part["args"] = comparable(part["intent"], part["args"]);
    plain[key] = std::move(kept);
  }
  return plain;
}

std::string utf8(const icu::UnicodeString& wide) {
  std::string text;
  return wide.toUTF8String(text);
}

// Does it change or send something at once? What docs/intents.md §3 lists is asked back first; of several parts any.
bool acts(const std::string& name, const json& args) {
  if (name != "multi") return language::changes_something(name) && !language::asks_back({name, args});
  const auto& parts = args["parts"];
  return std::any_of(parts.begin(), parts.end(), [](const json& part) { return acts(part["intent"], part["args"]); });
}

// What an action is about: another poll, document or group than was meant is a wrong action as well.
bool same_object(const Row& row, const language::Intent& intent) {
  for (const auto* key : {"choices", "poll", "status", "ticket", "doc", "doc_number", "group", "to_group", "unit", "units", "targets", "role", "period", "code", "field"}) {
    const auto want = row.args.contains(key) ? row.args[key] : json(), got = intent.args.contains(key) ? intent.args[key] : json();
    if (!got.is_null() && got != want) return false;
  }
  return true;
}

}  // namespace

std::vector<Row> rows(std::string_view file) {
  const auto now = *language::moment_of("2026-11-23T08:00:00+07:00");
  std::vector<Row> found;
  std::istringstream in{std::string(tests::lines::embedded().at(file))};
  std::string rule;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) == 0) rule = line.substr(3);
    if (line.empty() || line[0] == '#') continue;
    std::istringstream parts(line);
    std::string role, text, intent, args;
    std::getline(parts, role, '\t');
    std::getline(parts, text, '\t');
    std::getline(parts, intent, '\t');
    std::getline(parts, args, '\t');
    found.push_back({{role_of(role[0]), role.size() > 1, now, false, nullptr, &roll()}, with_line_ends(text), intent, json::parse(args), rule});
  }
  return found;
}

bool same(const Row& row, const language::Intent& intent) {
  return row.intent == intent.name && comparable(row.intent, row.args) == comparable(intent.name, intent.args);
}

std::string told(const Row& row, const language::Intent& intent) {
  return row.text + "\n  want " + row.intent + " " + comparable(row.intent, row.args).dump() + "\n  got  " + intent.name + " " + comparable(intent.name, intent.args).dump();
}

bool wrong_action(const Row& row, const language::Intent& intent) {
  if (same(row, intent) || intent.guessed || !acts(intent.name, intent.args)) return false;
  return intent.name != row.intent || !same_object(row, intent);
}

Share share(std::string_view file, Change change) {
  Share counted;
  for (auto row : rows(file)) {
    row.text = change(row.text);
    const auto intent = language::understand(row.text, row.context);
    ++counted.all;
    if (intent.name == row.intent) ++counted.intents;
    if (wrong_action(row, intent)) ++counted.wrong_actions;
    if (same(row, intent)) ++counted.arguments;
  }
  return counted;
}

std::string as_written(const std::string& text) { return text; }

// Marks off, capitals kept.
std::string without_marks(const std::string& text) {
  std::string plain;
  std::size_t end = 0;
  for (const auto& letter : language::letters(text)) {
    if (letter.from < end) continue;
    end = letter.to;
    const bool latin = letter.base >= 'a' && letter.base <= 'z';
    if (latin) plain += static_cast<char>(letter.capital ? letter.base - 'a' + 'A' : letter.base);
    else plain += text.substr(letter.from, letter.to - letter.from);
  }
  return plain;
}

std::string in_capitals(const std::string& text) { return utf8(icu::UnicodeString::fromUTF8(text).toUpper()); }

std::string decomposed(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  return utf8(icu::Normalizer2::getNFDInstance(error)->normalize(icu::UnicodeString::fromUTF8(text), error));
}

std::string politely(const std::string& text) { return "dạ " + text + " ạ"; }

// Two letters of a word of four and more that is no name changed about: the first such of the line.
std::string swapped(const std::string& text) {
  auto plain = without_marks(text);
  for (std::size_t from = 0; from < plain.size();) {
    auto to = from;
    while (to < plain.size() && plain[to] >= 'a' && plain[to] <= 'z') ++to;
    if (to - from >= 5) return std::swap(plain[to - 2], plain[to - 1]), plain;
    from = to + 1;
  }
  return plain;
}

}  // namespace lines
