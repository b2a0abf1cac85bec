// From what an adapter parsed to what the rules read. Pure.
#pragma once

#include <optional>
#include <string>

#include "adapters/channel.hpp"
#include "bot/engine/engine.hpp"
#include "bot/union/rules.hpp"

namespace engine {

// How the rules see this type of event; `other`: they have no use for it and it is not kept.
trade_union::Incoming::Kind kind_of(adapters::EventType type);

// received_at stands in where the platform does not say when it happened.
trade_union::Incoming incoming_of(const adapters::Event& event, const ChannelSetup& channel, std::int64_t received_at);

// Of no use to the rules, but on this platform it opens the window: kept.
bool kept_for_window(const adapters::Event& event, const ChannelSetup& channel);

// The person did something in the direct chat: messages that were held for that may go.
bool opens_window(const trade_union::Incoming& incoming);

}  // namespace engine
