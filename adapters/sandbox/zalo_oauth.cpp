#include "adapters/sandbox/zalo_oauth.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/form.hpp"
#include "adapters/sandbox/page_template.hpp"
#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;
using Fields = std::map<std::string, std::string>;

constexpr std::string_view page_path = "/v4/oa/permission", token_path = "/v4/oa/access_token";
constexpr std::int64_t code_lifetime = 10 * 60'000;

Response oauth_error(int code, std::string_view name) {
  return json_answer({{"error", code}, {"error_name", name}, {"error_reason", name}, {"error_description", name},
                      {"ref_doc", "https://developers.zalo.me/docs/social-api/tham-khao/ma-loi"}});
}

// ---- The page ----

// 0, or why the page will not be shown.
int refused(const ZaloAccount& account, const Fields& fields) {
  if (fields.at("app_id") != account.app_id) return -14002;
  const std::string& redirect = fields.at("redirect_uri");
  const bool web = redirect.rfind("http://", 0) == 0 || redirect.rfind("https://", 0) == 0;
  const bool known = account.redirects.empty() ||
                     std::find(account.redirects.begin(), account.redirects.end(), redirect) != account.redirects.end();
  return web && known ? 0 : -14003;
}

Fields consent_fields(const Fields& given) {
  Fields fields{{"app_id", ""}, {"redirect_uri", ""}, {"code_challenge", ""}, {"state", ""}};
  for (auto& [key, value] : fields) {
    if (given.count(key)) value = given.at(key);
  }
  return fields;
}

Response consent_page(const Stage& stage, const Fields& fields) {
  json view{{"oa_name", stage.world.zalo.oa_name}};
  for (const auto& [key, value] : fields) view[key] = value;
  return {200, "text/html; charset=utf-8", render_page("consent", view), {{"Cache-Control", "no-store"}}};
}

Response agreed(Stage& stage, const Fields& fields) {
  const std::string code = "C" + stage.object_id() + sha256_hex(stage.object_id()).substr(0, 32);
  stage.oa.codes[code] = {fields.at("code_challenge"), fields.at("redirect_uri"), stage.now() + code_lifetime};
  const std::string& redirect = fields.at("redirect_uri");
  std::string target = redirect + (redirect.find('?') == std::string::npos ? "?" : "&") + "code=" + code +
                       "&oa_id=" + stage.world.zalo.oa_id;
  if (!fields.at("state").empty()) target += "&state=" + url_encode(fields.at("state"));
  return {303, "text/plain", "", {{"Location", target}, {"Cache-Control", "no-store"}}};
}

Response consent(Stage& stage, const Request& request) {
  const bool post = request.method == "POST";
  const Fields fields = consent_fields(post ? read_form(request.body) : request.query);
  if (const int code = refused(stage.world.zalo, fields)) {
    return oauth_error(code, code == -14003 ? "Invalid redirect uri" : "Invalid app id");
  }
  return post ? agreed(stage, fields) : consent_page(stage, fields);
}

// ---- Tokens ----

Response pair_answer(Stage& stage, const TokenPair& pair) {
  stage.account(Platform::zalo).expired = false;
  return json_answer({{"access_token", pair.access}, {"refresh_token", pair.refresh}, {"expires_in", "90000"}});
}

Response by_code(Stage& stage, Fields& fields) {
  const auto found = stage.oa.codes.find(fields["code"]);
  if (found == stage.oa.codes.end()) return oauth_error(-118, "Invalid grant: authorization code is used or unknown");
  const ConsentCode code = found->second;
  stage.oa.codes.erase(found);                                  // works once, also when something else is wrong
  if (stage.now() > code.until) return oauth_error(-118, "Invalid grant: authorization code is expired");
  if (!code.challenge.empty() && pkce_digest(fields["code_verifier"]) != code.challenge)
    return oauth_error(-14015, "Invalid code verifier");
  stage.account(Platform::zalo).revoked = false;
  return pair_answer(stage, stage.zalo_tokens.grant(stage.now()));
}

Response by_refresh(Stage& stage, Fields& fields) {
  if (stage.account(Platform::zalo).revoked) return oauth_error(-14014, "Invalid refresh token");
  const auto made = stage.zalo_tokens.refresh(fields["refresh_token"], stage.now());
  if (const auto* pair = std::get_if<TokenPair>(&made)) return pair_answer(stage, *pair);
  return std::get<TokenError>(made) == TokenError::used ? oauth_error(-14020, "Refresh token has been used or expired")
                                                        : oauth_error(-14014, "Invalid refresh token");
}

Response token(Stage& stage, const Request& request) {
  const ZaloAccount& account = stage.world.zalo;
  Fields fields = read_form(request.body);
  if (http::find_header(request.headers, "secret_key") != account.app_secret)
    return oauth_error(-14004, "Invalid secret key");
  if (fields["app_id"] != account.app_id) return oauth_error(-14002, "Invalid app id");
  if (fields["grant_type"] == "authorization_code") return by_code(stage, fields);
  if (fields["grant_type"] == "refresh_token") return by_refresh(stage, fields);
  return oauth_error(-118, "Invalid grant");
}

}  // namespace

bool is_zalo_refresh(const Request& request) { return request.method == "POST" && request.path == token_path; }

std::optional<Response> zalo_oauth_answer(Stage& stage, const Request& request) {
  if (is_zalo_refresh(request)) return token(stage, request);
  if (request.path == page_path) return consent(stage, request);
  return std::nullopt;
}

}  // namespace adapters::sandbox
