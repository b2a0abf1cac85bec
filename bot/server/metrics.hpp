// /metrics: the Prometheus text, put together when somebody asks.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/http/server.hpp"
#include "bot/engine/engine.hpp"
#include "bot/server/webhooks.hpp"
#include "storage/database.hpp"

namespace server {

// All that is measured, at one moment.
struct Measured {
  engine::Stats engine;
  engine::QueueState queues;
  storage::CommitStats commits;
  adapters::http::ServerStats http;
  WebhookStats webhooks;
};

// Pure. Times in seconds, as Prometheus wants them; labels are names of the configuration, never of people.
std::string metrics_text(const Measured& measured);

}  // namespace server
