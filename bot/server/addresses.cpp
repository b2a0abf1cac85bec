#include "bot/server/addresses.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>

namespace server {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> read_address(std::string_view text) {
  boost::system::error_code bad;
  const auto address = ip::make_address(std::string(text), bad);
  if (bad) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

std::optional<unsigned> read_bits(std::string_view text, unsigned most) {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size() || bits > most) return std::nullopt;
  return bits;
}

bool same_start(std::span<const unsigned char> a, std::span<const unsigned char> b, unsigned bits) {
  for (std::size_t i = 0; bits > 0; ++i) {
    const unsigned take = bits < 8 ? bits : 8;
    const auto mask = static_cast<unsigned char>(0xff00U >> take);
    if ((a[i] & mask) != (b[i] & mask)) return false;
    bits -= take;
  }
  return true;
}

}  // namespace

AddressList::AddressList(const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    const auto slash = entry.find('/');
    const auto address = read_address(std::string_view(entry).substr(0, slash));
    const unsigned most = address && address->is_v4() ? 32 : 128;
    const auto bits =
        slash == std::string::npos ? std::optional(most) : read_bits(std::string_view(entry).substr(slash + 1), most);
    if (!address || !bits)
      throw std::invalid_argument("'" + entry + "' is neither an address nor a network such as 10.0.0.0/8");
    networks_.push_back({*address, *bits});
  }
}

bool AddressList::contains(std::string_view text) const {
  const auto address = read_address(text);
  if (!address) return false;
  for (const auto& network : networks_) {
    if (network.address.is_v4() != address->is_v4()) continue;
    const bool inside = address->is_v4()
                            ? same_start(address->to_v4().to_bytes(), network.address.to_v4().to_bytes(), network.bits)
                            : same_start(address->to_v6().to_bytes(), network.address.to_v6().to_bytes(), network.bits);
    if (inside) return true;
  }
  return false;
}

}  // namespace server
