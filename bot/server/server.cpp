#include "bot/server/server.hpp"

#include <map>
#include <stdexcept>

#include "bot/server/addresses.hpp"
#include "bot/server/answers.hpp"
#include "bot/server/api.hpp"
#include "bot/server/console.hpp"
#include "bot/server/health.hpp"
#include "bot/server/landing.hpp"
#include "bot/server/metrics.hpp"
#include "bot/server/router.hpp"
#include "bot/server/webhooks.hpp"

namespace server {
namespace {

namespace asio = boost::asio;

constexpr std::int64_t quiet_after_fault = 60'000;  // ms: the same fault is logged once in this time

void append(std::vector<Route>& to, std::vector<Route> routes) {
  for (auto& route : routes) to.push_back(std::move(route));
}

}  // namespace

struct Server::Impl {
  Impl(asio::io_context& io, engine::Engine& the_engine, storage::Database& the_database,
       const templates::Catalog& the_catalog, ServerSettings the_settings)
      : engine(the_engine),
        database(the_database),
        catalog(the_catalog),
        settings(std::move(the_settings)),
        metrics_readers(settings.metrics_addresses),
        webhooks(engine),
        health(database),
        api(database, catalog, settings.clock),
        console(database, catalog, {settings.clock, engine, settings.people, settings.open_console_scope, secure_cookies()}),
        landing(engine, database, catalog, settings.people, settings.clock),
        router(all_routes()),
        listener(io, settings.http, [this](http::Request request) { return handle(std::move(request)); }) {}

  bool secure_cookies() const { return settings.https || !settings.http.certificate_file.empty(); }

  std::vector<Route> all_routes() {
    std::vector<Route> routes = webhooks.routes();
    append(routes, health.routes());
    append(routes,
           {{"GET", "/metrics", [this](http::Request request, std::string) { return measure(std::move(request)); }}});
    append(routes, settings.more_routes);
    append(routes, api.routes());
    append(routes, console.routes());
    append(routes, landing.routes());
    return routes;
  }

  Reply measure(http::Request request) {
    if (!metrics_readers.contains(request.peer))
      co_return http::error_response(403, "metrics are not for this address");
    Measured measured;
    measured.queues = co_await engine.queues();
    measured.engine = engine.stats();
    measured.commits = database.commits();
    measured.http = listener.stats();
    measured.webhooks = webhooks.stats();
    auto response = json_response(200, metrics_text(measured));
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    co_return response;
  }

  // What the route answers, or why there is none.
  Reply route(http::Request request) {
    const auto match = router.find(request.method, request.path);
    if (const auto* wrong = std::get_if<WrongMethod>(&match)) {
      auto response = error_for(request, catalog, 405, "this address does not take " + request.method);
      response.headers.emplace_back("Allow", wrong->allow);
      co_return response;
    }
    const auto* found = std::get_if<Found>(&match);
    if (found == nullptr) co_return error_for(request, catalog, 404, "nothing is at this address");
    co_return co_await found->route->handle(std::move(request), found->parameter);
  }

  asio::awaitable<http::Answer> handle(http::Request request) {
    http::Request asked;  // enough of it to answer a fault
    asked.path = request.path;
    asked.headers = {{"Accept", std::string(http::find_header(request.headers, "Accept"))}};
    http::Response response;
    try {
      response = co_await route(std::move(request));
    } catch (const storage::Unavailable& fault) {
      response = error_for(asked, catalog, 503, "the database is away for a moment, try again");
      response.headers.emplace_back("Retry-After", "5");
      log("database_away", fault.what());
    } catch (const std::exception& fault) {
      response = error_for(asked, catalog, 500, "something went wrong inside; it was written down");
      log("request_failed", asked.path + ": " + fault.what());
    }
    dress(response);
    co_return response;
  }

  void log(const std::string& event, std::string detail) {
    const auto now = settings.clock();
    const auto [last, first] = logged.try_emplace(event, now);
    if (!settings.log || (!first && now - last->second < quiet_after_fault)) return;
    last->second = now;
    settings.log(event, std::move(detail));
  }

  engine::Engine& engine;
  storage::Database& database;
  const templates::Catalog& catalog;
  ServerSettings settings;
  AddressList metrics_readers;
  Webhooks webhooks;
  Health health;
  Api api;
  Console console;
  Landing landing;
  Router router;
  std::map<std::string, std::int64_t> logged;
  http::Server listener;
};

Server::Server(asio::io_context& io, engine::Engine& engine, storage::Database& database,
               const templates::Catalog& catalog, ServerSettings settings)
    : impl_(std::make_unique<Impl>(io, engine, database, catalog, std::move(settings))) {}
Server::~Server() = default;

const std::vector<Route>& Server::routes() const { return impl_->router.routes(); }
std::uint16_t Server::port() const { return impl_->listener.port(); }
adapters::http::ServerStats Server::stats() const { return impl_->listener.stats(); }

asio::awaitable<void> Server::stop(std::chrono::milliseconds grace) {
  impl_->health.stopping();
  co_await impl_->listener.stop(grace);
}

}  // namespace server
