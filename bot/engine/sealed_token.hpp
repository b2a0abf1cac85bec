// A token pair as it is stored: JSON, sealed by the vault.
#pragma once

#include <optional>
#include <string>

#include "bot/engine/tokens.hpp"
#include "storage/credentials.hpp"

namespace engine {

std::string seal(const storage::Vault& vault, const Token& token);
std::optional<Token> unseal(const storage::Vault& vault, const storage::credentials::Pair& pair);  // nothing: another key

Token configured(const adapters::Credentials& initial);  // with its seed
bool is_given(const adapters::Credentials& initial);     // does the configuration hold anything?

// When a token is to be renewed: five hours before its end, or half-way for one that lives less than ten; nothing: it does not end.
std::optional<std::int64_t> renew_at(const Token& token);

}  // namespace engine
