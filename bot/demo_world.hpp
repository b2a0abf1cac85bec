// The people of the sample province as the stand-ins of the platforms know them.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/sandbox/world.hpp"
#include "bot/sample/province.hpp"

namespace app {

// The channel of the Zalo Bot and its one account.
inline constexpr const char* bot_channel = "zalo_bot";
inline constexpr const char* bot_account = "bot";

// Lets the people who have the Zalo Bot be known by it; does nothing the second time.
void seed_bot(storage::Session& session, const sample::Province& province);

// Secrets and tokens are made anew each time. Who wrote when is as the database remembers it.
adapters::sandbox::World make_world(storage::Session& session, const sample::Province& province, std::int64_t now);

}  // namespace app
