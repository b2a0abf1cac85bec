// GET /v2.0/oa/getoa: is the token good, and may this OA use the API at all?
//   {"data":{"oa_id":"607…","name":"…","is_verified":true,"package_name":"…"},"error":0}
#include "adapters/answers.hpp"
#include "adapters/zalo_oa/parts.hpp"

namespace adapters::zalo_oa {
namespace {

Finding of_outcome(const Outcome& outcome) {
  if (const auto* held = std::get_if<Hold>(&outcome); held != nullptr && held->stop_account && held->until == HoldUntil::human_acts)
    return {Finding::State::stop, held->reason};
  if (const auto* retry = std::get_if<RetryAt>(&outcome)) return {Finding::State::unknown, retry->reason, retry->refresh_token};
  return {Finding::State::unknown, "no usable answer"};
}

}  // namespace

std::vector<Probe> probes() { return {{"account"}}; }

http::ClientRequest probe_request(const ZaloOaSettings& settings, const Credentials& credentials) {
  return get(settings, "/v2.0/oa/getoa", "", credentials);
}

// Only the platform's own words stop an account; a proxy's page does not.
Finding read_probe(const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  const Json body = response != nullptr ? parse_or_null(response->body) : Json();
  if (!integer_of(body, "error")) return {Finding::State::unknown, "no usable answer"};
  const auto outcome = classify(result, 0);
  if (!std::holds_alternative<Sent>(outcome)) return of_outcome(outcome);
  const Json& oa = at(body, "data");
  if (!oa.is_object()) return {Finding::State::unknown, "no usable answer"};
  const Json& verified = at(oa, "is_verified");
  if (verified.is_boolean() && !verified.get<bool>()) return {Finding::State::stop, "OA not verified"};
  return {Finding::State::fine, text_of(oa, "package_name")};
}

}  // namespace adapters::zalo_oa
