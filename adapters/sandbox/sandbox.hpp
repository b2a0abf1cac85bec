// Stand-ins of Zalo OA, Zalo Bot and Facebook on the local machine: same URLs, signatures, token rules, limits and
// error bodies, faults on demand, and a chat page that looks like a phone. The bot does not know it from the real ones.
//
//   /v3.0/oa/…, /v2.0/oa/…, /v4/oa/…               Zalo OA: one base URL for both of its hosts
//   /bot{token}/{method}                           Zalo Bot
//   /v26.0/{page}/messages, …                      Graph API, any version
//   /, /chat/…                                     the page for people
//   /sandbox/…                                     for tests, see control.hpp
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/sandbox/world.hpp"

namespace adapters::sandbox {

using Clock = std::function<std::int64_t()>;   // UTC ms

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                      // 0: a free one
  Clock clock;                                 // empty: the system's
  double retry_scale = 1.0;                    // of the platforms' waits between two tries of a webhook (30 s, 5 min …)
  bool echoes = true;                          // what the bot sends comes back as a webhook
  bool receipts = true;                        // delivered and seen, when a person opens the chat
  std::size_t history = 200;                   // lines kept per chat
  std::size_t record = 1'000;                  // sends kept for GET /sandbox/record
  std::size_t zalo_per_minute = 0;             // calls before -32; 0: no limit, and no X-RateLimit headers
  std::size_t facebook_per_second = 0;         // calls before 613; 0: no limit
  std::size_t facebook_budget = 0;             // messages in 24 h: what the usage headers count against; 0: no limit
  std::size_t bot_users = 0, bot_messages = 0, bot_groups = 0;  // the free plan: 50, 3,000 a month, 3; 0: no limit
};

class Sandbox {
 public:
  // Listens at once; throws std::runtime_error with one sentence if it cannot.
  Sandbox(boost::asio::io_context& io, World world, Options options);
  ~Sandbox();
  std::uint16_t port() const;
  std::string base_url() const;                // "http://127.0.0.1:8081": all platforms' API, and the page
  // Where the bot listens, when that is known only after the sandbox was made; "" leaves one as it is.
  void set_webhooks(const std::string& zalo_url, const std::string& facebook_url, const std::string& zalo_bot_url = {});
  // Facebook's GET handshake with the bot, as when an administrator enters the callback URL. False: the bot refused.
  boost::asio::awaitable<bool> verify_facebook_webhook();
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace adapters::sandbox
