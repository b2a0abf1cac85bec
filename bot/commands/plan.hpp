// The plan of groups, in two halves: what the accounts have bought and may do stands in a file; the rest the database knows.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace app {

// The accounts of a quotas file as the control request carries them. Throws Refused with all that is wrong, each with its line.
nlohmann::json read_quotas(const std::string& file);

}  // namespace app
