// The relay kits of a directive as fields of templates/web/: which units post by hand, who did, and one kit to copy and print.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "bot/union/reports.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace server {

// Every basic union of the report that has members without a channel, groups to post in, or a tick.
nlohmann::json relay_list_fields(storage::Session& session, const trade_union::DirectiveReport& report);
// The kit of one unit of the report; nothing: the unit is not in it.
std::optional<nlohmann::json> relay_kit_fields(storage::Session& session, const templates::Catalog& catalog, const trade_union::Settings& settings,
                                               const trade_union::DirectiveReport& report, std::int64_t unit, const std::string& today);

}  // namespace server
