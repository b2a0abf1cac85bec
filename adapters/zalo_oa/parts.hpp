// The parts of the Zalo OA platform, one file each; zalo_oa.cpp puts them together.
#pragma once

#include "adapters/consent.hpp"
#include "adapters/group_admin.hpp"
#include "adapters/json.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

namespace adapters::zalo_oa {

constexpr std::size_t text_limit = 2000;

bool verify(const ZaloOaSettings& settings, const http::Request& request);
std::vector<Event> parse(const ZaloOaSettings& settings, std::string_view body);

Capabilities capabilities(const ZaloOaSettings& settings, ConversationKind kind);
http::ClientRequest compose(const ZaloOaSettings& settings, const Outgoing& outgoing, const Credentials& credentials);
// `message` of a send: text and attachment, as far as the conversation shows them.
Json message_of(const ZaloOaSettings& settings, const Outgoing& outgoing);
// Does compose write more than text of it, so that a plainer form is left to try?
bool is_fancy(const ZaloOaSettings& settings, const Outgoing& outgoing);
Outcome classify(const ZaloOaSettings& settings, const Outgoing& outgoing, const http::ClientResult& result, std::int64_t now);
// The same for calls that are no messages.
Outcome classify(const http::ClientResult& result, std::int64_t now);
std::optional<double> usage(const http::Headers& headers);

std::string refuses(const File& file);
http::ClientRequest upload_request(const ZaloOaSettings& settings, const File& file, const Credentials& credentials);
// A gif's id carries its width and height along, which a message with it must name: "480x320:attachment id".
std::variant<Uploaded, Outcome> read_upload(const File& file, const http::ClientResult& result, std::int64_t now);
struct Gif { std::int64_t width = 0, height = 0; std::string id; };
std::optional<Gif> gif_of(const std::string& upload_id);

std::optional<http::ClientRequest> said_request(const ZaloOaSettings& settings, const ConversationId& conversation, const Credentials& credentials);
std::optional<std::vector<Said>> read_said(const http::ClientResult& result);
bool is_said(const ZaloOaSettings& settings, const Outgoing& outgoing, const Said& said);

std::optional<http::ClientRequest> refresh_request(const ZaloOaSettings& settings, const Credentials& credentials);
std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now);
RefreshMiss refresh_miss(const http::ClientResult& result);
std::unique_ptr<Consent> make_consent(const ZaloOaSettings& settings);

std::vector<Probe> probes();
http::ClientRequest probe_request(const ZaloOaSettings& settings, const Credentials& credentials);
Finding read_probe(const http::ClientResult& result);

std::unique_ptr<GroupAdmin> make_group_admin(const ZaloOaSettings& settings);

// Calls of the OpenAPI, with the token (and its proof) in their headers. path: "/v3.0/oa/…"; query: "?a=b" or "".
http::ClientRequest post(const ZaloOaSettings& settings, std::string_view path, const Json& body, const Credentials& credentials);
http::ClientRequest get(const ZaloOaSettings& settings, std::string_view path, const std::string& query, const Credentials& credentials);
http::Headers headers_of(const ZaloOaSettings& settings, const Credentials& credentials);

// "[@id]" in a text mentions a person, or everybody. What comes from people keeps its look and its length, but mentions nobody.
std::string without_mentions(std::string text);

// message.attachments[] of a direct or group message.
std::vector<Attachment> attachments(const Json& message);
// `info` of user_submit_info, both its shapes: name, phone (E.164), address, city, district, ward, birthday (YYYY-MM-DD), gender.
std::map<std::string, std::string> profile(const Json& info);
// "31/12/1990" → "1990-12-31"; anything else as written.
std::string iso_day(const std::string& written);

}  // namespace adapters::zalo_oa
