// nhipcau import: what is said on the command line, how far it is, what came of it.
#include <unistd.h>

#include <chrono>
#include <iostream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/roll.hpp"

namespace app {

namespace {

// A line that writes itself over, for a human who waits.
std::function<void(double, std::int64_t)> progress_line(const templates::Catalog& catalog) {
  if (::isatty(STDERR_FILENO) == 0) return [](double, std::int64_t) {};
  return [&catalog, last = std::chrono::steady_clock::time_point()](double part, std::int64_t rows) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - last < std::chrono::milliseconds(500)) return;
    last = now;
    std::cerr << "\r" << catalog.render("chat/vi/roll_progress", {{"percent", static_cast<int>(part * 100)}, {"rows", rows}}) << std::flush;
  };
}

int run_import(const ImportOptions& options) {
  const templates::Catalog catalog;
  const auto imported = import_roll(options, catalog, progress_line(catalog));
  if (::isatty(STDERR_FILENO) != 0) std::cerr << "\r\x1b[K";
  std::cout << imported.text << std::flush;
  return imported.refused == 0 ? 0 : 1;
}

}  // namespace

void add_import(CLI::App& app, int& status) {
  auto options = std::make_shared<ImportOptions>();
  auto* command = app.add_subcommand("import", "Brings units, people or posts in from CSV, XLSX or ODS; bad rows never stop the good ones");
  command->add_option("what", options->kind, "units, people or roles")->required()->check(CLI::IsMember({"units", "people", "roles"}));
  command->add_option("file", options->file, "CSV, XLSX or ODS")->required();
  command->add_flag("--dry-run", options->dry, "Says what would happen and writes nothing");
  command->add_option("--unit", options->unit, "The unit the list is about: names are looked for below it, rows without a unit belong to it");
  command->add_option("--as-of", options->as_of, "Day from which changes hold, YYYY-MM-DD (today)");
  command->add_option("--problems", options->problems, "XLSX file for the rows that need a human, wrong cells marked");
  command->add_option("--sheet", options->sheet, "Number of the worksheet (the first that is shown)");
  command->add_flag("--create-teams", options->create_teams, "Makes a tổ that the list names and that does not exist yet");
  add_place(*command, options->place);
  command->callback([options, &status] { status = run_import(*options); });
}

}  // namespace app
