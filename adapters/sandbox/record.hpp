// What each recipient received, for tests and for people who look: the latest N, and how many there were in all.
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
  std::string kind;                         // direct, group, comments, post
  std::string to;                           // id on its platform
  std::string text;
  std::vector<Button> buttons{};
  std::int64_t at = 0;                      // UTC ms
  std::string message_id;
  std::string request_id;                   // the bot's own mark: Messenger's metadata, else its X-Request-Id
  std::string what = "text";                // text, image, gif, sticker, file, list, contact, template, private_reply
  std::string about{};                      // of a reply or comment: the id it answers
};

class Record {
 public:
  explicit Record(std::size_t limit) : limit_(limit) {}
  void add(Send send);
  void keep(std::size_t limit);             // 0: count only
  void clear();
  std::uint64_t count() const { return count_; }
  // {"count":N,"dropped":N,"sends":[…]}: those after `number`, only to `to` unless it is "". dropped: no longer kept.
  nlohmann::json json(std::uint64_t number, const std::string& to) const;
  // {"count":N,"dropped":N,"twice":[{"platform","to","hash","times"}]}: the same words to the same recipient more than once.
  nlohmann::json twice() const;

 private:
  std::size_t limit_;
  std::uint64_t count_ = 0;
  std::deque<Send> sends_;
};

}  // namespace adapters::sandbox
