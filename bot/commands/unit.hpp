// The commands about units, and what their files share.
#pragma once

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "bot/commands/control.hpp"
#include "bot/union/findings.hpp"
#include "storage/database.hpp"

namespace app {

// The day under that key, today where there is none. Throws Refused for one that does not exist.
std::string given_day(const nlohmann::json& args, const char* key, const std::string& today);
// Throws Refused, naming the list of units, if there is none with this id.
void need_unit(storage::Session& session, std::int64_t unit);
// Throws Refused with all that speaks against it, in Vietnamese.
void need_agreement(const trade_union::Findings& findings);

void add_unit_view(CLI::App& unit, int& status);      // show, labour, commune
void add_unit_change(CLI::App& unit, int& status);    // rename, merge, split, move, close, undo, case

}  // namespace app
