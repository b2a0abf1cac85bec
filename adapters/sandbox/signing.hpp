// How the two platforms sign and write: hashes as lower-case hex, Facebook's escaped body, the length of a text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace adapters::sandbox {

std::string sha256_hex(std::string_view data);
// What a PKCE verifier's challenge is: base64url without padding of its SHA-256.
std::string pkce_digest(std::string_view verifier);
std::string hmac_sha256_hex(std::string_view key, std::string_view data);
// Zalo's X-ZEvent-Signature: "mac=" and the SHA-256 of app id, raw body, the body's timestamp and the OA secret.
std::string zalo_signature(std::string_view app_id, std::string_view body, std::string_view timestamp,
                           std::string_view oa_secret);
// Facebook's X-Hub-Signature-256 over the raw body.
std::string facebook_signature(std::string_view app_secret, std::string_view body);
// JSON as Facebook puts it on the wire: every character beyond ASCII as \uXXXX, "/" as "\/".
std::string facebook_body(const nlohmann::json& json);
// Unicode code points of UTF-8 text.
std::size_t characters(std::string_view text);

}  // namespace adapters::sandbox
