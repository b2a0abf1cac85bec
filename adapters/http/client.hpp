// Pooled HTTP(S) client on coroutines: keep-alive, a cap per host, one deadline per exchange, verified TLS, no redirects followed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "adapters/http/message.hpp"

namespace adapters::http {

struct ClientOptions {
  std::size_t connections_per_host = 64;             // a further exchange waits for a free one (its deadline runs)
  std::chrono::milliseconds deadline{15'000};        // name look-up, connect, handshake, write and read together
  std::chrono::milliseconds idle_timeout{30'000};    // an idle connection older than this is not used again
  std::size_t response_limit = 4 * 1024 * 1024;      // bytes
  std::string ca_file;                               // extra trust anchors (tests); system ones are always used
};

class Client {
 public:
  Client(boost::asio::io_context& io, ClientOptions options);
  ~Client();
  // One exchange. Never throws for what the network does: a failure is a value that tells whether the request was written.
  // A request that fails on a reused connection before any byte was written to a live peer counts as not written.
  boost::asio::awaitable<ClientResult> exchange(ClientRequest request);
 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace adapters::http
