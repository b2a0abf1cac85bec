// Splits and decodes a request target; the escapes themselves are Boost.URL's work.
#include "adapters/http/target.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/pct_string_view.hpp>

namespace adapters::http {
namespace {

// Decodes escapes into `decoded`; false when one is broken or hides a NUL.
bool decode(std::string_view text, bool plus_is_space, std::string& decoded) {
  if (text.find('%') == std::string_view::npos && (!plus_is_space || text.find('+') == std::string_view::npos)) {
    decoded = text;
    return true;
  }
  const auto escaped = boost::urls::make_pct_string_view({text.data(), text.size()});
  if (!escaped) return false;
  decoded = escaped->decode(boost::urls::encoding_opts(plus_is_space));
  return decoded.find('\0') == std::string::npos;
}

bool parse_query(std::string_view query, std::map<std::string, std::string>& values) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    std::string name, value;
    if (!decode(pair.substr(0, equals), true, name)) return false;
    if (equals != std::string_view::npos && !decode(pair.substr(equals + 1), true, value)) return false;
    values.try_emplace(std::move(name), std::move(value));
  }
  return true;
}

// "http://host/path" as a proxy is sent it, to "/path"; the host does not matter to us.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!boost::beast::iequals(target.substr(0, scheme.size()), scheme)) continue;
    const auto rest = target.substr(scheme.size());
    const auto slash = rest.find_first_of("/?");
    return slash == std::string_view::npos ? "/" : rest.substr(slash);
  }
  return target;
}

}  // namespace

bool read_target(std::string_view target, Request& request) {
  target = without_authority(target.substr(0, target.find('#')));
  if (target == "*") {
    request.path = "*";
    return true;
  }
  const auto mark = target.find('?');
  const auto path = target.substr(0, mark);
  if (path.empty() ? mark != 0 : path.front() != '/') return false;
  if (!decode(path, false, request.path)) return false;
  if (request.path.empty()) request.path = "/";
  return mark == std::string_view::npos || parse_query(target.substr(mark + 1), request.query);
}

}  // namespace adapters::http
