// Calls of the Graph API: https://graph.facebook.com/<version>/<node>/<edge>, with appsecret_proof, which shows that whoever holds
// the token holds the app's secret too.
#include "adapters/answers.hpp"
#include "adapters/facebook/parts.hpp"
#include "adapters/signature.hpp"

namespace adapters::facebook {
namespace {

std::string proof(const FacebookSettings& settings, const std::string& token) {
  if (settings.app_secrets.empty() || settings.app_secrets.front().empty()) return {};
  return "appsecret_proof=" + hex(hmac_sha256(settings.app_secrets.front(), token));
}

}  // namespace

std::string url_of(const FacebookSettings& settings, std::string_view edge, std::string_view query, const Credentials& credentials) {
  auto url = address(settings.graph_url, "/" + settings.version + "/").append(edge);
  char mark = '?';
  for (const auto& part : {std::string(query), proof(settings, credentials.access_token)}) {
    if (part.empty()) continue;
    url.append(1, mark).append(part);
    mark = '&';
  }
  return url;
}

std::string edge_of(std::string_view node, std::string_view edge) { return percent_encoded(node).append("/").append(edge); }

http::ClientRequest post(const FacebookSettings& settings, std::string_view edge, const Json& body, const Credentials& credentials) {
  http::ClientRequest request;
  request.url = url_of(settings, edge, "", credentials);
  request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + credentials.access_token}};
  request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

http::ClientRequest get(const FacebookSettings& settings, std::string_view edge, std::string_view query, const Credentials& credentials) {
  http::ClientRequest request;
  request.method = "GET";
  request.url = url_of(settings, edge, query, credentials);
  request.headers = {{"Authorization", "Bearer " + credentials.access_token}};
  return request;
}

}  // namespace adapters::facebook
