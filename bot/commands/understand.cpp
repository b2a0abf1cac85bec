// nhipcau understand: chat lines in, intents out (docs/contracts.md).
#include <fstream>
#include <iostream>

#include "bot/clock.hpp"
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/language/grammar.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/roll.hpp"
#include "bot/language/text.hpp"
#include "bot/sample/province.hpp"
#include "storage/units.hpp"

namespace app {

namespace {

using nlohmann::json;

language::Role role_of(const std::string& name) {
  if (name == "member") return language::Role::member;
  if (name == "chair") return language::Role::chair;
  if (name == "officer") return language::Role::officer;
  throw std::invalid_argument("The role is member, chair or officer.");
}

// The units of the sample province, to give full names to what is said in short. Tổ and sections have numbers, not names.
std::vector<std::string> sample_units(std::int64_t now) {
  const auto database = storage::open_sqlite({":memory:"});
  const auto root = database->write([now](storage::Session& session) { return sample::seed(session, now).root_unit; });
  return database->read([&](storage::Session& session) {
    std::vector<std::string> names;
    for (const auto& unit : storage::subtree(session, root, language::day_of(now)))
      if (unit.kind != "to" && unit.kind != "cdbp") names.push_back(unit.name);
    return names;
  });
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw Refused("Cannot read " + path + ".", 2);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The text of an opinion is kept by the server; here it is not repeated.
void leave_out_texts(const std::string& intent, json& args) {
  if (intent == "feedback_new") args.erase("text");
  if (!args.contains("parts")) return;
  for (auto& part : args["parts"]) leave_out_texts(part["intent"], part["args"]);
}

struct Reader {
  language::Grammar grammar;
  std::optional<language::Roll> roll;
  std::int64_t now = 0;
  bool explain = false;

  json answer(const std::string& line) const {
    const auto asked = json::parse(line);
    const language::Context context{role_of(asked.at("role").get<std::string>()), asked.value("place", "direct") == "group", now, false, &grammar, roll ? &*roll : nullptr};
    const auto text = asked.at("text").get<std::string>();
    if (explain) return language::explain(text, context);
    auto intent = language::understand(text, context);
    leave_out_texts(intent.name, intent.args);
    return {{"intent", intent.name}, {"args", intent.args}};
  }
};

// Every line is answered, also one that cannot be read.
int understand(const Reader& reader) {
  int status = 0;
  for (std::string line; std::getline(std::cin, line);) {
    json said;
    try {
      said = reader.answer(line);
    } catch (const std::exception& error) {
      said = {{"error", error.what()}};
      status = 1;
    }
    std::cout << said.dump(reader.explain ? 2 : -1, ' ', false, json::error_handler_t::replace) << "\n";
  }
  return status;
}

language::Grammar grammar_with(const std::string& words) {
  try {
    return language::Grammar::read(words.empty() ? std::vector<std::string>() : std::vector{text_of(words)});
  } catch (const std::invalid_argument& error) {
    throw Refused(error.what(), 2);
  }
}

}  // namespace

void add_understand(CLI::App& app, int& status) {
  struct Options { std::string now, words; bool sample = false, explain = false; };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("understand", "Shows what chat lines mean: JSON lines in, intents out");
  command->add_option("--now", options->now, "The moment they are written, such as 2026-11-23T08:00:00+07:00");
  command->add_flag("--sample", options->sample, "Give units of the sample province their full names");
  command->add_flag("--explain", options->explain, "Show the words, the values and the candidates with their scores");
  command->add_option("--words", options->words, "A file with a deployment's own words, as docs/language.md describes it");
  command->callback([options, &status] {
    const auto now = options->now.empty() ? std::optional(make_clock({})()) : language::moment_of(options->now);
    if (!now) throw Refused("--now takes a moment such as 2026-11-23T08:00:00+07:00.", 2);
    Reader reader{grammar_with(options->words), std::nullopt, *now, options->explain};
    if (options->sample) reader.roll.emplace(language::Roll::Names{sample_units(*now), {}}, reader.grammar.lexicon(), reader.grammar.aliases());
    status = understand(reader);
  });
}

}  // namespace app
