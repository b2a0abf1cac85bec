// What the rooms are given of the configuration: the channels, and how they present themselves to people.
#pragma once

#include <vector>

#include "bot/config.hpp"
#include "bot/engine/engine.hpp"
#include "bot/union/rules.hpp"

namespace app {

// Kinds are known by now: the configuration was checked.
std::vector<engine::ChannelSetup> channel_setups(const std::vector<ChannelConfig>& channels);

trade_union::Settings rules_settings(const Config& config);

}  // namespace app
