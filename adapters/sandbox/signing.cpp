#include "adapters/sandbox/signing.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string hex(const unsigned char* data, std::size_t size) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[data[i] >> 4];
    text += digits[data[i] & 15];
  }
  return text;
}

}  // namespace

std::string sha256_hex(std::string_view data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(data.data(), data.size(), digest, &size, EVP_sha256(), nullptr);
  return hex(digest, size);
}

std::string pkce_digest(std::string_view verifier) {
  constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(verifier.data(), verifier.size(), digest, &size, EVP_sha256(), nullptr);
  std::string text;
  unsigned int bits = 0, held = 0;
  for (unsigned int i = 0; i < size; ++i) {
    bits = bits << 8 | digest[i];
    for (held += 8; held >= 6; held -= 6) text += letters[bits >> (held - 6) & 63];
    bits &= (1U << held) - 1;
  }
  if (held > 0) text += letters[bits << (6 - held) & 63];
  return text;
}

std::string hmac_sha256_hex(std::string_view key, std::string_view data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(data), data.size(), digest, &size);
  return hex(digest, size);
}

std::string zalo_signature(std::string_view app_id, std::string_view body, std::string_view timestamp,
                           std::string_view oa_secret) {
  std::string data;
  data.reserve(app_id.size() + body.size() + timestamp.size() + oa_secret.size());
  data.append(app_id).append(body).append(timestamp).append(oa_secret);
  return "mac=" + sha256_hex(data);
}

std::string facebook_signature(std::string_view app_secret, std::string_view body) {
  return "sha256=" + hmac_sha256_hex(app_secret, body);
}

std::string facebook_body(const nlohmann::json& json) {
  const std::string plain = json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  std::string escaped;
  escaped.reserve(plain.size() + 16);
  for (const char c : plain) {
    if (c == '/') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace adapters::sandbox
