// One-time codes: for a post, for one person of the roll, for a group. Shown once, kept as a hash, useless after use or expiry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/codes.hpp"
#include "storage/database.hpp"

namespace trade_union {

// All throw std::invalid_argument with a sentence for an unknown role, purpose, unit or person.

// By whom a code is made: in person, or for the holder of a post they stand in for. Nobody: the command line.
struct Maker {
  std::int64_t person = 0, on_behalf = 0;
  std::string channel{};
};

// A code for a role (administrator, officer, chair) in a unit. name: of whom it is meant for; "": the platform's name of whoever sends it.
std::string new_invite(storage::Session& session, const std::string& role, std::int64_t unit, std::int64_t now, std::int64_t valid_ms, const std::string& name = "");
// A code that links the account of whoever sends it to this person. The ones made before for the person end.
std::string new_person_code(storage::Session& session, std::int64_t person, std::int64_t now, std::int64_t valid_ms, const Maker& maker = {});
// A code that binds the group it is sent in. purpose: whole, to, board, chairs; "": what fits the unit.
std::string new_group_code(storage::Session& session, std::int64_t unit, const std::string& purpose, std::int64_t now, std::int64_t valid_ms);

// How long an account waits after so many wrong codes: 1, 5, 30 minutes, 2 hours, then 12. Pure.
std::int64_t wait_after(std::int64_t failed);

// Letters and digits nobody mixes up, by chance.
std::string random_letters(int count);

}  // namespace trade_union
