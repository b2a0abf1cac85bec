#include "adapters/sandbox/zalo_api.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_reads.hpp"
#include "adapters/sandbox/zalo_send.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

constexpr std::string_view send_user = "/v3.0/oa/message/cs", send_group = "/v3.0/oa/group/message";
constexpr std::string_view token_path = "/v4/oa/access_token";

// ---- Tokens: POST /v4/oa/access_token, header secret_key, form grant_type=refresh_token&app_id=…&refresh_token=… ----

Response oauth_error(int code, std::string_view name) {
  const json body{{"error", code}, {"error_name", name}, {"error_reason", name}, {"error_description", name},
                  {"ref_doc", "https://developers.zalo.me/docs/social-api/tham-khao/ma-loi"}};
  return {200, "application/json; charset=utf-8", body.dump(), {}};
}

Response token(Stage& stage, const Request& request) {
  const ZaloAccount& account = stage.world.zalo;
  auto fields = read_form(request.body);
  if (http::find_header(request.headers, "secret_key") != account.app_secret)
    return oauth_error(-14004, "Invalid secret key");
  if (fields["app_id"] != account.app_id) return oauth_error(-14002, "Invalid app id");
  if (fields["grant_type"] != "refresh_token") return oauth_error(-118, "Invalid grant");
  const auto made = stage.zalo_tokens.refresh(fields["refresh_token"], stage.now());
  if (const auto* error = std::get_if<TokenError>(&made)) {
    return *error == TokenError::used ? oauth_error(-14020, "Refresh token has been used or expired")
                                      : oauth_error(-14014, "Invalid refresh token");
  }
  const TokenPair& pair = std::get<TokenPair>(made);
  const json body{{"access_token", pair.access}, {"refresh_token", pair.refresh}, {"expires_in", "90000"}};
  return {200, "application/json; charset=utf-8", body.dump(), {}};
}

using Route = Response (*)(Stage&, const Request&);
Route route(const Request& request) {
  static const std::map<std::string_view, Route> gets{{"/v2.0/oa/getoa", zalo_oa_info},
                                                      {"/v3.0/oa/user/detail", zalo_user_detail},
                                                      {"/v2.0/oa/conversation", zalo_user_history},
                                                      {"/v3.0/oa/group/getgroup", zalo_group_info},
                                                      {"/v3.0/oa/group/getgroupsofoa", zalo_groups},
                                                      {"/v3.0/oa/group/listmember", zalo_group_members},
                                                      {"/v3.0/oa/group/conversation", zalo_group_history}};
  static const std::map<std::string_view, Route> posts{{send_user, zalo_send_to_user},
                                                       {send_group, zalo_send_to_group}};
  const auto& routes = request.method == "POST" ? posts : gets;
  const auto found = routes.find(request.path);
  return found == routes.end() ? nullptr : found->second;
}

bool proof_fits(const Stage& stage, const Request& request, std::string_view access_token) {
  const std::string_view proof = http::find_header(request.headers, "appsecret_proof");
  return proof.empty() || proof == hmac_sha256_hex(stage.world.zalo.app_secret, access_token);
}

Response checked(Stage& stage, const Request& request, Route handler) {
  const std::string access_token(http::find_header(request.headers, "access_token"));
  if (const int error = stage.zalo_tokens.check(access_token, stage.now())) return zalo_error(error);
  if (!proof_fits(stage, request, access_token)) return zalo_error(-242);
  const bool allowed = stage.zalo_rate.take(stage.now());
  Response response = allowed ? handler(stage, request) : zalo_error(-32);
  if (stage.zalo_rate.limit > 0) {
    response.headers.emplace_back("X-RateLimit-Limit", std::to_string(stage.zalo_rate.limit));
    response.headers.emplace_back("X-RateLimit-Remain", std::to_string(stage.zalo_rate.remain()));
  }
  return response;
}

}  // namespace

bool is_zalo_send(const Request& request) {
  return request.method == "POST" && (request.path == send_user || request.path == send_group);
}

bool is_zalo_refresh(const Request& request) { return request.method == "POST" && request.path == token_path; }

Response zalo_fault(Fault fault) {
  if (fault == Fault::rate_limit) return zalo_error(-32);
  if (fault == Fault::expired_token) return zalo_error(-220);
  Response response = zalo_error(-200);
  response.status = 500;
  return response;
}

std::optional<Response> zalo_answer(Stage& stage, const Request& request) {
  const std::string& path = request.path;
  if (is_zalo_refresh(request)) return token(stage, request);
  if (path.size() < 9 || path.compare(0, 2, "/v") != 0 || path.compare(5, 4, "/oa/") != 0) return std::nullopt;
  if (const Route handler = route(request)) return checked(stage, request, handler);
  Response missing = zalo_error(404, "empty api");
  missing.status = 404;
  return missing;
}

}  // namespace adapters::sandbox
