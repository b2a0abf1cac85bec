// The tokens of all channel accounts: loaded at the start, renewed in time by one renewal an account, the new pair stored before it is
// used. I/O thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "bot/engine/context.hpp"

namespace engine {

struct Token {
  adapters::Credentials credentials;
  std::string seed;                                    // hash of the configured pair it came from: another one there means a human gave a new pair
  std::int64_t version = 0, refreshed_at = 0;
};

class TokenBook {
 public:
  explicit TokenBook(Shared context) : context_(std::move(context)) {}
  // Reads the stored pairs, stores configured ones that are new. Throws Unavailable, or runtime_error if the vault's key is another one.
  boost::asio::awaitable<void> load();
  std::shared_ptr<const Token> find(const std::string& channel, const std::string& account) const;  // null: no such account
  // The platform refused the token of this version: renews it, unless that is under way or done already.
  void refused(const std::string& channel, const std::string& account, std::int64_t version);
  void renew_due(std::int64_t now);                    // those that near their end
  std::map<std::pair<std::string, std::string>, std::int64_t> ages(std::int64_t now) const;
  std::map<std::pair<std::string, std::string>, std::int64_t> renewable_ages(std::int64_t now) const;  // of pairs that die if nobody renews them

 private:
  struct Entry {
    const ChannelSetup* setup = nullptr;
    std::string account;
    std::shared_ptr<const Token> token;
    bool busy = false, lost = false;                   // lost: the answer to a renewal was lost; the next try is the last
    std::int64_t not_before = 0;
  };
  boost::asio::awaitable<void> load_account(const ChannelSetup& setup, const ChannelSetup::Account& account);
  void renew(Entry& entry);
  boost::asio::awaitable<void> renewal(Entry& entry);
  boost::asio::awaitable<bool> prepare(Entry& entry);  // takes the lease; false: nothing to do
  boost::asio::awaitable<bool> attempt(Entry& entry);  // one exchange; true: try again at once
  boost::asio::awaitable<void> keep(Entry& entry, adapters::Credentials fresh);
  boost::asio::awaitable<void> later(Entry& entry);
  boost::asio::awaitable<void> stop(Entry& entry, std::string reason);

  Shared context_;
  std::map<std::pair<std::string, std::string>, Entry> entries_;
};

}  // namespace engine
