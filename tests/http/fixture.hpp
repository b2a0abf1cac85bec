// A server on a free loopback port with its own I/O thread, and a plain blocking socket to talk to it byte by byte.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "adapters/http/client.hpp"
#include "adapters/http/server.hpp"

namespace http_test {

namespace http = adapters::http;
namespace asio = boost::asio;
using namespace std::chrono_literals;

// The I/O thread; what touches the server or the client runs on it.
class IoThread {
 public:
  IoThread() : guard_(asio::make_work_guard(io)), thread_([this] { io.run(); }) {}
  ~IoThread() {
    guard_.reset();
    io.stop();
    thread_.join();
  }
  template <class T>
  T await(asio::awaitable<T> work) { return asio::co_spawn(io, std::move(work), asio::use_future).get(); }
  template <class F>
  auto call(F f) { return asio::post(io, asio::use_future(std::move(f))).get(); }
  asio::io_context io;
 private:
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::thread thread_;
};

// Answers 200 with method, path, query, peer and body as text.
asio::awaitable<http::Answer> echo(http::Request request);

class TestServer {
 public:
  explicit TestServer(http::ServerOptions options = {}, http::Handler handler = echo);
  ~TestServer();
  std::uint16_t port() const { return port_; }
  http::ServerStats stats();
  void stop(std::chrono::milliseconds grace);
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  IoThread thread;
 private:
  std::optional<http::Server> server_;
  std::uint16_t port_ = 0;
};

// A blocking connection; reads give up after ten seconds.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  void send(std::string_view bytes);
  std::string read_some();            // "" at the end of the stream or when it was reset
  std::string read_until(std::string_view mark);
  std::string read_all();             // until the server closes
  std::string read_response();        // head and body of one answer with Content-Length; the rest stays for the next call
  bool closed_by_server();            // waits for it
  void half_close();
  void close() { socket_.close(); }
 private:
  asio::io_context io_;
  asio::ip::tcp::socket socket_;
  std::string unread_;
};

int status_of(std::string_view response);
std::string body_of(const std::string& response);
// Waits, up to ten seconds, until it holds.
bool eventually(const std::function<bool()>& holds);

}  // namespace http_test
