// Load for the benchmarks: many keep-alive connections on one thread, prepared bytes out, answers counted by status.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace bench {

struct LoadPlan {
  std::uint16_t port = 0;                       // on 127.0.0.1
  std::vector<std::string> requests;            // whole requests as bytes, handed out in turn
  bool repeat = true;                           // begin again after the last; else each is sent once
  std::size_t connections = 64;                 // one request under way on each
  std::uint64_t most_answers = 0;               // 0: until the time is over (or, without repeat, the requests)
  std::chrono::milliseconds limit{2'000};       // the run ends here in any case
};

struct LoadResult {
  std::map<int, std::uint64_t> by_status;
  std::uint64_t answers = 0;
  std::uint64_t failures = 0;                   // connections that broke; each is opened again
  double seconds = 0;
  double median_ms = 0, p99_ms = 0;             // from the first byte sent to the last received
  double per_second() const { return seconds > 0 ? static_cast<double>(answers) / seconds : 0; }
  std::uint64_t with_status(int status) const;
};

// Blocks until the run is over; throws std::runtime_error if nobody listens. Understands answers with Content-Length.
LoadResult run_load(const LoadPlan& plan);

// A POST as bytes, with Host and Content-Length; headers as "Name: value\r\n" lines.
std::string post_request(const std::string& path, const std::string& body, const std::string& headers = {});

}  // namespace bench
