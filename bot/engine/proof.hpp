// Writing down that an unsure message did arrive, and that a crash left messages unsure.
#pragma once

#include <cstdint>
#include <string>

#include "bot/engine/context.hpp"
#include "bot/engine/evidence.hpp"

namespace engine {

// The unsure row of the outbox is sent: its echo came.
boost::asio::awaitable<bool> proved(Shared context, std::int64_t id, std::string message_id);  // false: it is not, or that message is another row's
boost::asio::awaitable<void> prove_sent(Shared context, std::int64_t id, std::string message_id);

// At the start: rows that an earlier run left as being written become unsure, in slices; evidence then knows all unsure rows.
boost::asio::awaitable<void> recover(Shared context, Evidence& evidence);

}  // namespace engine
