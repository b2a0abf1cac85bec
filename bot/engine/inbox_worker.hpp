// Takes waiting events from the inbox and runs their turns, a batch at a time: one write job a turn, in order within a conversation.
// While a batch runs, the next one is already being read. I/O thread.
#pragma once

#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/turn.hpp"

namespace engine {

class InboxWorker {
 public:
  // after_turn is called on the I/O thread for each turn that is committed.
  InboxWorker(Shared context, std::function<void(const TurnDone&)> after_turn);
  void start();
  void wake() { bell_.ring(); }

 private:
  struct Batch;
  using Running = std::shared_ptr<Batch>;
  boost::asio::awaitable<void> run();
  Running submit(std::vector<Arrived> events);
  void submit_turn(const Running& batch, std::size_t index, std::int64_t now);
  boost::asio::awaitable<void> finish(Running batch);
  boost::asio::awaitable<void> fail(Running batch, std::size_t index);
  void committed(const TurnDone& done);

  Shared context_;
  std::function<void(const TurnDone&)> after_turn_;
  Bell bell_;
};

}  // namespace engine
