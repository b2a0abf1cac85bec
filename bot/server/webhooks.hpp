// The road in: pick the channel, verify the raw bytes, parse, hand the events to the engine, answer when durable.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "bot/engine/engine.hpp"
#include "bot/server/router.hpp"

namespace server {

// Counted since the start, by channel.
struct WebhookStats { std::map<std::string, std::uint64_t> bad_signatures, not_understood; };

// I/O thread only.
class Webhooks {
 public:
  explicit Webhooks(engine::Engine& engine) : engine_(engine) {}
  std::vector<Route> routes();
  const WebhookStats& stats() const { return stats_; }

  // Wrong signature: 403 and nothing stored; signed but not understood: 200 and counted, so that the platform does not
  // repeat it. Throws storage::Unavailable: nothing was kept, the platform shall come again.
  Reply receive(http::Request request, std::string channel);

 private:
  engine::Engine& engine_;
  WebhookStats stats_;
};

}  // namespace server
