// A list of client addresses and networks, as the configuration writes them: "127.0.0.1", "::1", "10.0.0.0/8".
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace server {

class AddressList {
 public:
  // Throws std::invalid_argument naming the entry that is no address and no network.
  explicit AddressList(const std::vector<std::string>& entries);
  // Is this address in the list? An IPv4 address mapped into IPv6 counts as IPv4; a text that is no address is in no
  // list.
  bool contains(std::string_view address) const;

 private:
  struct Network { boost::asio::ip::address address; unsigned bits; };
  std::vector<Network> networks_;
};

}  // namespace server
