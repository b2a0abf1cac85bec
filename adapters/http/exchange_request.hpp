// Our request as bytes: the address taken apart, the head and the body put together.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/message.hpp"

namespace adapters::http {

struct Destination {
  bool tls = false;
  std::string host;             // name, or address without brackets
  std::string port;
  std::string host_header;
  std::string target;           // path and query as written, escapes kept
  std::string pool_key() const { return (tls ? "https " : "http ") + host + " " + port; }
};

// Nothing if the address is no absolute http or https one.
std::optional<Destination> parse_url(const std::string& url);

// The whole request; nothing if a header or the method would break the message.
std::optional<std::string> serialize(const ClientRequest& request, const Destination& destination);

}  // namespace adapters::http
