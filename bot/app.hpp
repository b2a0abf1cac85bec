// The composition root: a whole server, built in dependency order from a configuration and an open database.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdint>
#include <memory>
#include <optional>

#include "adapters/http/client.hpp"
#include "bot/commands/outside.hpp"
#include "bot/config.hpp"
#include "bot/control_socket.hpp"
#include "bot/engine/engine.hpp"
#include "bot/server/server.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"
#include "storage/vault.hpp"
#include "templates/catalog.hpp"

namespace app {

class App {
 public:
  struct Options {
    engine::Clock clock;                                 // UTC milliseconds
    std::optional<std::int64_t> open_console_scope;      // the demo: the console shows this unit without a login
    bool control = true;                                 // answer commands on <data>/control.sock
  };

  // Builds, starts the engine and listens. Throws one clear sentence (port in use, certificate unreadable, a broken key).
  App(boost::asio::io_context& io, const Config& config, std::unique_ptr<storage::Database> database, const std::string& key, Options options);
  ~App();

  std::uint16_t port() const { return server_->port(); }
  engine::Engine& engine() { return *engine_; }
  storage::Database& database() { return *database_; }

  // Takes nothing new in, finishes what was begun, then cuts. I/O thread.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

 private:
  std::unique_ptr<storage::Database> database_;          // first: outlives everything that hands it jobs
  storage::Vault vault_;
  templates::Catalog catalog_;
  trade_union::Rules rules_;
  adapters::http::Client client_;
  LentClient lent_;                                      // client_ for commands
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<server::Server> server_;
  std::unique_ptr<ControlServer> control_;
};

// Runs io until SIGTERM or SIGINT, then stop(); a second signal ends at once. Gives the process's exit status. `signals` is made (by
// stop_signals) before anything else, so that a signal that comes while the server starts ends it in order too.
boost::asio::signal_set stop_signals(boost::asio::io_context& io);
int run_until_signal(boost::asio::io_context& io, boost::asio::signal_set& signals, std::function<boost::asio::awaitable<void>()> stop);

inline constexpr std::chrono::milliseconds stop_grace{10'000};

}  // namespace app
