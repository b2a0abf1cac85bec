// The parts of the Zalo OA platform, one file each; zalo_oa.cpp puts them together.
#pragma once

#include "adapters/json.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

namespace adapters::zalo_oa {

bool verify(const ZaloOaSettings& settings, const http::Request& request);
std::vector<Event> parse(const ZaloOaSettings& settings, std::string_view body);
Capabilities capabilities(ConversationKind kind);
http::ClientRequest compose(const ZaloOaSettings& settings, const Outgoing& outgoing, const Credentials& credentials);
Outcome classify(const http::ClientResult& result, std::int64_t now);
std::optional<http::ClientRequest> refresh_request(const ZaloOaSettings& settings, const Credentials& credentials);
std::optional<Credentials> read_refresh(const http::ClientResult& result, std::int64_t now);

// message.attachments[] of a direct or group message.
std::vector<Attachment> attachments(const Json& message);
// `info` of user_submit_info, both its shapes: name, phone (E.164), address, city, district, ward, birthday (YYYY-MM-DD), gender.
std::map<std::string, std::string> profile(const Json& info);

}  // namespace adapters::zalo_oa
