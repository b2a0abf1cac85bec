#include "adapters/sandbox/graph_api.hpp"

#include <algorithm>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/graph_feed.hpp"
#include "adapters/sandbox/graph_send.hpp"
#include "adapters/sandbox/graph_setup.hpp"
#include "adapters/sandbox/graph_wire.hpp"
#include "adapters/sandbox/wire.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

std::string access_token(const Request& request, const json& given) {
  constexpr std::string_view bearer = "Bearer ";
  const std::string_view header = http::find_header(request.headers, "Authorization");
  if (header.substr(0, bearer.size()) == bearer) return std::string(header.substr(bearer.size()));
  return string_of(given, "access_token");
}

std::optional<GraphError> refusal(Stage& stage, const Request& request, const json& given) {
  const AccountState& account = stage.account(Platform::facebook);
  if (access_token(request, given) != stage.world.facebook.page_token) return bad_token;
  if (account.revoked) return revoked_token;
  if (account.expired) return expired_token;
  const std::string proof = string_of(given, "appsecret_proof");
  if (proof.empty()) return stage.world.facebook.require_proof ? std::optional(no_proof) : std::nullopt;
  return proof == stage.facebook_proof ? std::nullopt : std::optional(bad_proof);
}

// debug_token takes "app id|app secret" as well as the token itself.
bool may_debug(const Stage& stage, const Request& request, const json& given) {
  const FacebookAccount& account = stage.world.facebook;
  const std::string token = access_token(request, given);
  return token == account.app_id + "|" + account.app_secret || token == account.page_token;
}

Response of_page(Stage& stage, const GraphCall& call, const std::string& request_id) {
  const bool post = call.method == "POST";
  if (call.edge == "messages" && post) return graph_send(stage, call, request_id);
  if (call.edge == "subscribed_apps") return graph_subscription(stage, call);
  if (call.edge == "messenger_profile") return graph_profile(stage, call);
  if (call.edge == "message_attachments" && post) return graph_upload(stage, call);
  if (call.edge == "message_templates") return graph_templates(stage, call);
  if (call.edge == "feed" || call.edge == "posts") return graph_feed(stage, call, request_id);
  if (call.edge == "conversations" && !post) return graph_conversations(stage, call);
  if (call.edge.empty() && !post) return graph_page(stage);
  throw no_object;
}

Response routed(Stage& stage, const GraphCall& call, const std::string& request_id) {
  if (call.node == "me" || call.node == stage.world.facebook.page_id) return of_page(stage, call, request_id);
  if (call.edge == "comments") return graph_comments(stage, call, request_id);
  if (call.edge.empty() && is_feed_object(stage, call.node)) return graph_feed_object(stage, call);
  if (!call.edge.empty() || call.method != "GET") throw no_object;
  return graph_person(stage, call.node);
}

// How much is used up, in percent: of the messages in 24 h, of the calls a second, or what a test says.
int used(const Stage& stage) {
  const AccountState& account = stage.accounts[static_cast<int>(Platform::facebook)];
  const double share = std::max({account.usage, stage.facebook_budget.share(), stage.facebook_rate.share()});
  return static_cast<int>(share * 100);
}

void add_usage(const Stage& stage, Response& response) {
  const std::string percent = std::to_string(used(stage)), page = stage.world.facebook.page_id;
  response.headers.emplace_back("X-App-Usage", R"({"call_count":)" + percent + R"(,"total_time":1,"total_cputime":1})");
  response.headers.emplace_back("X-Business-Use-Case-Usage",
                                R"({")" + page + R"(":[{"type":"messenger","call_count":)" + percent +
                                    R"(,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]})");
}

Response checked(Stage& stage, const Request& request, const GraphCall& call) try {
  if (call.node == "debug_token") return may_debug(stage, request, call.given) ? graph_debug_token(stage, call) : graph_error(bad_token);
  if (const auto refused = refusal(stage, request, call.given)) return graph_error(*refused);
  if (!stage.facebook_rate.take(stage.now())) return graph_error(too_many);
  return routed(stage, call, request_mark(request));
} catch (const GraphError& error) {
  return graph_error(error);
}

}  // namespace

bool is_graph_send(const Request& request) {
  const std::string_view path = request.path, edge = "/messages";
  return request.method == "POST" && is_graph_path(request.path) && path.size() > edge.size() &&
         path.substr(path.size() - edge.size()) == edge;
}

Response graph_fault(Fault fault) {
  if (fault == Fault::rate_limit || fault == Fault::retry_after) return graph_error(too_many);
  Response response = graph_error(fault == Fault::expired_token ? expired_token : temporary);
  if (fault == Fault::error_200) response.status = 200;
  return response;
}

std::optional<Response> graph_answer(Stage& stage, const Request& request) {
  const auto call = graph_call(request);
  if (!call) return std::nullopt;
  Response response = checked(stage, request, *call);
  add_usage(stage, response);
  return response;
}

}  // namespace adapters::sandbox
