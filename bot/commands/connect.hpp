// nhipcau connect: how an account of a platform comes to us. connect.cpp holds the command line, connect_consent.cpp the walk through a
// platform's consent, connect_tokens.cpp what is done with what came back, connect_set_up.cpp the texts and subscriptions.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/consent.hpp"
#include "bot/commands/place.hpp"

namespace app {

struct ConnectOptions {
  PlaceOptions place;
  std::string kind, channel, account;
  std::string redirect;                                  // the callback address as the platform knows it; "": our own
  std::string verifier_file;                             // a fixed verifier, for consoles that keep one challenge
  std::uint16_t port = 8765;                             // of the callback page on this machine
  bool public_page = false;                              // the callback comes to the running server instead
  bool paste = false;                                    // the administrator pastes the address the browser came to
  bool new_verifier = false;
};

// Walks an administrator through the consent and stores the tokens. Gives the account; throws Refused.
std::string connect_by_consent(const ConnectOptions& options);

// A new verifier of 43 characters with upper-case, lower-case and digits, and its challenge.
adapters::Pkce new_pkce();
// That of the file; throws Refused if it is no verifier.
adapters::Pkce pkce_of_file(const std::string& file);

// What an address brought behind its "?", decoded.
std::map<std::string, std::string> parameters_of(const std::string& address);

}  // namespace app
