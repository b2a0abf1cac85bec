// How a Graph API request names what it is about: version, node and edge in the path, parameters in query, JSON or form.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/multipart.hpp"

namespace adapters::sandbox {

struct GraphCall {
  std::string node, edge;                   // "/v26.0/1002/messages" → "1002", "messages"; edge may be ""
  std::string method;
  nlohmann::json given;                     // every parameter; of a multipart body its text parts
  std::optional<Part> file;                 // "filedata" of a multipart body
};

bool is_graph_path(const std::string& path);
// Nothing if the path is not the Graph API's: /v26.0/… with any version.
std::optional<GraphCall> graph_call(const http::Request& request);

}  // namespace adapters::sandbox
