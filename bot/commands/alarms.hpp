// What an administrator does when a channel or account is not well.
#pragma once

#include <string>

#include "storage/alarms.hpp"

namespace app {

// One sentence without an end, in the words of the command line.
std::string advice(const std::string& kind, const std::string& channel, const std::string& account);

}  // namespace app
