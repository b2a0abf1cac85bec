// One-time codes that make the first officers: shown once, kept as a hash, useless after use or expiry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/database.hpp"

namespace trade_union {

// A new code for a role (administrator, officer, chair) in a unit. Throws std::invalid_argument with a sentence for an unknown role
// or unit.
std::string new_invite(storage::Session& session, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t valid_ms);

// Letters and digits nobody mixes up, by chance.
std::string random_letters(int count);

}  // namespace trade_union
