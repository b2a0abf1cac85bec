// Composes the bot.
#include "bot.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <thread>

#include "adapters/facebook/facebook.hpp"
#include "adapters/http/client.hpp"
#include "bot/sample/province.hpp"
#include "bot/server/server.hpp"
#include "bot/union/rules.hpp"
#include "people.hpp"
#include "storage/vault.hpp"
#include "templates/catalog.hpp"

namespace bench {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds stop_grace{5};

engine::ChannelSetup channel_of(const BotOptions& options) {
  engine::ChannelSetup setup;
  setup.name = sample::facebook_channel;
  setup.channel = messenger(options.graph_url);
  setup.sends_per_second = options.sends_per_second;
  setup.connections = options.connections;
  setup.accounts = {{page, {options.page_token, "", 0}}};
  return setup;
}

adapters::http::ClientOptions client_options(const BotOptions& options) {
  adapters::http::ClientOptions client;
  client.connections_per_host = static_cast<std::size_t>(options.connections);
  return client;
}

engine::Options engine_options() {
  engine::Options options;
  options.clock = now;
  options.owner = "bench";
  options.log = [](std::string_view event, std::string detail) {
    std::fprintf(stderr, "  %s: %s\n", std::string(event).c_str(), detail.c_str());
  };
  return options;
}

server::ServerSettings server_settings() {
  server::ServerSettings settings;
  settings.clock = now;
  return settings;
}

}  // namespace

std::shared_ptr<const adapters::Channel> messenger(const std::string& graph_url) {
  adapters::FacebookSettings settings;
  settings.app_secrets = {app_secret};
  settings.verify_token = "v";
  settings.graph_url = graph_url;
  settings.accounts = {page};
  return adapters::make_facebook(std::move(settings));
}

struct Bot::Impl {
  Impl(storage::Database& database, const BotOptions& options)
      : vault(storage::Vault::new_key()),
        rules(catalog, {"Ban Thường vụ LĐLĐ tỉnh Sơn Hà", "Văn phòng LĐLĐ tỉnh Sơn Hà", {}}),
        client(io, client_options(options)),
        engine(io, database, rules, client, vault, {channel_of(options)}, engine_options()),
        server(std::make_unique<server::Server>(io, engine, database, catalog, server_settings())),
        thread([this] { io.run(); }) {}

  asio::awaitable<void> stop() {
    co_await server->stop(stop_grace);
    co_await engine.stop(stop_grace);
  }

  asio::io_context io{1};
  storage::Vault vault;
  templates::Catalog catalog;
  trade_union::Rules rules;
  adapters::http::Client client;
  engine::Engine engine;
  std::unique_ptr<server::Server> server;
  std::thread thread;
};

Bot::Bot(storage::Database& database, const BotOptions& options) : impl_(std::make_unique<Impl>(database, options)) {}

Bot::~Bot() {
  asio::co_spawn(impl_->io, impl_->stop(), asio::use_future).wait();
  impl_->io.stop();
  impl_->thread.join();
}

std::uint16_t Bot::port() const { return impl_->server->port(); }

void Bot::start() {
  asio::post(impl_->io, asio::use_future([this] { impl_->engine.start(); })).get();
}

engine::Stats Bot::stats() {
  return asio::post(impl_->io, asio::use_future([this] { return impl_->engine.stats(); })).get();
}

void Bot::accept(std::vector<adapters::Event> events) {
  asio::co_spawn(impl_->io, impl_->engine.accept(sample::facebook_channel, std::move(events)), asio::use_future).get();
}

}  // namespace bench
