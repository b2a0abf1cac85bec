// How Zalo words its answers: HTTP 200, "error" 0 or negative, "message" and, where something was asked for, "data".
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace adapters::sandbox {

// A refusal, thrown and answered in one place.
struct ZaloRefused { int code; std::string sentence{}; };

http::Response zalo_ok(const nlohmann::json& data);
http::Response zalo_done();                                  // without data
http::Response zalo_error(int code);                         // with the platform's usual sentence
http::Response zalo_error(int code, std::string_view sentence);
http::Response zalo_refusal(const ZaloRefused& refused);

}  // namespace adapters::sandbox
