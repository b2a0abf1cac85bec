// What happens by itself: jobs of the rules that come due, planning of campaigns slice by slice, renewal of tokens, retention,
// the chain of the audit log. I/O thread.
#pragma once

#include "bot/engine/context.hpp"
#include "bot/engine/tokens.hpp"
#include "bot/engine/turn.hpp"

namespace engine {

class Scheduler {
 public:
  // after_turn: as for the inbox worker.
  Scheduler(Shared context, TokenBook& tokens, std::function<void(const TurnDone&)> after_turn);
  void start();
  void plan();                                          // there may be a campaign to plan
  void wake();                                          // look at everything now

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> run_planner();
  boost::asio::awaitable<void> come_due();
  boost::asio::awaitable<void> keep_house(std::int64_t now);
  boost::asio::awaitable<void> seal_audit(std::int64_t now);

  Shared context_;
  TokenBook& tokens_;
  std::function<void(const TurnDone&)> after_turn_;
  Bell bell_, plan_bell_;
  std::int64_t house_kept_ = 0;
};

}  // namespace engine
