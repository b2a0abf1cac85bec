// Receipts that came before the send they speak of was settled: platforms tell of a delivery within milliseconds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::early {

// Keeps the receipt if a message to this conversation is just being written; else it is about a message that is not ours: false.
struct Receipt { std::string channel, message_id; std::int64_t evidence = 0, at = 0; };
bool keep(Session& session, const Receipt& receipt, const std::string& conversation);
// The receipts of the delivery's message, which is settled now; they go.
std::vector<Receipt> take(Session& session, std::int64_t delivery);
std::int64_t forget(Session& session, std::int64_t before, std::int64_t limit);

}  // namespace storage::early
