// Echoes of our own messages as proof that they arrived, for those whose answer was lost. I/O thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace engine {

class Evidence {
 public:
  void unsure_before(std::int64_t id) { unsure_.insert(id); }          // found unsure in the database
  void writing(std::int64_t id) { writing_[id]; }
  // The id the platform gave the message, if its echo came while it was being written; "": no echo yet.
  std::string seen(std::int64_t id) const {
    const auto found = writing_.find(id);
    return found == writing_.end() ? "" : found->second;
  }
  // The row was settled in the database. Gives the message id if it ended unsure and its echo came since.
  std::string settled(std::int64_t id, bool unsure) {
    auto node = writing_.extract(id);
    auto message_id = node.empty() ? std::string{} : std::move(node.mapped());
    if (unsure && message_id.empty()) unsure_.insert(id);
    return unsure ? message_id : std::string{};
  }
  // An echo of this row; true: the row is unsure and is proved to be sent now.
  bool echo(std::int64_t id, const std::string& message_id) {
    if (const auto found = writing_.find(id); found != writing_.end()) found->second = message_id;
    return unsure_.erase(id) > 0;
  }

 private:
  std::unordered_map<std::int64_t, std::string> writing_;
  std::unordered_set<std::int64_t> unsure_;
};

}  // namespace engine
