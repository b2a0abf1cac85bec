// A running sandbox and a bot that records what it is told, on free ports of this machine, driven by plain test code.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>

#include "adapters/facebook/facebook.hpp"
#include "adapters/http/client.hpp"
#include "adapters/http/server.hpp"
#include "adapters/sandbox/sandbox.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"
#include "tests/sandbox/world_of_tests.hpp"

namespace sandbox_tests {

namespace asio = boost::asio;

struct Town {
  explicit Town(sandbox::Options options = {}, std::chrono::milliseconds client_deadline = std::chrono::seconds(10))
      : bot(io, http::ServerOptions{}, [this](Request request) { return receive(*this, std::move(request)); }),
        box(io, village(), with_clock(std::move(options))),
        client(io, client_options(client_deadline)) {
    const std::string url = "http://127.0.0.1:" + std::to_string(bot.port());
    box.set_webhooks(url + "/webhook/zalo", url + "/webhook/facebook", url + "/webhook/zalo_bot");
    zalo = make_zalo_oa(zalo_settings(box.base_url()));
    facebook = make_facebook(facebook_settings(box.base_url()));
    zalo_bot = make_zalo_bot(bot_settings(box.base_url()));
  }

  static ZaloOaSettings zalo_settings(const std::string& url) {
    ZaloOaSettings settings;
    settings.app_id = "4590000000000000001";
    settings.oa_secrets = {"oa-secret"};
    settings.app_secret = "app-secret";
    settings.openapi_url = settings.oauth_url = url;
    return settings;
  }
  static FacebookSettings facebook_settings(const std::string& url) {
    FacebookSettings settings;
    settings.app_id = "112233";
    settings.app_secrets = {"fb-secret"};
    settings.verify_token = "verify-me";
    settings.graph_url = url;
    return settings;
  }
  static ZaloBotSettings bot_settings(const std::string& url) {
    ZaloBotSettings settings;
    settings.secret_tokens = {"hook-secret"};
    settings.base_url = url;
    return settings;
  }
  static sandbox::Options with_clock(sandbox::Options options) {
    options.clock = [] { return start; };
    return options;
  }
  static http::ClientOptions client_options(std::chrono::milliseconds deadline) {
    http::ClientOptions options;
    options.deadline = deadline;
    return options;
  }

  // Runs the loop until the coroutine ends, and gives its result.
  template <class T>
  T run(asio::awaitable<T> work) {
    std::optional<T> result;
    std::exception_ptr failure;
    asio::co_spawn(io, std::move(work), [&](std::exception_ptr error, T value) {
      failure = error;
      result = std::move(value);
    });
    run_until([&] { return result.has_value(); });
    if (failure) std::rethrow_exception(failure);
    return *std::move(result);
  }

  // Runs the loop until it holds; a generous limit ends the wait.
  void run_until(const std::function<bool()>& holds) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("nothing happened within a minute");
      io.run_one_for(std::chrono::milliseconds(50));
    }
  }

  http::ClientResult exchange(http::ClientRequest request) { return run(client.exchange(std::move(request))); }

  json call(const std::string& method, const std::string& path, const json& body = nullptr) {
    const http::ClientResult result = exchange({method, box.base_url() + path, {}, body.is_null() ? "" : body.dump()});
    return json::parse(std::get<http::ClientResponse>(result).body);
  }

  void wait_for_webhooks(std::size_t count) {
    run_until([&] { return received.size() >= count; });
  }

  static asio::awaitable<http::Answer> receive(Town& town, Request request) {
    const int status = town.statuses.empty() ? 200 : town.statuses.front();
    if (!town.statuses.empty()) town.statuses.erase(town.statuses.begin());
    const bool on_facebook = request.path == "/webhook/facebook";
    const Channel& channel = on_facebook ? *town.facebook : request.path == "/webhook/zalo_bot" ? *town.zalo_bot : *town.zalo;
    const auto handshake = channel.handshake(request);
    if (handshake) co_return *handshake;
    town.received.push_back(std::move(request));
    co_return Response{status, "text/plain", "", {}};
  }

  asio::io_context io{1};
  std::vector<Request> received;
  std::vector<int> statuses;                 // what the bot answers next; then 200
  std::unique_ptr<Channel> zalo, facebook, zalo_bot;
  http::Server bot;
  sandbox::Sandbox box;
  http::Client client;
};

}  // namespace sandbox_tests
