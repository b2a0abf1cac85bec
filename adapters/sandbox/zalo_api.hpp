// Zalo's Open API and its consent: request in, answer out, as openapi.zalo.me and oauth.zaloapp.com would.
#pragma once

#include <optional>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// Nothing if the path is not Zalo's.
std::optional<http::Response> zalo_answer(Stage& stage, const http::Request& request);
bool is_zalo_send(const http::Request& request);
// What the platform answers when this goes wrong by itself (Fault::rate_limit, server_error, error_200, expired_token).
http::Response zalo_fault(Fault fault);

}  // namespace adapters::sandbox
