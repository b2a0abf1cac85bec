// Is the token good (getMe), and do our events come to us (getWebhookInfo)? What the platform forgot, setWebhook tells it again.
#include "adapters/answers.hpp"
#include "adapters/zalo_bot/parts.hpp"

namespace adapters::zalo_bot {
namespace {

constexpr std::string_view token_probe = "token", webhook_probe = "webhook";
constexpr std::int64_t unauthorized = 401;

std::string_view without_slash(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

Finding webhook_finding(const ZaloBotSettings& settings, const Json& result) {
  const auto url = text_of(result, "url");
  if (url.empty()) return {Finding::State::mend, "no webhook"};
  if (without_slash(url) != without_slash(settings.webhook_url)) return {Finding::State::mend, "webhook of somebody else"};
  return {Finding::State::fine, {}};
}

}  // namespace

std::vector<Probe> probes(const ZaloBotSettings& settings) {
  std::vector<Probe> all{{std::string(token_probe)}};
  if (!settings.webhook_url.empty()) all.push_back({std::string(webhook_probe)});
  return all;
}

http::ClientRequest probe_request(const ZaloBotSettings& settings, const Probe& probe, const Credentials& credentials) {
  return call(settings, probe.name == webhook_probe ? "getWebhookInfo" : "getMe", Json::object(), credentials);
}

Finding read_probe(const ZaloBotSettings& settings, const Probe& probe, const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  if (response == nullptr) return {Finding::State::unknown, "no answer"};
  const Json body = parse_or_null(response->body);
  const auto error = error_of(body, response->status);
  if (!error) return {Finding::State::unknown, "no usable answer"};
  if (*error == unauthorized) return {Finding::State::stop, "zalo bot 401: token refused"};
  if (*error != 0) return {Finding::State::unknown, "zalo bot " + std::to_string(*error)};
  return probe.name == webhook_probe ? webhook_finding(settings, at(body, "result")) : Finding{Finding::State::fine, {}};
}

std::optional<http::ClientRequest> set_webhook(const ZaloBotSettings& settings, const std::string& url, const Credentials& credentials) {
  for (const auto& secret : settings.secret_tokens)
    if (!secret.empty() && !url.empty()) return call(settings, "setWebhook", {{"url", url}, {"secret_token", secret}}, credentials);
  return std::nullopt;
}

}  // namespace adapters::zalo_bot
