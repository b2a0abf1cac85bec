// HTTP/1.1 server on coroutines, one I/O thread: limits on header, body, time, connections; keep-alive; graceful stop; optional TLS.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/http/message.hpp"

namespace adapters::http {

// Where a handler of a stream writes; each write flushes. Throws boost::system::system_error when the client is gone.
class StreamWriter {
 public:
  virtual boost::asio::awaitable<void> write(std::string chunk) = 0;
 protected:
  ~StreamWriter() = default;
};
// An answer without end (server-sent events): head first, then body_writer runs until it returns, throws or the server stops.
struct StreamResponse {
  Response head;                                                          // its body is ignored
  std::function<boost::asio::awaitable<void>(StreamWriter&)> body_writer;
};
// No answer at all: the connection is reset. For stand-ins that break on demand.
struct Reset {};
using Answer = std::variant<Response, StreamResponse, Reset>;
using Handler = std::function<boost::asio::awaitable<Answer>(Request)>;   // an exception becomes 500 (503 when the handler maps it itself)

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                            // 0: a free one; port() tells
  std::size_t header_limit = 16 * 1024;              // bytes; above: 431
  std::size_t body_limit = 1024 * 1024;              // bytes; above: 413
  std::chrono::milliseconds request_timeout{10'000}; // from the first byte to the end of the body; above: 408
  std::chrono::milliseconds idle_timeout{60'000};    // between two requests; then closed silently
  std::chrono::milliseconds write_timeout{10'000};   // a client that does not read its answer is cut
  std::size_t max_connections = 2'000;               // above: 503 and closed
  std::vector<std::string> trusted_proxies;          // addresses or networks (10.0.0.0/8) whose Forwarded / X-Forwarded-For count
  std::string certificate_file, key_file;            // both set: TLS only
};

struct ServerStats {
  std::uint64_t connections = 0, open = 0, requests = 0;  // accepted so far; open now; requests handed to the handler
  std::uint64_t refused = 0;                              // answered by the server itself: 4xx, 501, 503 when full
  std::uint64_t timeouts = 0, broken = 0;                 // too slow in sending or reading; cut in the middle
  std::uint64_t failed = 0;                               // the handler threw: 500
};

class Server {
 public:
  // Binds and listens at once; throws std::runtime_error with one clear sentence (port in use, certificate unreadable).
  Server(boost::asio::io_context& io, ServerOptions options, Handler handler);
  ~Server();
  std::uint16_t port() const;
  ServerStats stats() const;
  // Stops accepting, lets requests that were begun finish, ends streams and idle connections; after grace cuts the rest.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);
 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace adapters::http
