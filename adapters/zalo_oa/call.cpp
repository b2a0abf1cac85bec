// The frame of each call to the OpenAPI: the token is a header of its own, without "Bearer".
#include "adapters/answers.hpp"
#include "adapters/signature.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {

http::Headers headers_of(const ZaloOaSettings& settings, const Credentials& credentials) {
  http::Headers headers{{"access_token", credentials.access_token}};
  if (settings.send_proof && !settings.app_secret.empty())
    headers.emplace_back("appsecret_proof", hex(hmac_sha256(settings.app_secret, credentials.access_token)));
  return headers;
}

http::ClientRequest post(const ZaloOaSettings& settings, std::string_view path, const Json& body, const Credentials& credentials) {
  http::ClientRequest request;
  request.url = address(settings.openapi_url, path);
  request.headers = headers_of(settings, credentials);
  request.headers.insert(request.headers.begin(), {"Content-Type", "application/json"});
  request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

http::ClientRequest get(const ZaloOaSettings& settings, std::string_view path, const std::string& query, const Credentials& credentials) {
  http::ClientRequest request;
  request.method = "GET";
  request.url = address(settings.openapi_url, path) + query;
  request.headers = headers_of(settings, credentials);
  return request;
}

}  // namespace adapters::zalo_oa
