// The reference servers.
#include "reference_server.hpp"

#include <pthread.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <thread>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

class OnThread : public ReferenceServer {
 public:
  ~OnThread() override = default;
  double cpu_seconds() const override {
    clockid_t clock;
    timespec used{};
    if (::pthread_getcpuclockid(thread_.native_handle(), &clock) == 0) ::clock_gettime(clock, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
  }
 protected:
  void start() { thread_ = std::thread([this] { io_.run(); }); }
  void finish() {
    io_.stop();
    thread_.join();
  }
  mutable std::thread thread_;
  asio::io_context io_{1};
};

asio::awaitable<void> serve_bare(tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  stream.socket().set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  for (bool more = true; more;) {
    http::request<http::string_body> request;
    co_await http::async_read(stream, buffer, request, asio::use_awaitable);
    http::response<http::string_body> response(http::status::ok, request.version());
    response.set(http::field::content_type, "application/json; charset=utf-8");
    response.keep_alive(request.keep_alive());
    response.body() = "{}";
    response.prepare_payload();
    co_await http::async_write(stream, response, asio::use_awaitable);
    more = request.keep_alive();
  }
}

class BareServer final : public OnThread {
 public:
  BareServer() : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    asio::co_spawn(io_, accept(), asio::detached);
    start();
  }
  ~BareServer() override { finish(); }
  std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }
 private:
  asio::awaitable<void> accept() {
    for (;;) {
      auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
      asio::co_spawn(io_, serve_bare(std::move(socket)), asio::detached);
    }
  }
  tcp::acceptor acceptor_;
};

class OurServer final : public OnThread {
 public:
  explicit OurServer(adapters::http::Handler handler)
      : server_(io_, adapters::http::ServerOptions(), std::move(handler)) {
    start();
  }
  ~OurServer() override { finish(); }
  std::uint16_t port() const override { return server_.port(); }
 private:
  adapters::http::Server server_;
};

asio::awaitable<adapters::http::Answer> ok(adapters::http::Request) {
  adapters::http::Response response;
  response.body = "{}";
  co_return response;
}

}  // namespace

std::unique_ptr<ReferenceServer> start_bare_server() { return std::make_unique<BareServer>(); }

std::unique_ptr<ReferenceServer> start_server(adapters::http::Handler handler) {
  return std::make_unique<OurServer>(std::move(handler));
}

adapters::http::Handler answer_ok() { return ok; }

}  // namespace bench
