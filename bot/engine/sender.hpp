// Carries one channel's messages out: claims as many as connections are free and as may soon be written, posts them as the rate of each
// account lets them through, settles what is finished and claims the next in the same job. I/O thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/evidence.hpp"
#include "bot/engine/claiming.hpp"
#include "bot/engine/gate.hpp"
#include "bot/engine/tokens.hpp"
#include "bot/engine/uploads.hpp"

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
  using Place = std::shared_ptr<Gate::Place>;
  boost::asio::awaitable<void> post_one(storage::outbox::Claimed row, Place place);
  boost::asio::awaitable<adapters::Outcome> sent(const storage::outbox::Claimed& row, Place place);
  boost::asio::awaitable<adapters::Outcome> send(const storage::outbox::Claimed& row, Place place);
  boost::asio::awaitable<adapters::Outcome> write(const storage::outbox::Claimed& row, adapters::Outgoing outgoing, Place place);
  adapters::Outcome classified(const adapters::Outgoing& outgoing, const adapters::http::ClientResult& result) const;
  // One account's way out. more: the outbox may hold due rows of it.
  struct Line {
    Line(boost::asio::io_context& io, std::string id, double rate) : account(std::move(id)), gate(io, rate) {}
    std::string account;
    Gate gate;
    bool more = true;
  };
  Line* line(const std::string& account);
  std::vector<Wish> wishes();                           // how many of each account may be claimed now
  bool hungry();                                        // may any be claimed now?
  void note(const std::vector<Wish>& wishes, const Lot& lot);

  Shared context_;
  const ChannelSetup& setup_;
  TokenBook& tokens_;
  Evidence& evidence_;
  Bell bell_;
  Uploads uploads_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::size_t turn_ = 0;                                // which account is asked first
  std::int64_t in_flight_ = 0;
  std::vector<Finished> finished_;                      // posted, not settled yet
  std::set<std::int64_t> posted_;                       // ids handed to post() and not settled yet
  std::int64_t recheck_at_ = 0;
};

}  // namespace engine
