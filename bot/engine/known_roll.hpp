// Keeps the names of units and people that the rules read lines with up to date: read at the start, and again when a turn or a command
// may have changed them. I/O thread.
#pragma once

#include "bot/engine/context.hpp"

namespace engine {

class KnownRoll {
 public:
  explicit KnownRoll(Shared context) : context_(std::move(context)) {}
  void look_again();                            // something may have changed: a command ran
  void after_turn(const std::string& intent);   // reads again if turns of this intent change names

 private:
  boost::asio::awaitable<void> keep_reading();
  Shared context_;
  bool reading_ = false, stale_ = false, changed_ = false;
};

}  // namespace engine
