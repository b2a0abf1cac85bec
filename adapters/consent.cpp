// PKCE as the platforms use it: SHA-256, base64url without padding.
#include "adapters/consent.hpp"

#include <openssl/evp.h>

#include "adapters/signature.hpp"

namespace adapters {

std::string pkce_challenge(const std::string& verifier) {
  const auto digest = sha256(verifier);
  std::string text(4 * ((digest.size() + 2) / 3) + 1, '\0');
  const auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(digest.data()),
                                      static_cast<int>(digest.size()));
  text.resize(static_cast<std::size_t>(length));
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace adapters
