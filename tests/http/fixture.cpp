// The test server and the blocking socket.
#include "fixture.hpp"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace http_test {

using asio::ip::tcp;

asio::awaitable<http::Answer> echo(http::Request request) {
  http::Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) response.body += " " + name + "=" + value;
  response.body += " from " + request.peer + ": " + request.body;
  co_return response;
}

TestServer::TestServer(http::ServerOptions options, http::Handler handler) {
  port_ = thread.call([&] {
    server_.emplace(thread.io, std::move(options), std::move(handler));
    return server_->port();
  });
}

TestServer::~TestServer() {
  thread.call([&] {
    server_.reset();
    return 0;
  });
}

http::ServerStats TestServer::stats() {
  return thread.call([&] { return server_->stats(); });
}

void TestServer::stop(std::chrono::milliseconds grace) { thread.await(server_->stop(grace)); }

RawClient::RawClient(std::uint16_t port) : socket_(io_) {
  socket_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
  const timeval limit{10, 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

void RawClient::send(std::string_view bytes) {
  boost::system::error_code ignored;  // the server may have closed already; what it answered tells
  asio::write(socket_, asio::buffer(bytes), ignored);
}

std::string RawClient::read_some() {
  char buffer[4096];
  const auto count = ::recv(socket_.native_handle(), buffer, sizeof buffer, 0);
  return count > 0 ? std::string(buffer, static_cast<std::size_t>(count)) : std::string();
}

std::string RawClient::read_until(std::string_view mark) {
  while (unread_.find(mark) == std::string::npos) {
    const auto more = read_some();
    if (more.empty()) return std::exchange(unread_, {});
    unread_ += more;
  }
  const auto end = unread_.find(mark) + mark.size();
  const auto part = unread_.substr(0, end);
  unread_.erase(0, end);
  return part;
}

std::string RawClient::read_all() {
  for (auto more = read_some(); !more.empty(); more = read_some()) unread_ += more;
  return std::exchange(unread_, {});
}

std::string RawClient::read_response() {
  auto response = read_until("\r\n\r\n");
  const auto field = response.find("Content-Length: ");
  if (field == std::string::npos) return response;
  const auto wanted = response.size() + std::stoul(response.substr(field + 16));
  while (response.size() + unread_.size() < wanted) {
    const auto more = read_some();
    if (more.empty()) break;
    unread_ += more;
  }
  const auto missing = std::min(wanted - response.size(), unread_.size());
  response += unread_.substr(0, missing);
  unread_.erase(0, missing);
  return response;
}

bool RawClient::closed_by_server() {
  char byte;
  const auto count = ::recv(socket_.native_handle(), &byte, 1, 0);
  return count == 0 || (count < 0 && errno == ECONNRESET);
}

void RawClient::half_close() { socket_.shutdown(tcp::socket::shutdown_send); }

int status_of(std::string_view response) {
  return response.size() > 12 && response.substr(0, 7) == "HTTP/1." ? std::stoi(std::string(response.substr(9, 3))) : 0;
}

std::string body_of(const std::string& response) {
  const auto end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < until) {
    if (holds()) return true;
    std::this_thread::sleep_for(2ms);
  }
  return false;
}

}  // namespace http_test
