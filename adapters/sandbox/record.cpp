#include "adapters/sandbox/record.hpp"

#include <nlohmann/json.hpp>

namespace adapters::sandbox {
namespace {

nlohmann::json as_json(const Send& send) {
  nlohmann::json choices = nlohmann::json::array();
  for (const Button& button : send.buttons) choices.push_back({{"title", button.title}, {"payload", button.payload}});
  return {{"number", send.number}, {"platform", name(send.on)},     {"kind", send.to_group ? "group" : "direct"},
          {"to", send.to},         {"text", send.text},             {"choices", std::move(choices)},
          {"at", send.at},         {"message_id", send.message_id}, {"request_id", send.request_id}};
}

}  // namespace

void Record::add(Send send) {
  send.number = ++count_;
  if (limit_ == 0) return;
  if (sends_.size() >= limit_) sends_.pop_front();
  sends_.push_back(std::move(send));
}

void Record::keep(std::size_t limit) {
  limit_ = limit;
  while (sends_.size() > limit_) sends_.pop_front();
}

void Record::clear() {
  sends_.clear();
  count_ = 0;
}

nlohmann::json Record::json(std::uint64_t number, const std::string& to) const {
  nlohmann::json list = nlohmann::json::array();
  for (const Send& send : sends_) {
    if (send.number > number && (to.empty() || send.to == to)) list.push_back(as_json(send));
  }
  return {{"count", count_}, {"sends", std::move(list)}};
}

}  // namespace adapters::sandbox
