// One exchange: a slot, a connection (used again or new), the request out, the answer in, all under one deadline.
#include "adapters/http/client.hpp"

#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/http/error.hpp>
#include <map>
#include <optional>

#include "adapters/http/exchange_request.hpp"
#include "adapters/http/pool.hpp"
#include "adapters/http/proxy.hpp"
#include "adapters/http/resolver_cache.hpp"
#include "adapters/http/response_parser.hpp"

namespace adapters::http {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::awaitable;
using asio::ip::tcp;

namespace {

constexpr std::size_t read_size = 16 * 1024;
constexpr std::size_t tls_record = 16 * 1024;  // a record that was not written whole cannot be read by anybody

using DeadlinePtr = std::shared_ptr<Deadline>;
using ConnectionPtr = std::unique_ptr<PooledConnection>;

struct Connected { ConnectionPtr connection; std::string failure; };

// How far a request went on one connection.
struct Talk {
  bool written = false;                    // some of it left us
  bool reusable = false;
  std::string failure;
  std::optional<ClientResponse> response;  // nothing: failure says why
};

ClientFailure not_written(std::string reason) {
  ClientFailure failure;
  failure.reason = std::move(reason);
  return failure;
}

std::string describe(std::string_view step, const error_code& error) {
  return std::string(step) + ": " + error.message();
}

awaitable<error_code> write_request(Transport& transport, std::string_view wire, Talk& talk) {
  error_code error;
  auto sent = transport.write_now(wire, error);
  talk.written = sent > 0;
  while (!error && sent < wire.size()) {
    const auto part = wire.substr(sent, tls_record);
    const auto [failure, count] = co_await transport.write_some(part);
    sent += count;
    talk.written = sent > 0;
    error = failure;
  }
  co_return error;
}

// Feeds what was received; true when the parser needs more bytes. An interim answer is read over.
bool digest(std::optional<ResponseParser>& parser, boost::beast::flat_buffer& buffer, std::size_t limit, bool to_head,
            error_code& error) {
  while (buffer.size() > 0) {
    buffer.consume(parser->put(buffer.data(), error));
    if (error == boost::beast::http::error::need_more) {
      error = {};
      return true;
    }
    if (error) return false;
    if (!parser->is_done()) continue;
    if (!parser->interim()) return false;
    parser.emplace(limit, to_head);
  }
  return true;
}

awaitable<void> read_response(PooledConnection& connection, std::size_t limit, bool to_head, Talk& talk) {
  std::optional<ResponseParser> parser;
  parser.emplace(limit, to_head);
  error_code error;
  while (digest(parser, connection.buffer, limit, to_head, error)) {
    const auto space = connection.buffer.prepare(read_size);
    const auto [failure, count] = co_await connection.transport.read_some(space);
    connection.buffer.commit(count);
    if (!failure) continue;
    error = failure;
    // An answer without a length ends with the connection.
    if (failure == asio::error::eof && parser->got_some()) parser->put_eof(error);
    break;
  }
  if (error == boost::beast::http::error::body_limit) {
    talk.failure = "the answer is larger than " + std::to_string(limit) + " bytes";
  } else if (error || !parser->is_done()) {
    talk.failure = describe("no whole answer", error);
  } else {
    talk.reusable = parser->keep_alive() && connection.buffer.size() == 0;
    talk.response = parser->take();
  }
}

bool is_address(const std::string& host) {
  error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

awaitable<std::string> secure(Transport& transport, const std::string& host) {
  auto& tls = *transport.tls();
  if (!is_address(host) && SSL_set_tlsext_host_name(tls.native_handle(), host.c_str()) != 1) {
    co_return "TLS: the name is unusable";
  }
  tls.set_verify_callback(ssl::host_name_verification(host));
  const auto [error] = co_await transport.handshake(ssl::stream_base::client);
  co_return error ? describe("TLS", error) : std::string();
}

}  // namespace

struct Client::Impl {
  Impl(asio::io_context& io_, ClientOptions options_)
      : executor(io_.get_executor()), options(std::move(options_)), tls(client_tls(options.ca_file)),
        proxy(parse_proxy(options.proxy)), names(std::make_shared<ResolverCache>(executor)) {}

  std::shared_ptr<Pool> pool_of(const Destination& destination) {
    auto& pool = pools[destination.pool_key()];
    if (!pool) pool = std::make_shared<Pool>(options.connections_per_host, options.idle_timeout);
    return pool;
  }

  ConnectionPtr new_connection(bool secured) {
    return std::make_unique<PooledConnection>(tcp::socket(executor), secured ? &tls : nullptr);
  }

