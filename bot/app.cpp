// See app.hpp.
#include "bot/app.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <csignal>

#include "bot/commands/control.hpp"
#include "bot/log.hpp"
#include "bot/platforms.hpp"

namespace app {

namespace asio = boost::asio;

namespace {

// Kinds are known by now: the configuration was checked.
std::vector<engine::ChannelSetup> make_channels(const std::vector<ChannelConfig>& configs) {
  std::vector<engine::ChannelSetup> channels;
  for (const auto& config : configs) {
    engine::ChannelSetup setup{config.name, find_platform(config.kind)->make(config), {}, config.sends_per_second, config.connections};
    for (const auto& account : config.accounts) setup.accounts.push_back({account.id, {account.access_token, account.refresh_token, 0}});
    channels.push_back(std::move(setup));
  }
  return channels;
}

trade_union::Settings rules_settings(const Config& config) {
  trade_union::Settings settings{config.responsible, config.contact, {}};
  for (const auto& channel : config.channels) {
    const auto& platform = *find_platform(channel.kind);
    const auto shows_buttons = [made = platform.make(channel)](auto kind) { return made->capabilities(kind).max_choices > 0; };
    settings.channels[channel.name] = {std::string(platform.label), shows_buttons(adapters::ConversationKind::group),
                                       shows_buttons(adapters::ConversationKind::direct)};
  }
  return settings;
}

engine::Options engine_options(const App::Options& options) {
  engine::Options made;
  made.clock = options.clock;
  made.owner = storage::random_token(64);                // new with every start: what an earlier one left is nobody's
  made.log = log_fault;
  return made;
}

server::ServerSettings server_settings(const Config& config, const App::Options& options) {
  server::ServerSettings settings;
  settings.http = config.http;
  settings.metrics_addresses = config.metrics_addresses;
  settings.open_console_scope = options.open_console_scope;
  settings.https = config.public_url.starts_with("https://");
  settings.clock = options.clock;
  settings.log = log_fault;
  return settings;
}

}  // namespace

App::App(asio::io_context& io, const Config& config, std::unique_ptr<storage::Database> database, const std::string& key, Options options)
    : database_(std::move(database)), vault_(key), rules_(catalog_, rules_settings(config)), client_(io, config.client) {
  engine_ = std::make_unique<engine::Engine>(io, *database_, rules_, client_, vault_, make_channels(config.channels), engine_options(options));
  server_ = std::make_unique<server::Server>(io, *engine_, *database_, catalog_, server_settings(config, options));
  engine_->start();
  if (!options.control) return;
  const ControlContext context{*database_, vault_, options.clock, [&io, this] { asio::post(io, [this] { engine_->wake(); }); }};
  control_ = std::make_unique<ControlServer>(config.storage.data, [context](const auto& request) { return control(context, request); });
}

App::~App() = default;

asio::awaitable<void> App::stop(std::chrono::milliseconds grace) {
  co_await server_->stop(grace);
  co_await engine_->stop(grace);
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
