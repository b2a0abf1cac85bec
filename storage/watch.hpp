// Small marks the watch lives by: when a channel was last heard, and where a human speaks instead of the bot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage {

void set_channel_seen(Session& session, std::string_view channel, std::int64_t at);      // never goes back
struct ChannelSeen { std::string channel; std::int64_t at = 0; };
std::vector<ChannelSeen> channels_seen(Session& session);

// A human spoke: the bot holds back in this conversation until that moment (a later one stays).
void set_quiet(Session& session, std::string_view conversation, std::int64_t until);
std::optional<std::int64_t> quiet_until(Session& session, std::string_view conversation, std::int64_t now);  // nothing: it may speak
std::int64_t forget_quiet(Session& session, std::int64_t before, std::int64_t limit);    // those that ended before; gives how many

}  // namespace storage
