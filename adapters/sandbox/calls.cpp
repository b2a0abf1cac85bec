#include "adapters/sandbox/calls.hpp"

#include "adapters/sandbox/bot_api.hpp"
#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/graph_wire.hpp"
#include "adapters/sandbox/zalo_api.hpp"
#include "adapters/sandbox/zalo_oauth.hpp"

namespace adapters::sandbox {
namespace {

constexpr std::string_view page_of_proxy = "<html><body><h1>502 Bad Gateway</h1></body></html>";

std::optional<Platform> platform_of(const std::string& path) {
  if (path.rfind("/bot", 0) == 0) return Platform::zalo_bot;
  if (path.rfind("/v", 0) != 0) return std::nullopt;
  if (path.find("/oa/") != std::string::npos) return Platform::zalo;
  return is_graph_path(path) ? std::optional(Platform::facebook) : std::nullopt;
}

// What stands between a mark and an end in the body; "" if it is not there. Cheaper than reading the JSON twice.
std::string_view between(std::string_view body, std::string_view mark, char end) {
  const auto at = body.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = body.substr(at + mark.size());
  return rest.substr(0, rest.find(end));
}

std::string_view recipient_of(Platform on, std::string_view body) {
  return on == Platform::zalo_bot ? between(body, "\"chat_id\":", ',') : between(body, "\"recipient\":", '}');
}

}  // namespace

std::optional<Call> call_of(const http::Request& request) {
  const auto on = platform_of(request.path);
  if (!on) return std::nullopt;
  Call call{*on, request.path, recipient_of(*on, request.body), false, false};
  call.sends = is_zalo_send(request) || is_graph_send(request) || is_bot_send(request);
  call.refreshes = is_zalo_refresh(request);
  return call;
}

http::Response fault_answer(Platform on, Fault fault, const FaultPlan& plan) {
  if (fault == Fault::html) return {502, "text/html", std::string(page_of_proxy), {}};
  if (fault == Fault::html_200) return {200, "text/html", std::string(page_of_proxy), {}};
  if (fault == Fault::empty) return {200, "application/json", "", {}};
  http::Response response = on == Platform::zalo ? zalo_fault(fault) : on == Platform::facebook ? graph_fault(fault) : bot_fault(fault);
  if (fault != Fault::retry_after) return response;
  response.status = 429;
  response.headers.emplace_back("Retry-After", std::to_string(plan.retry_after_s));
  return response;
}

}  // namespace adapters::sandbox
