// The groups where the bot has an open question: there short answers are for the bot. Kept in memory, read again after each turn that
// changed it. I/O thread.
#pragma once

#include <string>
#include <unordered_set>

#include "bot/engine/context.hpp"

namespace engine {

class OpenGroups {
 public:
  explicit OpenGroups(Shared context) : context_(std::move(context)) {}
  bool has(const std::string& conversation) const { return keys_.contains(conversation); }
  bool known() const { return known_; }
  boost::asio::awaitable<void> read();   // throws storage::Unavailable
  void read_again();                     // soon; asked for twice while reading, it reads once more

 private:
  boost::asio::awaitable<void> keep_reading();
  Shared context_;
  std::unordered_set<std::string> keys_;
  bool known_ = false, reading_ = false, stale_ = false;
};

}  // namespace engine
