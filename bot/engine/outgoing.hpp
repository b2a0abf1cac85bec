// From what the rules say to rows of the outbox, and from a row to what an adapter composes.
#pragma once

#include <vector>

#include "adapters/channel.hpp"
#include "bot/engine/context.hpp"
#include "storage/outbox.hpp"

namespace engine {

// Puts the messages into the outbox, in this transaction, cut to what the channel carries: one row a part, choices and the delivery on
// the last. A storage thread.
void enqueue(storage::Session& session, const Context& context, const std::vector<trade_union::Outgoing>& messages, std::int64_t now);

// The claimed row as the adapter wants it. Throws nlohmann::json::exception on a row that was not written by enqueue.
adapters::Outgoing outgoing_of(const storage::outbox::Claimed& row);

}  // namespace engine
