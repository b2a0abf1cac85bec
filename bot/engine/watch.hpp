// Notices by itself what nobody would tell us: a channel fallen silent, an account that was stopped or whose token grows old, a webhook
// the platform forgot. Each is an alarm: opened once, told to the officers, closed when it is right again. I/O thread.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "bot/engine/context.hpp"
#include "bot/engine/health.hpp"
#include "bot/engine/tokens.hpp"

namespace engine {

class Watch {
 public:
  Watch(Shared context, TokenBook& tokens) : context_(std::move(context)), tokens_(tokens), started_at_(context_->now()) {}
  void start();
  void heard(const std::string& channel) { heard_[channel] = context_->now(); }  // something well signed came in

 private:
  using Key = std::pair<std::string, std::string>;      // channel, account
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> look();
  boost::asio::awaitable<void> note_heard();
  boost::asio::awaitable<void> run_probes();
  boost::asio::awaitable<void> probe(const ChannelSetup& setup, std::string account);
  boost::asio::awaitable<adapters::Finding> ask(const ChannelSetup& setup, const adapters::Probe& probe, const std::string& account);
  boost::asio::awaitable<adapters::Finding> mend(const ChannelSetup& setup, const adapters::Probe& probe, const std::string& account, adapters::Finding found);
  void add_accounts(Health& health) const;

  Shared context_;
  TokenBook& tokens_;
  std::int64_t started_at_;
  std::map<std::string, std::int64_t> heard_, noted_;   // by channel; noted: what the database knows
  std::map<Key, std::string> stopped_;                  // as last read
  std::map<Key, std::string> webhook_;                  // as last probed
};

}  // namespace engine
