// Zalo's token rules: access tokens live 25 hours and die when a newer one is made, refresh tokens work once.
// Tokens carry their own proof, so that a bot with a durable database may go on after the sandbox was restarted.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <variant>

#include "adapters/sandbox/world.hpp"

namespace adapters::sandbox {

struct TokenPair { std::string access, refresh; };
enum class TokenError { invalid, used };

class ZaloTokens {
 public:
  // `account` must outlive it; its first access token counts as made at `now`.
  ZaloTokens(const ZaloAccount& account, std::int64_t now);
  std::variant<TokenPair, TokenError> refresh(const std::string& refresh_token, std::int64_t now);
  // An administrator consented: a new pair, whatever was before.
  TokenPair grant(std::int64_t now);
  // Consent was withdrawn: every token made until now is invalid.
  void revoke(std::int64_t now) { revoked_at_ = now; }
  // 0, or Zalo's error: -216 not a valid token, -220 expired.
  int check(const std::string& access_token, std::int64_t now);

 private:
  std::string make(char kind, std::int64_t now);
  bool genuine(char kind, const std::string& token, std::int64_t now) const;
  bool revoked(std::int64_t made) const { return revoked_at_ != 0 && made <= revoked_at_; }

  const ZaloAccount& account_;
  std::string current_;                     // access token made by this run, or recognised
  std::int64_t current_made_ = 0, revoked_at_ = 0;
  bool refreshed_ = false;                  // this run has made a newer access token than any other
  std::unordered_set<std::string> spent_;
};

}  // namespace adapters::sandbox
