// See consent_desk.hpp.
#include "bot/server/consent_desk.hpp"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/server/answers.hpp"
#include "bot/server/assets.hpp"

namespace server {

namespace {

constexpr std::size_t most_waiting = 16;                 // commands that wait at once: beyond it the oldest is forgotten

http::Response page(const templates::Catalog& catalog, bool arrived) {
  auto response = html_response(arrived ? 200 : 403, catalog.render("web/connect", {{"arrived", arrived}, {"style", style_version()}}));
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace

bool same_secret(const std::string& one, const std::string& other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

void ConsentDesk::expect(const std::string& channel, const std::string& state, std::int64_t until) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= most_waiting) waiting_.erase(waiting_.begin());
  waiting_.push_back({channel, state, until});
}

bool ConsentDesk::arrive(const std::string& channel, const Brought& brought, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  const auto state = brought.find("state");
  if (state == brought.end()) return false;
  Waiting* found = nullptr;
  for (auto& each : waiting_)
    if (same_secret(each.state, state->second)) found = &each;
  if (found == nullptr || found->channel != channel || found->until < now || found->brought) return false;
  found->brought = brought;
  return true;
}

std::optional<Brought> ConsentDesk::fetch(const std::string& state) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return same_secret(each.state, state); });
  if (found == waiting_.end() || !found->brought) return std::nullopt;
  auto brought = std::move(found->brought);
  waiting_.erase(found);
  return brought;
}

std::vector<Route> connect_routes(std::shared_ptr<ConsentDesk> desk, const templates::Catalog& catalog, std::function<std::int64_t()> clock) {
  const auto receive = [desk = std::move(desk), &catalog, clock = std::move(clock)](http::Request request, std::string channel) -> Reply {
    co_return page(catalog, desk->arrive(channel, request.query, clock()));
  };
  return {{"GET", "/connect/{channel}", receive}};
}

}  // namespace server
