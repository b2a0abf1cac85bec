// How an administrator of a platform gives us leave to act for an account (OAuth with PKCE). Pure, as channel.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/outgoing.hpp"

namespace adapters {

struct Pkce { std::string verifier, challenge; };
// The challenge that belongs to a verifier: base64url without padding of its SHA-256.
std::string pkce_challenge(const std::string& verifier);

class Consent {
 public:
  virtual ~Consent() = default;
  // The page the administrator opens; it comes back to redirect_uri?code=…&oa_id=…&state=….
  virtual std::string page(const std::string& redirect_uri, const std::string& challenge, const std::string& state) const = 0;
  // Changes the code (valid for minutes, once) into the first pair of tokens; read by Channel::read_refresh.
  virtual http::ClientRequest exchange(const std::string& code, const std::string& verifier) const = 0;
  // Name of the callback's parameter that says which account consented.
  virtual std::string account_parameter() const = 0;
};

}  // namespace adapters
