// Pooled HTTP(S) client on coroutines: keep-alive, a cap per host, one deadline per exchange, verified TLS, no redirects followed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
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
  // "http://[user:password@]host:port": https goes through a tunnel of it (CONNECT), end to end as without; plain http goes straight.
  std::string proxy{};
};

// Awaited when the connection is there and the request would be written next: how a sender keeps to a rate.
using Gate = std::function<boost::asio::awaitable<void>()>;

class Client {
 public:
  // Throws std::runtime_error when the trust anchors cannot be read or the proxy's address makes no sense.
  Client(boost::asio::io_context& io, ClientOptions options);
  ~Client();
  // One exchange. Never throws for what the network does: a failure is a value that tells whether the request was written.
  // A request that fails on a reused connection before any byte was written to a live peer counts as not written.
  boost::asio::awaitable<ClientResult> exchange(ClientRequest request, Gate gate = {});
 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace adapters::http
