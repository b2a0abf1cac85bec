#include "adapters/sandbox/graph_api.hpp"

#include <nlohmann/json.hpp>

#include "adapters/sandbox/graph_answers.hpp"
#include "adapters/sandbox/graph_send.hpp"

namespace adapters::sandbox {
namespace {

using http::Request;
using http::Response;
using nlohmann::json;

// "/v26.0/1002/messages" → node "1002", edge "messages".
struct Target { std::string_view node, edge; };

std::optional<Target> target(std::string_view path) {
  if (path.size() < 3 || path[0] != '/' || path[1] != 'v' || path[2] < '0' || path[2] > '9') return std::nullopt;
  const auto version_end = path.find('/', 1);
  if (version_end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = path.substr(version_end + 1);
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return Target{rest, {}};
  return Target{rest.substr(0, slash), rest.substr(slash + 1)};
}

Response answer(const json& body) {
  Response response;
  response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return response;
}

// A parameter may stand in the query or in the body.
std::string parameter(const Request& request, const json& body, const char* key) {
  const auto found = request.query.find(key);
  if (found != request.query.end()) return found->second;
  const auto value = body.is_object() ? body.find(key) : body.end();
  return body.is_object() && value != body.end() && value->is_string() ? value->get<std::string>() : std::string();
}

std::string access_token(const Request& request, const json& body) {
  constexpr std::string_view bearer = "Bearer ";
  const std::string_view header = http::find_header(request.headers, "Authorization");
  if (header.substr(0, bearer.size()) == bearer) return std::string(header.substr(bearer.size()));
  return parameter(request, body, "access_token");
}

std::optional<GraphError> refusal(Stage& stage, const Request& request, const json& body) {
  if (access_token(request, body) != stage.world.facebook.page_token) return bad_token;
  const std::string proof = parameter(request, body, "appsecret_proof");
  if (proof.empty()) return stage.world.facebook.require_proof ? std::optional(no_proof) : std::nullopt;
  return proof == stage.facebook_proof ? std::nullopt : std::optional(bad_proof);
}

Response subscriptions(const Stage& stage) {
  const json app{{"id", stage.world.facebook.app_id},
                 {"name", "sandbox"},
                 {"subscribed_fields",
                  {"messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads"}}};
  return answer({{"data", json::array({app})}});
}

Response page(const Stage& stage) {
  return answer({{"id", stage.world.facebook.page_id}, {"name", stage.world.facebook.page_name}});
}

Response person(Stage& stage, const std::string& psid) {
  const Chat* chat = stage.chats.direct(Platform::facebook, psid);
  if (!chat) return graph_error(no_object);
  const std::string& full = chat->person->name;              // Vietnamese: family name first, given name last
  const auto space = full.rfind(' ');
  const std::string given = space == std::string::npos ? full : full.substr(space + 1);
  return answer(
      {{"id", psid}, {"first_name", given}, {"last_name", space == std::string::npos ? "" : full.substr(0, space)}});
}

Response routed(Stage& stage, const Request& request, const Target& at, const json& body) {
  const bool ours = at.node == "me" || at.node == stage.world.facebook.page_id;
  if (ours && at.edge == "messages" && request.method == "POST") return graph_send(stage, request, body);
  if (ours && at.edge == "subscribed_apps")
    return request.method == "GET" ? subscriptions(stage) : answer({{"success", true}});
  if (ours && at.edge == "messenger_profile" && request.method == "POST") return answer({{"result", "success"}});
  if (!at.edge.empty() || request.method != "GET") return graph_error(no_object);
  return ours ? page(stage) : person(stage, std::string(at.node));
}

}  // namespace

bool is_graph_send(const Request& request) {
  const auto at = target(request.path);
  return request.method == "POST" && at && at->edge == "messages";
}

Response graph_fault(Fault fault) {
  if (fault == Fault::rate_limit) return graph_error(too_many);
  return graph_error(fault == Fault::expired_token ? expired_token : temporary);
}

std::optional<Response> graph_answer(Stage& stage, const Request& request) {
  const auto at = target(request.path);
  if (!at) return std::nullopt;
  const json body = request.body.empty() ? json() : json::parse(request.body, nullptr, false);
  if (const auto refused = refusal(stage, request, body)) return graph_error(*refused);
  if (!stage.facebook_rate.take(stage.now())) return graph_error(too_many);
  return routed(stage, request, *at, body);
}

}  // namespace adapters::sandbox
