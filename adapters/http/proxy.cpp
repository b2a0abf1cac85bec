// CONNECT: asked for in plain text before TLS begins. The answer's head is read byte by byte, so that nothing of what follows is taken.
#include "adapters/http/proxy.hpp"

#include <boost/beast/core/detail/base64.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <stdexcept>

namespace adapters::http {

namespace {

constexpr std::size_t head_limit = 8 * 1024;

std::string base64(const std::string& plain) {
  namespace detail = boost::beast::detail::base64;
  std::string encoded(detail::encoded_size(plain.size()), '\0');
  encoded.resize(detail::encode(encoded.data(), plain.data(), plain.size()));
  return encoded;
}

bool granted(const std::string& head) { return head.starts_with("HTTP/1.") && head.size() > 12 && head.compare(9, 3, "200") == 0; }

// An address in brackets keeps them: "[::1]:443".
std::string authority(const Destination& destination) {
  const bool v6 = destination.host.find(':') != std::string::npos;
  return (v6 ? "[" + destination.host + "]" : destination.host) + ":" + destination.port;
}

}  // namespace

std::optional<Proxy> parse_proxy(const std::string& address) {
  if (address.empty()) return std::nullopt;
  const std::runtime_error bad("the proxy must be given as http://host:port");
  boost::urls::url parsed;
  if (const auto given = boost::urls::parse_uri(address)) parsed = *given;
  const auto user = parsed.userinfo();
  const auto place = parse_url(std::string(parsed.remove_userinfo().buffer()));
  if (!place || place->tls) throw bad;
  return Proxy{place->host, place->port, user.empty() ? "" : "Basic " + base64(user)};
}

boost::asio::awaitable<std::string> open_tunnel(Transport& transport, const Proxy& proxy, const Destination& destination) {
  const auto target = authority(destination);
  std::string wire = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
  if (!proxy.authorization.empty()) wire += "Proxy-Authorization: " + proxy.authorization + "\r\n";
  wire += "\r\n";
  auto& socket = transport.socket();
  for (std::size_t sent = 0; sent < wire.size();) {
    const auto rest = boost::asio::buffer(wire) + sent;
    const auto [error, count] = co_await socket.async_write_some(rest, as_result);
    if (error) co_return "proxy: " + error.message();
    sent += count;
  }
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    char byte = 0;
    const auto one = boost::asio::buffer(&byte, 1);
    const auto [error, count] = co_await socket.async_read_some(one, as_result);
    if (error) co_return "proxy: " + error.message();
    head.append(&byte, count);
    if (head.size() > head_limit) co_return "proxy: its answer has no end";
  }
  co_return granted(head) ? std::string() : "proxy: it refused: " + head.substr(0, head.find('\r'));
}

}  // namespace adapters::http
