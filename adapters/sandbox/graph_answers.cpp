#include "adapters/sandbox/graph_answers.hpp"

#include <nlohmann/json.hpp>

namespace adapters::sandbox {

http::Response graph_error(const GraphError& error) {
  nlohmann::json body{
      {"message", error.message}, {"type", "OAuthException"}, {"code", error.code}, {"fbtrace_id", "A0sandbox"}};
  if (error.subcode) body["error_subcode"] = error.subcode;
  if (error.transient) body["is_transient"] = true;
  http::Response response;
  response.status = error.status;
  response.body = nlohmann::json{{"error", std::move(body)}}.dump();
  return response;
}

}  // namespace adapters::sandbox
