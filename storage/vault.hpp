// Seals secrets before they are stored: libsodium secretbox under one key from a file or the environment.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

class Vault {
 public:
  explicit Vault(std::string_view key_hex);                    // 64 hex digits; throws std::invalid_argument otherwise
  ~Vault();
  Vault(Vault&&) noexcept;
  static std::string new_key();                                // 64 hex digits
  std::string seal(std::string_view plain) const;              // nonce and box, raw octets
  std::optional<std::string> open(std::string_view sealed) const;  // nothing: another key, or tampered with
 private:
  struct Key;
  std::unique_ptr<Key> key_;
};

// Random URL-safe text of at least `bits` bits, for tokens and codes; and SHA-256 in hex, for keeping only their hash.
std::string random_token(int bits);
std::string sha256_hex(std::string_view data);

}  // namespace storage
