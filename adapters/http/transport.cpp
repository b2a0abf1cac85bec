// TCP and TLS behind one set of operations.
#include "adapters/http/transport.hpp"

#include <sys/socket.h>

#include <boost/asio/ssl/error.hpp>
#include <stdexcept>

namespace adapters::http {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::awaitable;

Transport::Transport(Socket socket, ssl::context* tls)
    : socket_(std::move(socket)), tls_(tls ? std::make_unique<Tls>(socket_, *tls) : nullptr) {}

void Transport::prepare() {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
}

awaitable<std::tuple<error_code>> Transport::handshake(ssl::stream_base::handshake_type type) {
  return tls_->async_handshake(type, as_result);
}

awaitable<IoResult> Transport::read_some(asio::mutable_buffer buffer) {
  return tls_ ? tls_->async_read_some(buffer, as_result) : socket_.async_read_some(buffer, as_result);
}

std::size_t Transport::write_now(std::string_view bytes, error_code& error) {
  if (tls_) return 0;
  const auto written = socket_.write_some(asio::buffer(bytes), error);
  if (error == asio::error::would_block || error == asio::error::try_again) error = {};
  return written;
}

awaitable<IoResult> Transport::write_some(std::string_view bytes) {
  const auto buffer = asio::buffer(bytes);
  return tls_ ? tls_->async_write_some(buffer, as_result) : socket_.async_write_some(buffer, as_result);
}

awaitable<void> Transport::say_goodbye() {
  if (tls_) co_await tls_->async_shutdown(as_result);
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

bool Transport::quiet() {
  char byte;
  const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void Transport::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Transport::close() {
  error_code ignored;
  socket_.close(ignored);
}

ssl::context server_tls(const std::string& certificate_file, const std::string& key_file) {
  ssl::context context(ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_options(ssl::context::default_workarounds | ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION);
  error_code error;
  context.use_certificate_chain_file(certificate_file, error);
  if (error) throw std::runtime_error("the TLS certificate " + certificate_file + " cannot be read: " + error.message());
  context.use_private_key_file(key_file, ssl::context::pem, error);
  if (error) throw std::runtime_error("the TLS key " + key_file + " cannot be used: " + error.message());
  if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
    throw std::runtime_error("the TLS key " + key_file + " does not belong to the certificate " + certificate_file);
  }
  return context;
}

ssl::context client_tls(const std::string& ca_file) {
  ssl::context context(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(ssl::verify_peer);
  context.set_default_verify_paths();
  error_code error;
  if (!ca_file.empty()) context.load_verify_file(ca_file, error);
  if (error) throw std::runtime_error("the trust anchors in " + ca_file + " cannot be read: " + error.message());
  return context;
}

}  // namespace adapters::http
