// GET /media/<token>: a picture or file for platforms that fetch it by its address. The token cannot be guessed; nothing is listed.
#pragma once

#include <vector>

#include "bot/server/router.hpp"
#include "storage/database.hpp"

namespace server {

std::vector<Route> media_routes(storage::Database& database);

}  // namespace server
