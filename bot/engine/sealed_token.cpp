#include "bot/engine/sealed_token.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace engine {

std::string seal(const storage::Vault& vault, const Token& token) {
  const nlohmann::json plain{{"access_token", token.credentials.access_token}, {"refresh_token", token.credentials.refresh_token},
                             {"expires_at", token.credentials.expires_at}, {"seed", token.seed}};
  return vault.seal(plain.dump());
}

std::optional<Token> unseal(const storage::Vault& vault, const storage::credentials::Pair& pair) {
  const auto plain = vault.open(pair.sealed);
  if (!plain) return std::nullopt;
  const auto json = nlohmann::json::parse(*plain);
  Token token;
  token.credentials = {json.at("access_token").get<std::string>(), json.at("refresh_token").get<std::string>(), json.at("expires_at").get<std::int64_t>()};
  token.seed = json.value("seed", "");
  token.version = pair.version;
  token.refreshed_at = pair.refreshed_at;
  return token;
}

Token configured(const adapters::Credentials& initial) {
  Token token;
  token.credentials = initial;
  token.seed = storage::sha256_hex(initial.access_token + "\n" + initial.refresh_token);
  return token;
}

bool is_given(const adapters::Credentials& initial) { return !initial.access_token.empty() || !initial.refresh_token.empty(); }

std::optional<std::int64_t> renew_at(const Token& token) {
  constexpr std::int64_t margin = 5 * 3'600'000;
  const auto& credentials = token.credentials;
  if (credentials.refresh_token.empty()) return std::nullopt;
  if (credentials.access_token.empty()) return token.refreshed_at;
  if (credentials.expires_at == 0) return std::nullopt;
  return credentials.expires_at - std::min(margin, (credentials.expires_at - token.refreshed_at) / 2);
}

}  // namespace engine
