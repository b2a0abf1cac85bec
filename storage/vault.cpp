// libsodium does the work; the key lives in guarded memory.
#include "storage/vault.hpp"

#include <sodium.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace storage {

namespace {

void start_library() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("libsodium does not start");
}

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hex(const unsigned char* data, std::size_t size) {
  std::string text(size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), data, size);
  text.pop_back();
  return text;
}

}  // namespace

// Memory of its own pages: not swapped out, not in core files, wiped at the end.
struct Vault::Key {
  Key() : data(static_cast<unsigned char*>(sodium_malloc(crypto_secretbox_KEYBYTES))) {
    if (!data) throw std::bad_alloc();
  }
  ~Key() { sodium_free(data); }
  Key(const Key&) = delete;
  unsigned char* data;
};

Vault::Vault(std::string_view key_hex) {
  start_library();
  key_ = std::make_unique<Key>();
  std::size_t size = 0;
  const char* end = nullptr;
  const int code =
      sodium_hex2bin(key_->data, crypto_secretbox_KEYBYTES, key_hex.data(), key_hex.size(), nullptr, &size, &end);
  if (code != 0 || size != crypto_secretbox_KEYBYTES || end != key_hex.data() + key_hex.size())
    throw std::invalid_argument("The vault key must be 64 hexadecimal digits.");
}
Vault::~Vault() = default;
Vault::Vault(Vault&&) noexcept = default;

std::string Vault::new_key() {
  start_library();
  unsigned char key[crypto_secretbox_KEYBYTES];
  crypto_secretbox_keygen(key);
  std::string text = hex(key, sizeof key);
  sodium_memzero(key, sizeof key);
  return text;
}

std::string Vault::seal(std::string_view plain) const {
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  unsigned char* nonce = octets(sealed);
  randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, octets(plain), plain.size(), nonce, key_->data);
  return sealed;
}

std::optional<std::string> Vault::open(std::string_view sealed) const {
  if (sealed.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return std::nullopt;
  const std::string_view nonce = sealed.substr(0, crypto_secretbox_NONCEBYTES);
  const std::string_view box = sealed.substr(crypto_secretbox_NONCEBYTES);
  std::string plain(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(octets(plain), octets(box), box.size(), octets(nonce), key_->data) != 0)
    return std::nullopt;
  return plain;
}

std::string random_token(int bits) {
  start_library();
  std::vector<unsigned char> raw(static_cast<std::size_t>((bits + 7) / 8));
  randombytes_buf(raw.data(), raw.size());
  std::string text(sodium_base64_ENCODED_LEN(raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

std::string sha256_hex(std::string_view data) {
  start_library();
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, octets(data), data.size());
  return hex(digest, sizeof digest);
}

}  // namespace storage
