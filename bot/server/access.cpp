#include "bot/server/access.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include "storage/api_tokens.hpp"
#include "storage/vault.hpp"

namespace server {

std::optional<std::string> bearer_hash(const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  auto value = http::find_header(request.headers, "Authorization");
  if (!boost::algorithm::istarts_with(value, scheme)) return std::nullopt;
  value.remove_prefix(scheme.size());
  while (value.starts_with(' ')) value.remove_prefix(1);
  if (value.empty()) return std::nullopt;
  return storage::sha256_hex(value);
}

std::optional<Caller> find_caller(storage::Session& session, const std::string& token_hash) {
  const auto token = storage::find_api_token(session, token_hash);
  if (!token) return std::nullopt;
  return Caller{token->id, token->unit_id, token->can_write};
}

http::Response unauthorized() {
  auto response = http::error_response(401, "a valid bearer token is needed: Authorization: Bearer …");
  response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"nhipcau\"");
  return response;
}

http::Response forbidden() {
  auto response = http::error_response(403, "this token may only read");
  response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"nhipcau\", error=\"insufficient_scope\"");
  return response;
}

}  // namespace server
