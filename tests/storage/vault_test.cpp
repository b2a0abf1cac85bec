// Secrets come back under their own key and nothing else; tokens and hashes have the promised form.
#include <catch2/catch.hpp>
#include <set>

#include "storage/vault.hpp"

using storage::Vault;

TEST_CASE("what is sealed opens again") {
  const Vault vault(Vault::new_key());
  for (const std::string& plain :
       {std::string(), std::string("token"), std::string("\0\xff bytes", 8), std::string(100000, 'x')}) {
    const std::string sealed = vault.seal(plain);
    CHECK(vault.open(sealed) == plain);
    CHECK(vault.seal(plain) != sealed);  // a nonce of its own each time
    if (plain.size() > 3) CHECK(sealed.find(plain) == sealed.npos);
  }
}

TEST_CASE("another key or a changed octet opens nothing") {
  const Vault vault(Vault::new_key());
  const std::string sealed = vault.seal("a secret");
  CHECK_FALSE(Vault(Vault::new_key()).open(sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string tampered = sealed;
    tampered[i] ^= 1;
    CHECK_FALSE(vault.open(tampered));
  }
  CHECK_FALSE(vault.open(sealed.substr(0, sealed.size() - 1)));
  CHECK_FALSE(vault.open("short"));
  CHECK_FALSE(vault.open(""));
}

TEST_CASE("a key is 64 hexadecimal digits") {
  const std::string key = Vault::new_key();
  CHECK(key.size() == 64);
  CHECK(key.find_first_not_of("0123456789abcdef") == key.npos);
  for (const std::string& wrong : {std::string(), key.substr(1), key + "00", key.substr(2) + "zz", " " + key.substr(1)})
    CHECK_THROWS_AS(Vault(wrong), std::invalid_argument);
}

TEST_CASE("random tokens are long enough, fit into an address and differ") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = storage::random_token(128);
    CHECK(token.size() == 22);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == token.npos);
    seen.insert(token);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("SHA-256 as published") {
  CHECK(storage::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(storage::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
