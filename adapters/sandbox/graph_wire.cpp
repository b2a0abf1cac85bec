#include "adapters/sandbox/graph_wire.hpp"

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using nlohmann::json;

// A parameter may itself be JSON: message={"attachment":…}.
json value_of(const std::string& text) {
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return text;
  json parsed = json::parse(text, nullptr, false);
  return parsed.is_discarded() ? json(text) : parsed;
}

void add_parts(GraphCall& call, const http::Request& request) {
  for (Part& part : read_multipart(http::find_header(request.headers, "Content-Type"), request.body)) {
    if (part.name == "filedata") call.file = std::move(part);
    else call.given[part.name] = value_of(part.body);
  }
}

void add_body(GraphCall& call, const http::Request& request) {
  const std::string_view type = http::find_header(request.headers, "Content-Type");
  if (type.rfind("multipart/", 0) == 0) return add_parts(call, request);
  if (type.rfind("application/x-www-form-urlencoded", 0) == 0) {
    for (const auto& [key, value] : read_form(request.body)) call.given[key] = value_of(value);
    return;
  }
  json body = body_of(request);
  if (body.is_object()) call.given = std::move(body);
}

}  // namespace

bool is_graph_path(const std::string& path) {
  return path.size() > 3 && path[0] == '/' && path[1] == 'v' && path[2] >= '0' && path[2] <= '9' &&
         path.find('/', 1) != std::string::npos && path.find("/oa/") == std::string::npos;
}

std::optional<GraphCall> graph_call(const http::Request& request) {
  if (!is_graph_path(request.path)) return std::nullopt;
  const std::string rest = request.path.substr(request.path.find('/', 1) + 1);
  const auto slash = rest.find('/');
  GraphCall call{rest.substr(0, slash), slash == std::string::npos ? "" : rest.substr(slash + 1), request.method, json::object(), {}};
  add_body(call, request);
  for (const auto& [key, value] : request.query) {
    if (!call.given.contains(key)) call.given[key] = value_of(value);
  }
  return call;
}

}  // namespace adapters::sandbox
