// Digests and signatures of the platforms, for both sides of the wire: we check with them, the sandbox signs with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapters {

// Raw digest bytes (32).
std::string sha256(std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);

// Lower-case hex of raw bytes.
std::string hex(std::string_view bytes);

// Are both equal? Takes the same time whatever their first difference; only the lengths may show.
bool equal_in_constant_time(std::string_view left, std::string_view right);

// Value of X-ZEvent-Signature: "mac=" and hex of SHA-256 over app id, raw body, timestamp (as the body writes it), OA secret key.
std::string sign_zalo(std::string_view body, std::string_view app_id, std::string_view timestamp, std::string_view secret);

// Value of X-Hub-Signature-256: "sha256=" and hex of HMAC-SHA256 over the raw body.
std::string sign_facebook(std::string_view body, std::string_view app_secret);

// Is `given` (hex, any case) one of the digests that `secrets` make? Tries every non-empty secret.
template <class Digest>
bool matches_any(std::string_view given, const std::vector<std::string>& secrets, Digest digest_of) {
  bool found = false;
  for (const auto& secret : secrets)
    if (!secret.empty() && equal_in_constant_time(given, digest_of(secret))) found = true;
  return found;
}

}  // namespace adapters
