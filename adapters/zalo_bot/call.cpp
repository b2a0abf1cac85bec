// The frame of each call and of each answer: {"ok":true,"result":…} or {"ok":false,"error_code":401,"description":"Unauthorized"},
// either with any HTTP status.
#include "adapters/answers.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {
namespace {

// A token is "digits:secret"; the colon stays as it is.
std::string in_path(std::string_view token) {
  const auto colon = token.find(':');
  if (colon == std::string_view::npos) return percent_encoded(token);
  return percent_encoded(token.substr(0, colon)) + ":" + percent_encoded(token.substr(colon + 1));
}

}  // namespace

http::ClientRequest call(const ZaloBotSettings& settings, std::string_view method, const Json& parameters, const Credentials& credentials) {
  http::ClientRequest request;
  request.url = address(settings.base_url, "/bot" + in_path(credentials.access_token) + "/").append(method);
  request.headers = {{"Content-Type", "application/json"}};
  request.body = parameters.dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

std::optional<std::int64_t> error_of(const Json& body, int status) {
  if (is_true(body, "ok")) return 0;
  for (const auto* key : {"error_code", "errorCode"})
    if (const auto code = integer_of(body, key); code.value_or(0) != 0) return code;
  if (at(body, "ok").is_boolean()) return status / 100 == 2 ? -1 : status;  // refused, without a number; not in our form: a proxy's
  return std::nullopt;
}

}  // namespace adapters::zalo_bot
