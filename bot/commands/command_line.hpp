// The groups of commands, each adding its own to the command line and setting the exit status when it ran.
#pragma once

#include <CLI/CLI.hpp>

namespace app {

void add_serve(CLI::App& app, int& status);       // serve, demo
void add_config(CLI::App& app, int& status);      // config check, key
void add_parse(CLI::App& app, int& status);
void add_understand(CLI::App& app, int& status);
void add_doctor(CLI::App& app, int& status);
void add_backup(CLI::App& app, int& status);      // backup, restore, verify, resume
void add_access(CLI::App& app, int& status);      // invite, token
void add_directive(CLI::App& app, int& status);   // directive, export
void add_unit(CLI::App& app, int& status);
void add_import(CLI::App& app, int& status);      // import of the roll
void add_person(CLI::App& app, int& status);      // people of the roll, one at a time
void add_dead(CLI::App& app, int& status);
void add_group(CLI::App& app, int& status);
void add_connect(CLI::App& app, int& status);
void add_alarms(CLI::App& app, int& status);
void add_audit(CLI::App& app, int& status);
void add_plan(CLI::App& app, int& status);

}  // namespace app
