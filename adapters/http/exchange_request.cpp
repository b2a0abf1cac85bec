// Takes addresses apart with Boost.URL and writes requests.
#include "adapters/http/exchange_request.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace adapters::http {
namespace {

constexpr std::string_view agent = "nhipcau/" NHIPCAU_VERSION;

bool harmless(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool is_word(std::string_view text) {
  return !text.empty() && harmless(text) && text.find_first_of(" :\t") == std::string_view::npos;
}

bool is_port(std::string_view digits) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} && end == digits.data() + digits.size() && number > 0 && number <= 65'535;
}

std::string_view view(boost::core::string_view text) { return {text.data(), text.size()}; }

void append_header(std::string_view name, std::string_view value, std::string& out) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// Host, Content-Length and Connection are decided here.
bool ours(std::string_view name) {
  using boost::beast::iequals;
  return iequals(name, "Host") || iequals(name, "Content-Length") || iequals(name, "Connection") ||
         iequals(name, "Transfer-Encoding");
}

}  // namespace

std::optional<Destination> parse_url(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->host().empty() || parsed->has_userinfo()) return std::nullopt;
  Destination destination;
  destination.tls = parsed->scheme_id() == boost::urls::scheme::https;
  if (!destination.tls && parsed->scheme_id() != boost::urls::scheme::http) return std::nullopt;
  destination.host = parsed->host_address();
  destination.port = destination.tls ? "443" : "80";
  if (parsed->has_port() && !parsed->port().empty()) {
    destination.port = view(parsed->port());
    if (!is_port(destination.port)) return std::nullopt;
  }
  destination.host_header = view(parsed->encoded_host());
  if (parsed->has_port()) destination.host_header += ":" + destination.port;
  destination.target = view(parsed->encoded_target());
  if (destination.target.empty() || destination.target.front() != '/') destination.target.insert(0, "/");
  return destination;
}

std::optional<std::string> serialize(const ClientRequest& request, const Destination& destination) {
  if (!is_word(request.method)) return std::nullopt;
  std::string out;
  out.reserve(256 + destination.target.size() + request.body.size());
  out.append(request.method).append(" ").append(destination.target).append(" HTTP/1.1\r\n");
  append_header("Host", destination.host_header, out);
  for (const auto& [name, value] : request.headers) {
    if (!is_word(name) || !harmless(value)) return std::nullopt;
    if (!ours(name)) append_header(name, value, out);
  }
  if (find_header(request.headers, "User-Agent").empty()) append_header("User-Agent", agent, out);
  if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD")) {
    append_header("Content-Length", std::to_string(request.body.size()), out);
  }
  out.append("\r\n").append(request.body);
  return out;
}

}  // namespace adapters::http
