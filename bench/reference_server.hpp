// Servers to compare with, each on a thread of its own: a bare Beast loop, and adapters::http::Server with any handler.
#pragma once

#include <cstdint>
#include <memory>

#include "adapters/http/server.hpp"

namespace bench {

// What the benchmarks ask of a server under load.
class ReferenceServer {
 public:
  virtual ~ReferenceServer() = default;           // stops it
  virtual std::uint16_t port() const = 0;
  virtual double cpu_seconds() const = 0;         // what its thread has used so far
};

// Nothing but Beast: reads a request, answers 200, no limits, no deadlines.
std::unique_ptr<ReferenceServer> start_bare_server();
// Our server with this handler, the usual limits and deadlines on.
std::unique_ptr<ReferenceServer> start_server(adapters::http::Handler handler);
// A handler that answers 200 with the same two bytes as the bare server.
adapters::http::Handler answer_ok();

}  // namespace bench
