// What the bot sent, for tests and for people who look: the latest N sends, and how many there were in all.
#pragma once

#include <cstdint>
#include <deque>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "adapters/sandbox/chats.hpp"

namespace adapters::sandbox {

struct Send {
  std::uint64_t number = 0;                 // from 1, in the order of arrival
  Platform on = Platform::zalo;
  bool to_group = false;
  std::string to;                           // id on its platform
  std::string text;
  std::vector<Button> buttons;
  std::int64_t at = 0;                      // UTC ms
  std::string message_id;
  std::string request_id;                   // the bot's own mark: Messenger's metadata, else its X-Request-Id
};

class Record {
 public:
  explicit Record(std::size_t limit) : limit_(limit) {}
  void add(Send send);
  void keep(std::size_t limit);             // 0: count only
  void clear();
  std::uint64_t count() const { return count_; }
  // {"count":N,"sends":[…]}: those after `number`, only to `to` unless it is "".
  nlohmann::json json(std::uint64_t number, const std::string& to) const;

 private:
  std::size_t limit_;
  std::uint64_t count_ = 0;
  std::deque<Send> sends_;
};

}  // namespace adapters::sandbox
