// Small things a turn remembers: what the bot asked a person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/audit.hpp"

namespace storage {

// What the bot asked this account last and waits for; data is JSON of the asker's own.
struct Question { std::string kind, data; std::int64_t asked_at = 0; };
void ask(Session& session, std::int64_t identity, const std::string& kind, const std::string& data, std::int64_t now, std::int64_t expires_at);
std::optional<Question> pending_question(Session& session, std::int64_t identity, std::int64_t now);
void forget_question(Session& session, std::int64_t identity);
// What was never answered holds names and numbers of others too: it goes when its time is over. Gives how many.
std::int64_t forget_expired(Session& session, std::int64_t before, std::int64_t limit);

}  // namespace storage