  // Each address gets its share of the time that is left: one that swallows packets does not use up the others' chance.
  awaitable<Connected> connect(const Destination& destination, const DeadlinePtr& deadline) {
    Connected connected;
    const bool tunnel = proxy && destination.tls;
    const std::string& host = tunnel ? proxy->host : destination.host;
    const std::string& port = tunnel ? proxy->port : destination.port;
    const auto found = co_await names->find(host, port, deadline);
    connected.failure = found.failure;
    auto left = static_cast<int>(found.endpoints.size());
    for (const auto& endpoint : found.endpoints) {
      auto connection = new_connection(destination.tls);
      const auto now = Deadline::Clock::now();
      deadline->guard(connection->transport, now + (deadline->at() - now) / left--);
      const auto [error] = co_await connection->transport.socket().async_connect(endpoint, as_result);
      deadline->release();
      if (!error && connection->transport.socket().is_open()) {
        connected.connection = std::move(connection);
        break;
      }
      connected.failure = deadline->passed() ? "no connection within the deadline" : describe("connect", error);
      if (deadline->passed()) break;
    }
    if (!connected.connection) names->forget(host, port);
    if (connected.connection) co_await make_ready(destination, deadline, connected);
    co_return connected;
  }

  awaitable<void> make_ready(const Destination& destination, const DeadlinePtr& deadline, Connected& connected) {
    connected.failure.clear();
    connected.connection->transport.prepare();
    if (!destination.tls) co_return;
    deadline->guard(connected.connection->transport);
    if (proxy) connected.failure = co_await open_tunnel(connected.connection->transport, *proxy, destination);
    if (connected.failure.empty()) connected.failure = co_await secure(connected.connection->transport, destination.host);
    deadline->release();
    if (!connected.failure.empty()) connected.connection.reset();
  }

  awaitable<Talk> talk(PooledConnection& connection, const std::string& wire, bool to_head,
                       const DeadlinePtr& deadline) {
    Talk talk;
    deadline->guard(connection.transport);
    const auto error = co_await write_request(connection.transport, wire, talk);
    // A server may answer and close before it has read everything: its answer counts.
    if (talk.written) co_await read_response(connection, options.response_limit, to_head, talk);
    deadline->release();
    talk.reusable = talk.reusable && !error && connection.transport.socket().is_open();
    if (error && !talk.response) talk.failure = describe("write", error);
    if (!talk.response && deadline->passed()) talk.failure = "no answer within the deadline";
    co_return talk;
  }

  awaitable<ClientResult> exchange(const Destination& destination, const std::string& wire, bool to_head, const Gate& gate) {
    const auto deadline = std::make_shared<Deadline>(executor, options.deadline);
    const auto pool = pool_of(destination);
    Pool::Slot slot(pool, deadline);
    if (!co_await slot.granted()) co_return not_written("no connection became free within the deadline");
    for (auto connection = pool->take_idle();;) {
      const bool reused = connection != nullptr;
      if (!reused) {
        auto connected = co_await connect(destination, deadline);
        if (!connected.connection) co_return not_written(std::move(connected.failure));
        connection = std::move(connected.connection);
      }
      if (gate) co_await gate();
      auto outcome = co_await talk(*connection, wire, to_head, deadline);
      if (outcome.reusable) pool->put_back(std::move(connection));
      if (outcome.response) co_return std::move(*outcome.response);
      if (!reused || outcome.written || deadline->passed()) co_return failure_of(outcome);
      connection.reset();  // it had died unnoticed and nothing left us: once more, on a new one
    }
  }

  static ClientFailure failure_of(Talk& outcome) {
    ClientFailure failure;
    failure.written = outcome.written;
    failure.reason = std::move(outcome.failure);
    return failure;
  }

  asio::any_io_executor executor;
  ClientOptions options;
  ssl::context tls;
  std::optional<Proxy> proxy;
  std::shared_ptr<ResolverCache> names;
  std::map<std::string, std::shared_ptr<Pool>> pools;
};

namespace {

// Holds what the exchange uses, also when the Client goes first.
template <class Impl>
awaitable<ClientResult> run_exchange(std::shared_ptr<Impl> impl, ClientRequest request, Gate gate) {
  const auto destination = parse_url(request.url);
  if (!destination) co_return not_written("the address is no absolute http or https address");
  const auto wire = serialize(request, *destination);
  if (!wire) co_return not_written("a header or the method is not well-formed");
  const bool to_head = request.method == "HEAD";
  co_return co_await impl->exchange(*destination, *wire, to_head, gate);
}

}  // namespace

Client::Client(asio::io_context& io, ClientOptions options) : impl_(std::make_shared<Impl>(io, std::move(options))) {}

Client::~Client() {
  for (const auto& [key, pool] : impl_->pools) pool->drop_idle();
}

awaitable<ClientResult> Client::exchange(ClientRequest request, Gate gate) {
  return run_exchange(impl_, std::move(request), std::move(gate));
}

}  // namespace adapters::http
