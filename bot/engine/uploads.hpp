// Puts pictures and files where the platform takes them from, before the message itself goes: an upload once an account, kept until it
// expires, however many messages wait for it. I/O thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "bot/engine/context.hpp"
#include "bot/engine/tokens.hpp"
#include "storage/media.hpp"

namespace engine {

class Uploads {
 public:
  Uploads(Shared context, const ChannelSetup& setup, TokenBook& tokens) : context_(std::move(context)), setup_(setup), tokens_(tokens) {}

  // The media as the adapter wants it, or why the message cannot go (now): never Sent or Unsure, nothing was written of it.
  using Result = std::variant<adapters::Media, adapters::Outcome>;
  boost::asio::awaitable<Result> find(std::string account, std::int64_t media);

 private:
  struct Work;
  boost::asio::awaitable<Result> once(std::string account, std::int64_t media, storage::media::Label label);
  boost::asio::awaitable<Result> upload(std::string account, std::int64_t media, storage::media::Label label);
  boost::asio::awaitable<Result> carry(std::string account, std::int64_t media, adapters::File file, std::string token);

  Shared context_;
  const ChannelSetup& setup_;
  TokenBook& tokens_;
  std::map<std::pair<std::string, std::int64_t>, std::shared_ptr<Work>> under_way_;
  std::map<std::int64_t, adapters::Media> by_address_;  // those that need no upload here
};

}  // namespace engine
