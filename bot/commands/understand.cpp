// nhipcau understand: chat lines in, intents out (docs/contracts.md).
#include <iostream>

#include "bot/clock.hpp"
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/language/intent.hpp"
#include "bot/language/text.hpp"
#include "bot/sample/province.hpp"
#include "bot/union/units.hpp"
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

// Full names of units of the sample province for what was said in short.
class SampleUnits {
 public:
  explicit SampleUnits(std::int64_t now) : today_(language::day_of(now)), database_(storage::open_sqlite({":memory:"})) {
    root_ = database_->write([now](storage::Session& session) { return sample::seed(session, now).root_unit; });
  }
  void resolve(json& args) const {
    for (const auto* key : {"unit", "units", "under"})
      if (args.contains(key)) resolve_value(args[key]);
    if (args.contains("parts"))
      for (auto& part : args["parts"]) resolve(part["args"]);
  }

 private:
  void resolve_value(json& value) const {
    if (value.is_array())
      for (auto& each : value) resolve_value(each);
    if (value.is_string()) value = full_name(value.get<std::string>());
  }
  std::string full_name(const std::string& said) const {
    return database_->read([&](storage::Session& session) {
      const auto id = trade_union::find_unit(session, said, root_, today_);
      const auto unit = id ? storage::unit(session, *id, today_) : std::nullopt;
      return unit ? unit->name : said;
    });
  }

  std::string today_;
  std::unique_ptr<storage::Database> database_;
  std::int64_t root_ = 0;
};

json answer(const std::string& line, std::int64_t now, const SampleUnits* units) {
  const auto asked = json::parse(line);
  const language::Context context{role_of(asked.at("role").get<std::string>()), asked.value("place", "direct") == "group", now, false};
  auto intent = language::understand(asked.at("text").get<std::string>(), context);
  if (units) units->resolve(intent.args);
  return {{"intent", intent.name}, {"args", intent.args}};
}

// Every line is answered, also one that cannot be read.
int understand(std::int64_t now, bool sample) {
  const auto units = sample ? std::make_unique<SampleUnits>(now) : nullptr;
  int status = 0;
  for (std::string line; std::getline(std::cin, line);) {
    json said;
    try {
      said = answer(line, now, units.get());
    } catch (const std::exception& error) {
      said = {{"error", error.what()}};
      status = 1;
    }
    std::cout << said.dump(-1, ' ', false, json::error_handler_t::replace) << "\n";
  }
  return status;
}

}  // namespace

void add_understand(CLI::App& app, int& status) {
  struct Options { std::string now; bool sample = false; };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("understand", "Shows what chat lines mean: JSON lines in, intents out");
  command->add_option("--now", options->now, "The moment they are written, such as 2026-11-23T08:00:00+07:00");
  command->add_flag("--sample", options->sample, "Give units of the sample province their full names");
  command->callback([options, &status] {
    const auto now = options->now.empty() ? std::optional(make_clock({})()) : language::moment_of(options->now);
    if (!now) throw Refused("--now takes a moment such as 2026-11-23T08:00:00+07:00.", 2);
    status = understand(*now, options->sample);
  });
}

}  // namespace app
