#include "adapters/sandbox/zalo_api.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "adapters/sandbox/signing.hpp"
#include "adapters/sandbox/zalo_answers.hpp"
#include "adapters/sandbox/zalo_groups.hpp"
#include "adapters/sandbox/zalo_oauth.hpp"
#include "adapters/sandbox/zalo_reads.hpp"
#include "adapters/sandbox/zalo_send.hpp"
#include "adapters/sandbox/zalo_uploads.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view send_user = "/v3.0/oa/message/cs", send_group = "/v3.0/oa/group/message";

using Route = Response (*)(Stage&, const Request&);
using Routes = std::map<std::string_view, Route>;

const Routes& gets() {
  static const Routes routes{{"/v2.0/oa/getoa", zalo_oa_info},
                             {"/v3.0/oa/user/detail", zalo_user_detail},
                             {"/v3.0/oa/user/getlist", zalo_user_list},
                             {"/v2.0/oa/conversation", zalo_user_history},
                             {"/v2.0/oa/listrecentchat", zalo_recent_chats},
                             {"/v3.0/oa/group/getgroup", zalo_group_info},
                             {"/v3.0/oa/group/getgroupsofoa", zalo_groups},
                             {"/v3.0/oa/group/listmember", zalo_group_members},
                             {"/v3.0/oa/group/listpendinginvite", zalo_group_waiting},
                             {"/v3.0/oa/group/listrecentchat", zalo_group_recent},
                             {"/v3.0/oa/group/conversation", zalo_group_history}};
  return routes;
}

const Routes& posts() {
  static const Routes routes{{send_user, zalo_send_to_user},
                             {send_group, zalo_send_to_group},
                             {"/v2.0/oa/message", zalo_v2_message},
                             {"/v2.0/oa/upload/image", zalo_upload},
                             {"/v2.0/oa/upload/gif", zalo_upload},
                             {"/v2.0/oa/upload/file", zalo_upload},
                             {"/v3.0/oa/quota/message", zalo_message_quota},
                             {"/v3.0/oa/quota/group", zalo_group_quota},
                             {"/v3.0/oa/group/creategroupwithoa", zalo_group_create},
                             {"/v3.0/oa/group/updateinfo", zalo_group_update},
                             {"/v3.0/oa/group/updateasset", zalo_group_licence},
                             {"/v3.0/oa/group/invite", zalo_group_invite},
                             {"/v3.0/oa/group/acceptpendinginvite", zalo_group_accept},
                             {"/v3.0/oa/group/rejectpendinginvite", zalo_group_reject},
                             {"/v3.0/oa/group/removemembers", zalo_group_remove},
                             {"/v3.0/oa/group/addadmins", zalo_group_add_admins},
                             {"/v3.0/oa/group/removeadmins", zalo_group_remove_admins},
                             {"/v3.0/oa/group/delete", zalo_group_delete}};
  return routes;
}

Route route(const Request& request) {
  const Routes& routes = request.method == "POST" ? posts() : gets();
  const auto found = routes.find(request.path);
  return found == routes.end() ? nullptr : found->second;
}

bool proof_fits(const Stage& stage, const Request& request, std::string_view access_token) {
  const std::string_view proof = http::find_header(request.headers, "appsecret_proof");
  return proof.empty() || proof == hmac_sha256_hex(stage.world.zalo.app_secret, access_token);
}

int token_error(Stage& stage, const std::string& access_token) {
  const AccountState& account = stage.account(Platform::zalo);
  if (account.revoked) return -216;
  return account.expired ? -220 : stage.zalo_tokens.check(access_token, stage.now());
}

Response checked(Stage& stage, const Request& request, Route handler) {
  const std::string access_token(http::find_header(request.headers, "access_token"));
  if (const int error = token_error(stage, access_token)) return zalo_error(error);
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

Response zalo_fault(Fault fault) {
  if (fault == Fault::rate_limit || fault == Fault::retry_after) return zalo_error(-32);
  if (fault == Fault::expired_token) return zalo_error(-220);
  Response response = zalo_error(-200);
  if (fault == Fault::server_error) response.status = 500;
  return response;
}

std::optional<Response> zalo_answer(Stage& stage, const Request& request) {
  if (auto consent = zalo_oauth_answer(stage, request)) return consent;
  const std::string& path = request.path;
  if (path.size() < 9 || path.compare(0, 2, "/v") != 0 || path.compare(5, 4, "/oa/") != 0) return std::nullopt;
  if (const Route handler = route(request)) return checked(stage, request, handler);
  Response missing = zalo_error(404, "empty api");
  missing.status = 404;
  return missing;
}

}  // namespace adapters::sandbox
