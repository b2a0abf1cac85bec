// The parts of the Zalo Bot platform, one file each; zalo_bot.cpp puts them together.
#pragma once

#include "adapters/json.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"

namespace adapters::zalo_bot {

constexpr std::size_t text_limit = 2000;

bool verify(const ZaloBotSettings& settings, const http::Request& request);
std::vector<Event> parse(std::string_view body);

Capabilities capabilities(ConversationKind kind);
http::ClientRequest compose(const ZaloBotSettings& settings, const Outgoing& outgoing, const Credentials& credentials);
Outcome classify(const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now);

std::vector<Probe> probes(const ZaloBotSettings& settings);
http::ClientRequest probe_request(const ZaloBotSettings& settings, const Probe& probe, const Credentials& credentials);
Finding read_probe(const ZaloBotSettings& settings, const Probe& probe, const http::ClientResult& result);
// Tells the platform where our events go; nothing without an address or without a secret.
std::optional<http::ClientRequest> set_webhook(const ZaloBotSettings& settings, const std::string& url, const Credentials& credentials);

// A call of the API: POST {base}/bot{token}/{method}.
http::ClientRequest call(const ZaloBotSettings& settings, std::string_view method, const Json& parameters, const Credentials& credentials);
// error_code (or errorCode) of an answer, else the HTTP status; 0 if the call was done. Nothing: a success nobody can read.
std::optional<std::int64_t> error_of(const Json& body, int status);

}  // namespace adapters::zalo_bot
