// Is the token good (GET /me), and does the app get the Page's events (GET /{page}/subscribed_apps)? A Page whose webhook failed for
// an hour is unsubscribed without a word; POST subscribed_apps brings it back.
#include <algorithm>
#include <array>

#include "adapters/facebook/parts.hpp"

namespace adapters::facebook {
namespace {

using State = Finding::State;

constexpr std::string_view token_probe = "token", webhook_probe = "webhook";

constexpr std::string_view fields =
    "messages,messaging_postbacks,message_echoes,message_edits,message_reactions,messaging_optins,messaging_referrals,"
    "message_deliveries,message_reads,messaging_handovers,standby,messaging_policy_enforcement,feed";
// Without these the Page is deaf; the others may have been taken away by somebody with a reason.
constexpr auto needed = std::to_array<std::string_view>({"messages", "messaging_postbacks", "message_echoes"});

bool holds(const Json& list, std::string_view field) {
  return list.is_array() && std::find(list.begin(), list.end(), field) != list.end();
}

bool is_subscribed(const FacebookSettings& settings, const Json& app) {
  const bool ours = settings.app_id.empty() || id_of(app, "id") == settings.app_id;
  const Json& has = at(app, "subscribed_fields");
  return ours && std::all_of(needed.begin(), needed.end(), [&has](std::string_view field) { return holds(has, field); });
}

Finding webhook_finding(const FacebookSettings& settings, const Json& body) {
  const Json& apps = at(body, "data");
  if (!apps.is_array()) return {State::unknown, "no usable answer"};
  const bool subscribed = std::any_of(apps.begin(), apps.end(), [&settings](const Json& app) { return is_subscribed(settings, app); });
  return subscribed ? Finding{State::fine, {}} : Finding{State::mend, "the Page is not subscribed"};
}

// Nothing: the answer is no refusal.
// Only the token itself stops the account here: a right that is missing for this very question does not keep messages from going out.
std::optional<Finding> refused(const Probe& probe, const http::ClientResult& result, const Json& body) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response == nullptr) return Finding{State::unknown, "no answer"};
  if (const auto refusal = refusal_of(body)) {
    const bool invalid = refusal->code == 102 || refusal->code == 190;
    const bool stops = refusal->what == Class::page || (refusal->what == Class::token && (invalid || probe.name == token_probe));
    return Finding{stops ? State::stop : State::unknown, refusal->reason};
  }
  if (response->status / 100 != 2) return Finding{State::unknown, "http " + std::to_string(response->status)};
  return std::nullopt;
}

Json body_of(const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  return response == nullptr ? Json() : parse_or_null(response->body);
}

}  // namespace

std::vector<Probe> probes() { return {{std::string(token_probe)}, {std::string(webhook_probe)}}; }

http::ClientRequest probe_request(const FacebookSettings& settings, const Probe& probe, const std::string& page, const Credentials& credentials) {
  if (probe.name == webhook_probe) return get(settings, edge_of(page, "subscribed_apps"), "", credentials);
  return get(settings, "me", "fields=id", credentials);
}

Finding read_probe(const FacebookSettings& settings, const Probe& probe, const http::ClientResult& result) {
  const Json body = body_of(result);
  if (auto finding = refused(probe, result, body)) return std::move(*finding);
  if (probe.name == webhook_probe) return webhook_finding(settings, body);
  const auto id = id_of(body, "id");
  if (id.empty()) return {State::unknown, "no usable answer"};
  const auto& pages = settings.accounts;
  const bool ours = pages.empty() || std::find(pages.begin(), pages.end(), id) != pages.end();
  return ours ? Finding{State::fine, {}} : Finding{State::stop, "the token belongs to another Page"};
}

http::ClientRequest subscribe(const FacebookSettings& settings, const std::string& page, const Credentials& credentials) {
  std::string wanted(fields);
  if (settings.group_feed) wanted += ",group_feed";
  return post(settings, edge_of(page, "subscribed_apps"), {{"subscribed_fields", wanted}}, credentials);
}

Finding read_set_up(const http::ClientResult& result) {
  const Json body = body_of(result);
  auto finding = refused({std::string(token_probe)}, result, body);
  if (!finding) return at(body, "error").is_null() ? Finding{State::fine, {}} : Finding{State::stop, "the platform answers with an error"};
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response != nullptr && response->status / 100 == 4) finding->state = State::stop;
  return std::move(*finding);
}

}  // namespace adapters::facebook
