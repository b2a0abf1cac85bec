// Accepts connections, sweeps over their deadlines, and stops them in good order.
#include "adapters/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <stdexcept>
#include <unordered_set>

#include "adapters/http/connection.hpp"

namespace adapters::http {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

namespace {
constexpr std::chrono::milliseconds shortest_sweep{5}, longest_sweep{250};
constexpr int sweeps_per_limit = 8;
constexpr std::chrono::milliseconds accept_pause{100};  // out of file descriptors: wait for some to come back
constexpr std::chrono::milliseconds cut_pause{100};     // for connections that were cut to end
constexpr std::size_t most_turned_away = 64;            // at once with a 503; more are closed without a word

std::chrono::milliseconds sweep_every(const ServerOptions& options) {
  const auto shortest = std::min({options.request_timeout, options.idle_timeout, options.write_timeout});
  return std::clamp(shortest / sweeps_per_limit, shortest_sweep, longest_sweep);
}

std::shared_ptr<ServerContext> make_context(ServerOptions options, Handler handler) {
  TrustedProxies proxies(options.trusted_proxies);
  std::optional<asio::ssl::context> tls;
  if (options.certificate_file.empty() != options.key_file.empty()) {
    throw std::runtime_error("TLS needs both a certificate file and a key file");
  }
  if (!options.certificate_file.empty()) tls = server_tls(options.certificate_file, options.key_file);
  ServerContext context{std::move(options), std::move(handler), std::move(proxies), std::move(tls), {}, false};
  return std::make_shared<ServerContext>(std::move(context));
}

void listen(tcp::acceptor& acceptor, const ServerOptions& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) throw std::runtime_error("cannot listen on " + options.address + ": it is no IP address");
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return;
  const auto where = address.is_v6() ? "[" + options.address + "]" : options.address;
  throw std::runtime_error("cannot listen on " + where + ":" + std::to_string(options.port) + ": " + error.message());
}

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(asio::io_context& io, ServerOptions options, Handler handler)
      : context(make_context(std::move(options), std::move(handler))), acceptor(io), sweep_timer(io), drained(io) {
    listen(acceptor, context->options);
    port = acceptor.local_endpoint().port();
  }

  void start() {
    asio::co_spawn(acceptor.get_executor(), accept_all(shared_from_this()), asio::detached);
    asio::co_spawn(acceptor.get_executor(), sweep(shared_from_this()), asio::detached);
  }

  // The coroutines below own what they use through `self`; none lets an exception out.
  static awaitable<void> accept_all(std::shared_ptr<Impl> self) {
    asio::steady_timer pause(self->acceptor.get_executor());
    while (self->acceptor.is_open()) {
      auto [error, socket] = co_await self->acceptor.async_accept(as_result);
      if (!error) {
        self->admit(std::move(socket));
      } else if (self->acceptor.is_open()) {
        pause.expires_after(accept_pause);
        co_await pause.async_wait(as_result);
      }
    }
  }

  void admit(tcp::socket socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error).address();
    if (error) return;  // gone already
    const bool full = connections.size() - turned_away >= context->options.max_connections;
    if (full && turned_away >= most_turned_away) {
      ++context->stats.refused;
      return;
    }
    auto connection = std::make_shared<Connection>(std::move(socket), peer, context);
    connections.insert(connection);
    ++(full ? turned_away : context->stats.connections);
    asio::co_spawn(acceptor.get_executor(), attend(shared_from_this(), std::move(connection), full), asio::detached);
  }

  static awaitable<void> attend(std::shared_ptr<Impl> self, std::shared_ptr<Connection> connection, bool full) {
    try {
      if (full) co_await connection->turn_away();
      else co_await connection->run();
    } catch (...) {  // out of memory, most likely: this connection ends, the others go on
      ++self->context->stats.broken;
      connection->cut();
    }
    if (full) --self->turned_away;
    self->connections.erase(connection);
    if (self->connections.empty()) self->drained.cancel();
  }

  static awaitable<void> sweep(std::shared_ptr<Impl> self) {
    const auto pause = sweep_every(self->context->options);
    while (!self->ended) {
      self->sweep_timer.expires_after(pause);
      co_await self->sweep_timer.async_wait(as_result);
      const auto now = Clock::now();
      for (const auto& connection : self->connections) connection->expire(now);
    }
  }

  static awaitable<void> stop(std::shared_ptr<Impl> self, std::chrono::milliseconds grace) {
    self->refuse_new();
    for (const auto& connection : self->connections) connection->ask_to_stop();
    co_await wait_until_drained(self, grace);
    self->end();
    co_await wait_until_drained(self, cut_pause);
  }

  static awaitable<void> wait_until_drained(std::shared_ptr<Impl> self, std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    while (!self->connections.empty() && Clock::now() < until) {
      self->drained.expires_at(until);
      co_await self->drained.async_wait(as_result);
    }
  }

  void refuse_new() {
    context->stopping = true;
    error_code ignored;
    acceptor.close(ignored);
  }

  void end() {
    refuse_new();
    ended = true;
    sweep_timer.cancel();
    for (const auto& connection : connections) connection->cut();
  }

  std::shared_ptr<ServerContext> context;
  tcp::acceptor acceptor;
  asio::steady_timer sweep_timer, drained;
  std::unordered_set<std::shared_ptr<Connection>> connections;
  std::uint64_t turned_away = 0;  // connections that only get their 503
  std::uint16_t port = 0;
  bool ended = false;
};

Server::Server(asio::io_context& io, ServerOptions options, Handler handler)
    : impl_(std::make_shared<Impl>(io, std::move(options), std::move(handler))) {
  impl_->start();
}

Server::~Server() { impl_->end(); }

std::uint16_t Server::port() const { return impl_->port; }

ServerStats Server::stats() const {
  ServerStats stats = impl_->context->stats;
  stats.open = impl_->connections.size();
  return stats;
}

awaitable<void> Server::stop(std::chrono::milliseconds grace) { return Impl::stop(impl_, grace); }

}  // namespace adapters::http
