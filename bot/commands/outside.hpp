// What a command needs to speak to the platforms: the configured channels, and an exchange that waits for its answer. A running server
// lends its own client; without a server the command has one for itself. Either way the commands are the same.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/client.hpp"
#include "bot/config.hpp"
#include "bot/engine/engine.hpp"
#include "bot/server/consent_desk.hpp"

namespace app {

struct Outside {
  std::vector<engine::ChannelSetup> channels;
  std::string public_url;                                // "": nobody said how the server is reached
  // One exchange, waited for. Any thread but the I/O thread; failures are values.
  std::function<adapters::http::ClientResult(adapters::http::ClientRequest)> exchange;
  std::shared_ptr<server::ConsentDesk> desk{};           // where consents arrive at the server; null: no server runs
};

// One exchange by a client of its own, waited for.
adapters::http::ClientResult exchange_alone(const adapters::http::ClientOptions& options, adapters::http::ClientRequest request);

// Of a command for itself. The channels' kinds were checked.
std::shared_ptr<const Outside> own_outside(const Config& config);

// Lets other threads exchange on the I/O thread of a server; after close() every exchange fails at once, so that nobody waits for an
// I/O thread that waits for him.
class LentClient {
 public:
  LentClient(boost::asio::io_context& io, adapters::http::Client& client) : io_(io), client_(client) {}
  adapters::http::ClientResult exchange(adapters::http::ClientRequest request);  // any thread but the I/O thread
  void close() { closed_ = true; }

 private:
  boost::asio::io_context& io_;
  adapters::http::Client& client_;
  std::atomic<bool> closed_{false};
};

}  // namespace app
