// Recounts every counter from the facts.
#pragma once

#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

// One line for each difference ("campaign 3, unit 17: sent is 12, facts say 11"); empty if all is well. Read transaction is enough.
std::vector<std::string> verify(Session& session);

}  // namespace storage
