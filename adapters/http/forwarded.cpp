// Reads Forwarded (RFC 7239) and X-Forwarded-For, nearest hop last, and matches addresses with networks.
#include "adapters/http/forwarded.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <stdexcept>

namespace adapters::http {
namespace {

namespace ip = boost::asio::ip;
constexpr unsigned v4_offset = 96;  // bits before an IPv4 address mapped into IPv6

ip::address_v6 as_v6(const ip::address& address) {
  return address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls each(part) for every trimmed part of a list.
template <class Each>
void split(std::string_view list, char separator, Each each) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(separator, begin), list.size());
    each(trim(list.substr(begin, end - begin)));
    begin = end + 1;
  }
}

// "\"[2001:db8::1]:4711\"", "192.0.2.1:80" or a bare address, without quotes, brackets and port.
std::string bare_address(std::string_view node) {
  if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
  if (!node.empty() && node.front() == '[') return std::string(node.substr(1, node.find(']') - 1));
  if (std::count(node.begin(), node.end(), ':') == 1) node = node.substr(0, node.find(':'));
  return std::string(node);
}

void add_forwarded(std::string_view value, std::vector<std::string>& hops) {
  split(value, ',', [&](std::string_view element) {
    std::string hop;  // stays empty, hence unknown, if the element names no "for"
    split(element, ';', [&](std::string_view pair) {
      if (boost::beast::iequals(pair.substr(0, 4), "for=")) hop = bare_address(trim(pair.substr(4)));
    });
    hops.push_back(std::move(hop));
  });
}

void add_x_forwarded_for(std::string_view value, std::vector<std::string>& hops) {
  split(value, ',', [&](std::string_view element) { hops.push_back(bare_address(element)); });
}

unsigned parse_bits(const std::string& entry, std::string_view digits, unsigned most) {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc{} || end != digits.data() + digits.size() || bits > most) {
    throw std::runtime_error("trusted proxy \"" + entry + "\": the part after / is no prefix length");
  }
  return bits;
}

}  // namespace

ip::address plain_address(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    const auto slash = entry.find('/');
    boost::system::error_code error;
    const auto address = ip::make_address(entry.substr(0, slash), error);
    if (error) throw std::runtime_error("trusted proxy \"" + entry + "\" is no address or network");
    const unsigned most = address.is_v4() ? 32 : 128;
    const auto digits = slash == std::string::npos ? std::to_string(most) : entry.substr(slash + 1);
    const unsigned bits = parse_bits(entry, digits, most);
    networks_.emplace_back(as_v6(address), address.is_v4() ? bits + v4_offset : bits);
  }
}

bool TrustedProxies::contains(const ip::address& address) const {
  const auto bytes = as_v6(address).to_bytes();
  for (const auto& [network, bits] : networks_) {
    const auto wanted = network.to_bytes();
    bool same = std::equal(bytes.begin(), bytes.begin() + bits / 8, wanted.begin());
    if (same && bits % 8 != 0) same = ((bytes[bits / 8] ^ wanted[bits / 8]) >> (8 - bits % 8)) == 0;
    if (same) return true;
  }
  return false;
}

ip::address TrustedProxies::walk(const ip::address& peer, const std::vector<std::string>& hops) const {
  ip::address client = peer;
  for (auto hop = hops.rbegin(); hop != hops.rend() && contains(client); ++hop) {
    boost::system::error_code error;
    const auto address = ip::make_address(*hop, error);
    if (error) break;  // "unknown", "_hidden": what came before it cannot be known either
    client = plain_address(address);
  }
  return client;
}

std::string TrustedProxies::client_of(const ip::address& peer, const Headers& headers) const {
  if (!contains(peer)) return peer.to_string();
  std::vector<std::string> forwarded, x_forwarded_for;
  for (const auto& [name, value] : headers) {
    if (boost::beast::iequals(name, "Forwarded")) add_forwarded(value, forwarded);
    if (boost::beast::iequals(name, "X-Forwarded-For")) add_x_forwarded_for(value, x_forwarded_for);
  }
  const auto client = walk(peer, forwarded.empty() ? x_forwarded_for : forwarded);
  if (!forwarded.empty() && !x_forwarded_for.empty() && walk(peer, x_forwarded_for) != client) return peer.to_string();
  return client.to_string();
}

}  // namespace adapters::http
