// A way to the outside that leads through an HTTP proxy: a tunnel opened by CONNECT, in which TLS goes end to end.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/exchange_request.hpp"
#include "adapters/http/transport.hpp"

namespace adapters::http {

struct Proxy {
  std::string host, port;
  std::string authorization;                           // value of Proxy-Authorization; "" for none
};

// "" is no proxy. Throws std::runtime_error with one sentence for what is no address of one.
std::optional<Proxy> parse_proxy(const std::string& address);

// "" when the tunnel to the destination stands; else why not. The caller's deadline guards the transport.
boost::asio::awaitable<std::string> open_tunnel(Transport& transport, const Proxy& proxy, const Destination& destination);

}  // namespace adapters::http
