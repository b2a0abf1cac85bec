// Everything the bot answers over HTTP, composed: webhooks, health, metrics, JSON API and the officers' console.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/server.hpp"
#include "bot/engine/engine.hpp"
#include "bot/server/router.hpp"
#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace server {

struct ServerSettings {
  adapters::http::ServerOptions http;                              // where to listen, limits, TLS, trusted proxies
  std::vector<std::string> metrics_addresses{"127.0.0.1", "::1"};  // or networks (10.0.0.0/8); who reads /metrics
  std::optional<std::int64_t> open_console_scope;  // demo: the console shows this unit's subtree without a login
  bool https = false;                              // people come by https through a proxy: cookies are Secure
  engine::Clock clock;                             // UTC milliseconds
  std::vector<Route> more_routes{};                // what the composition root adds: verification files, consents
  trade_union::Settings people{};                  // what pages tell members: who is responsible, channels, the public address
  // Called once per fault; detail carries no text, secret or phone.
  std::function<void(std::string_view event, std::string detail)> log;
};

class Server {
 public:
  // Listens at once; engine, database and catalog outlive the server. I/O thread only. Throws std::invalid_argument (an
  // address that is none) and std::runtime_error (port in use), each one clear sentence.
  Server(boost::asio::io_context& io, engine::Engine& engine, storage::Database& database,
         const templates::Catalog& catalog, ServerSettings settings);
  ~Server();

  std::uint16_t port() const;
  const std::vector<Route>& routes() const;  // all addresses it answers
  adapters::http::ServerStats stats() const;
  // From now on /readyz says 503; stops accepting, finishes what was begun, cuts the rest after grace.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace server
