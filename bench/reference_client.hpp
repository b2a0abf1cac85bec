// The client side of comparisons: a bare Beast keep-alive loop on N connections, adapters::http::Client with as many.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct ClientPlan {
  std::uint16_t port = 0;                       // on 127.0.0.1
  std::string path = "/";
  std::vector<std::string> bodies;              // JSON, posted in turn
  std::size_t connections = 64;
  std::chrono::milliseconds limit{1'000};
};

struct ClientCount {
  std::uint64_t ok = 0, other = 0;              // answers 200; anything else, failures too
  double seconds = 0, cpu_seconds = 0;          // of the calling thread, which does all the work
  double per_second() const { return seconds > 0 ? static_cast<double>(ok) / seconds : 0; }
};

// Both block until the time is over.
ClientCount run_bare_client(const ClientPlan& plan);
ClientCount run_our_client(const ClientPlan& plan);

}  // namespace bench
