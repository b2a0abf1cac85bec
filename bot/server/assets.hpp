// Style sheets of the console, served from our own origin out of the binary.
#pragma once

#include <string>
#include <vector>

#include "bot/server/router.hpp"

namespace server {

// GET /assets/{name}: may be cached; the pages name a version in the query.
std::vector<Route> asset_routes();
// Changes when a style sheet changes.
std::string style_version();

}  // namespace server
