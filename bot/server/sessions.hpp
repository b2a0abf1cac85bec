// Who is signed in to the console: a random cookie stands for the hash of an API token. Kept in memory: after a restart
// people sign in again. Time is an argument.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace server {

class Sessions {
 public:
  static constexpr std::int64_t lifetime = 12 * 3'600'000;  // ms: one working day
  static constexpr std::size_t most = 10'000;               // above: the one that ends first goes

  explicit Sessions(bool secure) : secure_(secure) {}
  // Opens a session and gives the value of its Set-Cookie header.
  std::string open(std::string token_hash, std::int64_t now);
  // Ends the request's session, if any, and gives the Set-Cookie value that makes the browser forget it.
  std::string close(const adapters::http::Request& request);
  // The token hash behind the request's cookie; nothing if there is none or it is over.
  std::optional<std::string> token_hash(const adapters::http::Request& request, std::int64_t now) const;

 private:
  struct Session { std::string token_hash; std::int64_t ends_at; };
  std::string cookie(std::string_view value, std::int64_t seconds) const;
  void make_room(std::int64_t now);
  bool secure_;
  std::map<std::string, Session> sessions_;  // by the hash of the cookie
};

// Value of one cookie of the request; "" if it is not there.
std::string_view cookie_value(const adapters::http::Request& request, std::string_view name);

}  // namespace server
