// Whose word counts about where a request came from: the configured proxies, nobody else.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/message.hpp"

namespace adapters::http {

// An IPv4 address written as IPv6 (::ffff:192.0.2.1) as the IPv4 address it is.
boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

class TrustedProxies {
 public:
  // Addresses ("192.0.2.1", "::1") and networks ("10.0.0.0/8", "fd00::/8"); throws std::runtime_error naming a bad one.
  explicit TrustedProxies(const std::vector<std::string>& entries);
  bool empty() const { return networks_.empty(); }
  bool contains(const boost::asio::ip::address& address) const;
  // The address of the client: the nearest one, walking from the peer over Forwarded or X-Forwarded-For, that is no
  // trusted proxy. If both headers are there and disagree, one of them came through unchecked: then neither is believed.
  std::string client_of(const boost::asio::ip::address& peer, const Headers& headers) const;
 private:
  boost::asio::ip::address walk(const boost::asio::ip::address& peer, const std::vector<std::string>& hops) const;
  std::vector<std::pair<boost::asio::ip::address_v6, unsigned>> networks_;  // IPv4 is kept mapped into IPv6
};

}  // namespace adapters::http
