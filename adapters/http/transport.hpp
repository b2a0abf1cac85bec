// A byte stream over TCP or TLS whose failures are values: the server's connections and the client's exchanges use it.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <string>
#include <tuple>

namespace adapters::http {

using boost::system::error_code;
using IoResult = std::tuple<error_code, std::size_t>;
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

class Transport {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using Tls = boost::asio::ssl::stream<Socket&>;

  Transport(Socket socket, boost::asio::ssl::context* tls);  // null: plain TCP
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  Socket& socket() { return socket_; }
  Tls* tls() { return tls_.get(); }

  void prepare();                                              // once connected: no delay, write_now never waits
  boost::asio::awaitable<std::tuple<error_code>> handshake(boost::asio::ssl::stream_base::handshake_type type);
  boost::asio::awaitable<IoResult> read_some(boost::asio::mutable_buffer buffer);
  // What goes out at once without waiting (nothing over TLS); 0 and no error: wait with write_some.
  std::size_t write_now(std::string_view bytes, error_code& error);
  boost::asio::awaitable<IoResult> write_some(std::string_view bytes);
  boost::asio::awaitable<void> say_goodbye();                  // ends our direction, with TLS's own farewell
  bool quiet();                                                // open, and nothing came unasked: fit to be used
  void cancel();                                               // waiting operations end with operation_aborted
  void close();

 private:
  Socket socket_;
  std::unique_ptr<Tls> tls_;  // refers to socket_
};

// Server contexts throw std::runtime_error with one sentence when the files cannot be used. TLS 1.2 and newer.
boost::asio::ssl::context server_tls(const std::string& certificate_file, const std::string& key_file);
// System trust anchors and those of ca_file ("" for none).
boost::asio::ssl::context client_tls(const std::string& ca_file);

}  // namespace adapters::http
