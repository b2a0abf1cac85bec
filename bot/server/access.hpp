// Who asks, and what may they see: bearer tokens of programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "storage/database.hpp"

namespace server {

namespace http = adapters::http;

enum class Right { read, write };

// A program that was let in: it sees the subtree of its unit.
struct Caller {
  std::int64_t token_id = 0;
  std::int64_t unit_id = 0;
  bool can_write = false;
};

// The hash of the token in "Authorization: Bearer …"; nothing if there is none.
std::optional<std::string> bearer_hash(const http::Request& request);
// Whose token this hash belongs to; nothing if it is unknown or revoked. Inside a job.
std::optional<Caller> find_caller(storage::Session& session, const std::string& token_hash);

http::Response unauthorized();  // 401 with WWW-Authenticate
http::Response forbidden();     // 403: the token lacks the right

}  // namespace server
