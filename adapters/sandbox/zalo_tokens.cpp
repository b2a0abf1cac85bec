#include "adapters/sandbox/zalo_tokens.hpp"

#include <algorithm>
#include <charconv>
#include <random>

#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t access_lifetime = 25 * hour;
constexpr std::int64_t refresh_lifetime = 90 * 24 * hour;
constexpr std::size_t proof_length = 32;

// Of a token "A<made>-<random>-<proof>".
std::int64_t made_at(const std::string& token) {
  std::int64_t made = 0;
  if (token.size() > 1) std::from_chars(token.data() + 1, token.data() + token.size(), made);
  return made;
}

std::string random_digits() {
  static std::random_device device;
  return std::to_string(device()) + std::to_string(device());
}

}  // namespace

ZaloTokens::ZaloTokens(const ZaloAccount& account, std::int64_t now)
    : account_(account), current_(account.access_token), current_made_(now) {}

std::string ZaloTokens::make(char kind, std::int64_t now) {
  const std::string head = kind + std::to_string(now) + "-" + random_digits();
  return head + "-" + hmac_sha256_hex(account_.app_secret, head).substr(0, proof_length);
}

bool ZaloTokens::genuine(char kind, const std::string& token, std::int64_t now) const {
  const auto dash = token.rfind('-');
  if (token.empty() || token[0] != kind || dash == std::string::npos) return false;
  const std::string proof = hmac_sha256_hex(account_.app_secret, token.substr(0, dash)).substr(0, proof_length);
  const bool alive = (kind == 'A' || made_at(token) + refresh_lifetime > now) && !revoked(made_at(token));
  return token.substr(dash + 1) == proof && alive;
}

std::variant<TokenPair, TokenError> ZaloTokens::refresh(const std::string& refresh_token, std::int64_t now) {
  const bool first = !account_.refresh_token.empty() && refresh_token == account_.refresh_token && revoked_at_ == 0;
  if (!first && !genuine('R', refresh_token, now)) return TokenError::invalid;
  if (!spent_.insert(refresh_token).second) return TokenError::used;
  return grant(now);
}

TokenPair ZaloTokens::grant(std::int64_t now) {
  now = std::max(now, revoked_at_ + 1);
  refreshed_ = true;
  current_ = make('A', now);
  current_made_ = now;
  return {current_, make('R', now)};
}

int ZaloTokens::check(const std::string& access_token, std::int64_t now) {
  if (access_token.empty() || (access_token == current_ && revoked(current_made_))) return -216;
  if (access_token != current_) {
    if (refreshed_ || !genuine('A', access_token, now)) return -216;
    current_ = access_token;                // made by an earlier run of the sandbox
    current_made_ = made_at(access_token);
  }
  return now < current_made_ + access_lifetime ? 0 : -220;
}

}  // namespace adapters::sandbox
