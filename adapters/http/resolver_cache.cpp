// Look-ups run apart from the exchanges, because nothing can interrupt them.
#include "adapters/http/resolver_cache.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace adapters::http {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

namespace {
constexpr std::chrono::seconds kept{60};

std::string key_of(const std::string& host, const std::string& port) { return host + " " + port; }
}  // namespace

awaitable<ResolverCache::Found> ResolverCache::find(std::string host, std::string port,
                                                    std::shared_ptr<Deadline> deadline) {
  error_code error;
  Found found;
  if (const auto address = asio::ip::make_address(host, error); !error) {
    found.endpoints.emplace_back(address, static_cast<std::uint16_t>(std::stoul(port)));
    co_return found;
  }
  auto& entry = entries_[key_of(host, port)];  // a map's elements stay where they are, and none is ever erased
  const bool fresh = !entry.found.endpoints.empty() && Deadline::Clock::now() - entry.at < kept;
  if (fresh) co_return entry.found;
  if (!entry.running) {
    entry.running = true;
    asio::co_spawn(executor_, look_up(shared_from_this(), host, port), asio::detached);
  }
  entry.waiting.push_back(deadline);
  co_await deadline->wait();
  if (!entry.running) co_return entry.found;
  found.failure = "the name " + host + " was not found in time";
  co_return found;
}

void ResolverCache::forget(const std::string& host, const std::string& port) {
  const auto entry = entries_.find(key_of(host, port));
  if (entry != entries_.end()) entry->second.found.endpoints.clear();
}

awaitable<void> ResolverCache::look_up(std::shared_ptr<ResolverCache> self, std::string host, std::string port) {
  tcp::resolver resolver(self->executor_);
  const auto [error, results] = co_await resolver.async_resolve(host, port, as_result);
  auto& entry = self->entries_[key_of(host, port)];
  Found found;
  for (const auto& result : results) found.endpoints.push_back(result.endpoint());
  if (found.endpoints.empty()) found.failure = "the name " + host + " is not known: " + error.message();
  entry.found = std::move(found);
  entry.at = Deadline::Clock::now();
  entry.running = false;
  for (const auto& waiting : std::exchange(entry.waiting, {})) waiting->ring();
}

}  // namespace adapters::http
