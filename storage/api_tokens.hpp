// Access of programs: bearer tokens, of which only the SHA-256 hash is kept. A token sees its unit and what is below.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct ApiToken {
  std::int64_t id = 0, unit_id = 0;
  std::string name;
  bool can_write = false;
  std::int64_t created_at = 0;                // UTC ms
  std::optional<std::int64_t> revoked_at;
};

// Makes a token of 256 random bits and gives it; it can never be read again. Throws ConstraintError for a unit that
// does not exist.
std::string create_api_token(Session& session, std::string_view name, std::int64_t unit_id, bool can_write,
                             std::int64_t now);

// All tokens, revoked ones too, oldest first.
std::vector<ApiToken> api_tokens(Session& session);

// False if there is no such token in force.
bool revoke_api_token(Session& session, std::int64_t id, std::int64_t now);

// The token in force with this hash (sha256_hex of the token). One index look-up, whose time tells nothing about a
// token.
std::optional<ApiToken> find_api_token(Session& session, std::string_view hash);

}  // namespace storage
