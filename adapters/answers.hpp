// What the answers of all platforms share: the body as JSON, Retry-After, failures of the exchange itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/channel.hpp"
#include "adapters/json.hpp"

namespace adapters {

// Milliseconds that Retry-After (in seconds) asks for, at most one hour; nothing if it is missing or a date.
std::optional<std::int64_t> retry_after(const http::Headers& headers);

// An exchange without an answer: unsure if the request was written, else to be tried again.
Outcome outcome_of_failure(const http::ClientFailure& failure);

// What a status alone says (a proxy's page, an empty body): throttled, broken, refused, or a success nobody can read.
Outcome outcome_of_status(const http::ClientResponse& response, std::int64_t now);

// Outcome makers that read like a table.
Outcome try_again(std::string reason);
Outcome try_at(std::int64_t at, std::string reason);
// We were told to slow down: tried again after `wait` if the platform said how long, else at `usual`; the account pauses as long as it
// was told to, else shortly.
Outcome throttled(std::optional<std::int64_t> wait, std::int64_t usual, std::string reason, std::int64_t now);
Outcome hold(HoldUntil until, std::string reason, bool stop_account = false);

// Percent-encoding of a form value or query value.
std::string percent_encoded(std::string_view text);

// Joins a configured base address and a path that begins with "/".
std::string address(std::string_view base, std::string_view path);

}  // namespace adapters
