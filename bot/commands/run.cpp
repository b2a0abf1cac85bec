// The command line itself: reads it, runs one command, turns every failure into one sentence and an exit status.
#include <iostream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/commands.hpp"
#include "bot/commands/control.hpp"

namespace app {

namespace {

constexpr int called_wrongly = 2;

int complain(const std::string& sentence, int status) {
  std::cerr << "nhipcau: " << sentence << "\n";
  return status;
}

int run_command(int argc, char** argv) {
  CLI::App app("Nhịp Cầu carries a trade union's directives to every member's messenger group and brings answers back as numbers.", "nhipcau");
  app.set_version_flag("--version", "nhipcau " NHIPCAU_VERSION);
  app.require_subcommand(1);
  int status = 0;
  for (const auto add : {add_serve, add_config, add_parse, add_understand, add_doctor, add_backup, add_access, add_directive, add_import, add_unit, add_person, add_dead, add_group, add_connect, add_alarms, add_audit, add_plan}) add(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return complain(std::string(error.what()) + " (nhipcau --help lists the commands.)", called_wrongly);
  }
  return status;
}

}  // namespace

int run(int argc, char** argv) {
  try {
    return run_command(argc, argv);
  } catch (const Refused& refused) {
    return complain(refused.what(), refused.status);
  } catch (const std::exception& error) {
    return complain(error.what(), 1);
  }
}

}  // namespace app
