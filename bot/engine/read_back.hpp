// Looks for messages without an answer in the platform's own record of the conversation: what is found there was sent. What is not
// found stays unsure: a record may be short or late, so absence proves nothing, and only a human sends again. I/O thread.
#pragma once

#include "bot/engine/context.hpp"
#include "bot/engine/tokens.hpp"
#include "storage/outbox.hpp"

namespace engine {

// The message's id there, if one of those said is it: our side, in the time it can have been written. Pure.
std::vector<std::string> found_among(const std::vector<adapters::Said>& said, const adapters::Channel& channel, const adapters::Outgoing& outgoing,
                                     const storage::outbox::Sought& sought);

class ReadBack {
 public:
  ReadBack(Shared context, TokenBook& tokens) : context_(std::move(context)), tokens_(tokens) {}
  void start();

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> look_in(const ChannelSetup& setup);
  boost::asio::awaitable<bool> look_for(const ChannelSetup& setup, const storage::outbox::Sought& sought);

  Shared context_;
  TokenBook& tokens_;
};

}  // namespace engine
