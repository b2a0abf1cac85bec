#include "adapters/sandbox/record.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

constexpr std::size_t hash_length = 16;     // hex digits: enough to tell the texts of a run apart

std::string hash_of(const Send& send) { return sha256_hex(send.what + "\n" + send.text).substr(0, hash_length); }

nlohmann::json as_json(const Send& send) {
  nlohmann::json choices = nlohmann::json::array();
  for (const Button& button : send.buttons) choices.push_back({{"title", button.title}, {"payload", button.payload}});
  return {{"number", send.number}, {"platform", name(send.on)},     {"kind", send.kind},
          {"to", send.to},         {"text", send.text},             {"choices", std::move(choices)},
          {"at", send.at},         {"message_id", send.message_id}, {"request_id", send.request_id},
          {"what", send.what},     {"about", send.about},           {"hash", hash_of(send)}};
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
  return {{"count", count_}, {"dropped", count_ - sends_.size()}, {"sends", std::move(list)}};
}

nlohmann::json Record::twice() const {
  std::map<std::tuple<std::string_view, std::string_view, std::string>, int> times;
  for (const Send& send : sends_) ++times[{name(send.on), send.to, hash_of(send)}];
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [key, count] : times) {
    const auto& [on, to, hash] = key;
    if (count > 1) list.push_back({{"platform", on}, {"to", to}, {"hash", hash}, {"times", count}});
  }
  return {{"count", count_}, {"dropped", count_ - sends_.size()}, {"twice", std::move(list)}};
}

}  // namespace adapters::sandbox
