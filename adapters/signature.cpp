#include "adapters/signature.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <initializer_list>
#include <memory>
#include <stdexcept>

namespace adapters {
namespace {

struct FreeDigest { void operator()(EVP_MD* digest) const { EVP_MD_free(digest); } };
struct FreeContext { void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); } };

// Fetched once: looking it up costs more than hashing a body.
const EVP_MD* sha256_method() {
  static const std::unique_ptr<EVP_MD, FreeDigest> method(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  if (!method) throw std::runtime_error("OpenSSL has no SHA-256");
  return method.get();
}

// SHA-256 over the parts as if they were one text.
std::string digest(std::initializer_list<std::string_view> parts) {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  std::string result(static_cast<std::size_t>(EVP_MD_get_size(sha256_method())), '\0');
  bool done = context && EVP_DigestInit_ex2(context.get(), sha256_method(), nullptr) == 1;
  for (const auto part : parts) done = done && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  done = done && EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(result.data()), nullptr) == 1;
  if (!done) throw std::runtime_error("OpenSSL could not hash");
  return result;
}

struct FreeMac { void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); } };
struct FreeMacContext { void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); } };
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMacContext>;

MacContext make_hmac_context() {
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  MacContext context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
  char name[] = "SHA256";
  const OSSL_PARAM digest_name[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                    OSSL_PARAM_construct_end()};
  if (!context || EVP_MAC_CTX_set_params(context.get(), digest_name) != 1)
    throw std::runtime_error("OpenSSL has no HMAC");
  return context;
}

// One a thread: looking up method and digest costs more than signing a body.
EVP_MAC_CTX* hmac_context() {
  thread_local const MacContext context = make_hmac_context();
  return context.get();
}

}  // namespace

std::string sha256(std::string_view data) { return digest({data}); }

std::string hmac_sha256(std::string_view key, std::string_view data) {
  std::string result(static_cast<std::size_t>(EVP_MD_get_size(sha256_method())), '\0');
  EVP_MAC_CTX* context = hmac_context();
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
  };
  std::size_t length = 0;
  auto* out = reinterpret_cast<unsigned char*>(result.data());
  const bool done = EVP_MAC_init(context, bytes(key), key.size(), nullptr) == 1 &&
                    EVP_MAC_update(context, bytes(data), data.size()) == 1 &&
                    EVP_MAC_final(context, out, &length, result.size()) == 1;
  if (!done) throw std::runtime_error("OpenSSL could not sign");
  return result;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 0x0F];
  }
  return text;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string sign_zalo(std::string_view body, std::string_view app_id, std::string_view timestamp, std::string_view secret) {
  return "mac=" + hex(digest({app_id, body, timestamp, secret}));
}

std::string sign_facebook(std::string_view body, std::string_view app_secret) {
  return "sha256=" + hex(hmac_sha256(app_secret, body));
}

}  // namespace adapters
