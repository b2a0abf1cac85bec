#include "adapters/sandbox/wire.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace adapters::sandbox {

using nlohmann::json;

const json& member(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string string_of(const json& object, const char* key) {
  const json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string id_of(const json& object, const char* key) {
  const json& value = member(object, key);
  return value.is_number_integer() ? value.dump() : string_of(object, key);
}

std::string query(const http::Request& request, const std::string& key) {
  const auto found = request.query.find(key);
  return found == request.query.end() ? std::string() : found->second;
}

std::size_t number(const http::Request& request, const std::string& key, std::size_t otherwise) {
  const std::string text = query(request, key);
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

http::Response json_answer(const json& body, int status) {
  http::Response response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return response;
}

json body_of(const http::Request& request) {
  return request.body.empty() ? json() : json::parse(request.body, nullptr, false);
}

std::string request_mark(const http::Request& request) { return std::string(http::find_header(request.headers, "X-Request-Id")); }

}  // namespace adapters::sandbox
