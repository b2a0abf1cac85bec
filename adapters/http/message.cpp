// Header look-up and the one shape of a refusal.
#include "adapters/http/message.hpp"

#include <boost/beast/core/string.hpp>
#include <nlohmann/json.hpp>

namespace adapters::http {

std::string_view find_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (boost::beast::iequals(key, name)) return value;
  }
  return {};
}

Response error_response(int status, std::string_view sentence) {
  using nlohmann::json;
  Response response;
  response.status = status;
  response.body = json{{"error", sentence}}.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  return response;
}

}  // namespace adapters::http
