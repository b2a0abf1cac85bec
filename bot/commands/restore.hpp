// nhipcau restore: a backup takes the place of the database.
#pragma once

#include <string>

#include "bot/commands/place.hpp"

namespace app {

// Refuses while a server uses the database. What was there is kept beside it under another name. Sending starts stopped.
int restore_backup(const PlaceOptions& place, const std::string& file);

}  // namespace app
