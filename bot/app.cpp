// See app.hpp.
#include "bot/app.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <csignal>

#include "bot/commands/control.hpp"
#include "bot/log.hpp"
#include "bot/server/media.hpp"
#include "bot/server/verifier.hpp"
#include "bot/setups.hpp"

namespace app {

namespace asio = boost::asio;

namespace {

engine::Options engine_options(const Config& config, const App::Options& options) {
  engine::Options made;
  made.public_url = config.public_url;
  made.quiet = config.watch.quiet;
  made.silence = config.watch.silence;
  made.probe = config.watch.probe;
  made.read_back = config.watch.read_back;
  made.held_first = static_cast<std::size_t>(config.watch.held_first);
  made.grammar = config.grammar;
  made.clock = options.clock;
  made.owner = storage::random_token(64);                // new with every start: what an earlier one left is nobody's
  made.log = log_fault;
  return made;
}

void append(std::vector<server::Route>& to, std::vector<server::Route> routes) {
  for (auto& route : routes) to.push_back(std::move(route));
}

server::ServerSettings server_settings(const Config& config, const App::Options& options) {
  server::ServerSettings settings;
  settings.http = config.http;
  settings.metrics_addresses = config.metrics_addresses;
  settings.more_routes = server::verifier_routes(config.verifiers);
  settings.open_console_scope = options.open_console_scope;
  settings.people = rules_settings(config);
  settings.https = config.public_url.starts_with("https://");
  settings.clock = options.clock;
  settings.log = log_fault;
  return settings;
}

}  // namespace

App::App(asio::io_context& io, const Config& config, std::unique_ptr<storage::Database> database, const std::string& key, Options options)
    : database_(std::move(database)), vault_(key), rules_(catalog_, rules_settings(config)), client_(io, config.client), lent_(io, client_) {
  const auto channels = channel_setups(config.channels);
  const auto desk = std::make_shared<server::ConsentDesk>();
  auto settings = server_settings(config, options);
  append(settings.more_routes, server::connect_routes(desk, catalog_, options.clock));
  append(settings.more_routes, server::media_routes(*database_));
  engine_ = std::make_unique<engine::Engine>(io, *database_, rules_, client_, vault_, channels, engine_options(config, options));
  server_ = std::make_unique<server::Server>(io, *engine_, *database_, catalog_, std::move(settings));
  engine_->start();
  if (!options.control) return;
  const auto exchange = [this](adapters::http::ClientRequest request) { return lent_.exchange(std::move(request)); };
  const auto outside = std::make_shared<const Outside>(Outside{channels, config.public_url, exchange, desk});
  const auto changed = [&io, this] { asio::post(io, [this] { engine_->wake(); }); };
  const ControlContext context{*database_, vault_, options.clock, changed, outside};
  control_ = std::make_unique<ControlServer>(config.storage.data, [context](const auto& request) { return control(context, request); });
}

App::~App() { lent_.close(); }                            // whoever waits for an exchange is waited for next

asio::awaitable<void> App::stop(std::chrono::milliseconds grace) {
  co_await server_->stop(grace);
  co_await engine_->stop(grace);
  lent_.close();                                         // a command that waits for an exchange gives up: this thread is about to wait for it
  control_.reset();
}

namespace {

asio::awaitable<void> wait_and_stop(asio::io_context& io, asio::signal_set& signals, std::function<asio::awaitable<void>()> stop) {
  co_await signals.async_wait(asio::use_awaitable);
  log(Level::info, "stopping");
  signals.async_wait([&io](boost::system::error_code error, int) { if (!error) io.stop(); });
  co_await stop();
  signals.cancel();
  io.stop();
}

}  // namespace

asio::signal_set stop_signals(asio::io_context& io) { return asio::signal_set(io, SIGINT, SIGTERM); }

int run_until_signal(asio::io_context& io, asio::signal_set& signals, std::function<asio::awaitable<void>()> stop) {
  std::exception_ptr failed;
  asio::co_spawn(io, wait_and_stop(io, signals, std::move(stop)), [&](std::exception_ptr error) {
    failed = error;
    if (error) io.stop();
  });
  io.run();
  if (failed) std::rethrow_exception(failed);
  log(Level::info, "stopped");
  return 0;
}

}  // namespace app
