// The door of the inbox: what a webhook brought is kept or ends here, counted. I/O thread.
#pragma once

#include <string>
#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/evidence.hpp"
#include "bot/engine/open_groups.hpp"
#include "bot/engine/watch.hpp"

namespace engine {

class Intake {
 public:
  Intake(Shared context, OpenGroups& groups, Evidence& evidence, Watch& watch, std::function<void()> arrived)
      : context_(std::move(context)), groups_(groups), evidence_(evidence), watch_(watch), arrived_(std::move(arrived)) {}
  // As Engine::accept.
  boost::asio::awaitable<void> accept(std::string channel, std::vector<adapters::Event> events);

 private:
  bool wanted(const ChannelSetup& setup, const adapters::Event& event, const trade_union::Incoming& incoming);
  boost::asio::awaitable<bool> for_the_bot(const ChannelSetup& setup, const trade_union::Incoming& incoming);
  boost::asio::awaitable<void> make_way(const ChannelSetup& setup, const adapters::Event& event, std::string conversation);
  void echoed(const ChannelSetup& setup, const adapters::Event& event);
  void count(const std::string& channel, std::string result, std::uint64_t times = 1);

  Shared context_;
  OpenGroups& groups_;
  Evidence& evidence_;
  Watch& watch_;
  std::function<void()> arrived_;
};

}  // namespace engine
