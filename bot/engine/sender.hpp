// Carries one channel's messages out: claims as many as connections are free, posts them at once, settles what is finished and claims
// the next in the same job. I/O thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/evidence.hpp"
#include "bot/engine/pacing.hpp"
#include "bot/engine/settle.hpp"
#include "bot/engine/tokens.hpp"

namespace engine {

class Sender {
 public:
  Sender(Shared context, const ChannelSetup& setup, TokenBook& tokens, Evidence& evidence);
  void start();
  void wake();                                          // there may be something to send

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<void> gather();
  boost::asio::awaitable<void> gather_and_cycle();
  boost::asio::awaitable<void> cycle();
  boost::asio::awaitable<void> settle_alone(std::vector<Finished> finished);
  boost::asio::awaitable<void> settle_one(const Finished& finished);
  boost::asio::awaitable<bool> try_to_settle(const Finished& finished, bool with_rules);
  boost::asio::awaitable<void> recheck();
  void settled(const std::vector<Finished>& finished);
  void post(std::vector<storage::outbox::Claimed> rows);
  boost::asio::awaitable<void> post_one(storage::outbox::Claimed row);
  boost::asio::awaitable<adapters::Outcome> send(const storage::outbox::Claimed& row);
  adapters::Outcome classified(const adapters::Outgoing& outgoing, const adapters::http::ClientResult& result) const;
  std::int64_t wanted();                                // how many may be claimed now

  Shared context_;
  const ChannelSetup& setup_;
  TokenBook& tokens_;
  Evidence& evidence_;
  Bell bell_;
  Pacing pacing_;
  std::int64_t in_flight_ = 0;
  std::vector<Finished> finished_;                      // posted, not settled yet
  std::set<std::int64_t> posted_;                       // ids handed to post() and not settled yet
  std::int64_t recheck_at_ = 0;
  bool more_ = true;                                    // the outbox may hold due rows
};

}  // namespace engine
