// What all parts of the engine share: the things they were given, the statistics, and how the end is asked for. I/O thread, but for
// `rules`, `channels` and `options.clock`'s values, which jobs read and nobody changes.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bot/engine/bell.hpp"
#include "bot/engine/engine.hpp"

namespace engine {

struct Context {
  boost::asio::io_context& io;
  storage::Database& database;
  RulesPort rules;
  adapters::http::Client& client;
  const storage::Vault& vault;
  const std::vector<ChannelSetup> channels;
  Options options;
  std::string owner;                                  // options.owner and a mark of this run: never the same twice

  Stats stats{};
  bool stopping = false;
  bool storage_away = false;
  int running = 0;                                    // coroutines that must end before the engine may go
  Bell ended{io};
  std::function<void()> wake_senders = [] {};
  std::weak_ptr<void> keeper{};                       // held by whatever is running, so that nothing is freed under it
  std::minstd_rand random{std::random_device{}()};

  std::int64_t now() const { return options.clock(); }
  double chance() { return std::uniform_real_distribution<double>(0, 1)(random); }
  const ChannelSetup* channel(std::string_view name) const;
  void log(std::string_view event, std::string detail) const;
  // Once when the database goes away and once when it is back.
  void storage_fault(const std::exception& error);
  void storage_works();
};

using Shared = std::shared_ptr<Context>;

}  // namespace engine
