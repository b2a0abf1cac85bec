// See control_socket.hpp. The socket is named through a handle of its folder: the path of a Unix socket may hold 107 octets only.
#include "bot/control_socket.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio.hpp>
#include <chrono>
#include <iostream>
#include <thread>

namespace app {

namespace asio = boost::asio;
using asio::local::stream_protocol;

namespace {

constexpr const char* socket_name = "control.sock";
constexpr std::size_t longest_request = 32 * 1024 * 1024;  // a directive's text travels in one line
constexpr auto request_time = std::chrono::seconds(30);
constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

// The folder, held open: its files have short names below path().
class Folder {
 public:
  explicit Folder(const std::string& folder) : handle_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}
  ~Folder() { if (handle_ >= 0) ::close(handle_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(handle_) + "/" + socket_name; }
  bool is_open() const { return handle_ >= 0; }

 private:
  int handle_;
};

std::string one_line(const nlohmann::json& json) { return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n"; }

}  // namespace

struct ControlServer::Impl {
  Impl(const std::string& path, Handler handle) : folder(path), handler(std::move(handle)) {
    boost::system::error_code error;
    ::unlink(folder.path().c_str());
    acceptor.open(stream_protocol(), error);
    if (!error) acceptor.bind(folder.path(), error);
    if (!error && ::chmod(folder.path().c_str(), S_IRUSR | S_IWUSR) != 0) error.assign(errno, boost::system::system_category());
    if (!error) acceptor.listen(16, error);  // nobody gets in before the mode is set
    if (error) throw std::runtime_error("The control socket in " + path + " cannot be made: " + error.message() + ".");
    asio::co_spawn(io, accept(), asio::detached);
    thread = std::thread([this] { io.run(); });
  }

  ~Impl() {
    io.stop();
    thread.join();
    ::unlink(folder.path().c_str());
  }

  asio::awaitable<void> accept() {
    while (true) {
      auto [error, socket] = co_await acceptor.async_accept(as_tuple);
      if (error) {
        asio::steady_timer pause(io, std::chrono::milliseconds(100));  // no handles left: wait for better times
        co_await pause.async_wait(as_tuple);
        continue;
      }
      auto peer = std::make_shared<stream_protocol::socket>(std::move(socket));
      asio::co_spawn(io, serve(std::move(peer)), asio::detached);
    }
  }

  asio::awaitable<void> serve(std::shared_ptr<stream_protocol::socket> peer) {
    auto& socket = *peer;
    std::string buffer;
    asio::steady_timer deadline(io, request_time);
    deadline.async_wait([peer](boost::system::error_code error) { if (!error) peer->close(); });
    const auto incoming = asio::dynamic_buffer(buffer, longest_request);
    auto [read_error, size] = co_await asio::async_read_until(socket, incoming, '\n', as_tuple);
    deadline.cancel();
    if (read_error) co_return;
    const auto request = nlohmann::json::parse(buffer.substr(0, size), nullptr, false);
    const nlohmann::json broken = {{"error", "The request is not one JSON object in one line."}, {"status", 2}};
    const auto answer = one_line(request.is_object() ? handler(request) : broken);
    co_await asio::async_write(socket, asio::buffer(answer), as_tuple);
  }

  asio::io_context io{1};
  Folder folder;
  Handler handler;
  stream_protocol::acceptor acceptor{io};
  std::thread thread;
};

ControlServer::ControlServer(const std::string& folder, Handler handler) : impl_(std::make_unique<Impl>(folder, std::move(handler))) {}
ControlServer::~ControlServer() = default;

std::optional<nlohmann::json> ask_server(const std::string& folder, const nlohmann::json& request) {
  Folder place(folder);
  asio::io_context io;
  stream_protocol::socket socket(io);
  boost::system::error_code error;
  if (!place.is_open()) return std::nullopt;
  socket.connect(place.path(), error);
  if (error == asio::error::connection_refused || error == boost::system::errc::no_such_file_or_directory) return std::nullopt;
  if (error) throw std::runtime_error("The server of " + folder + " cannot be asked: " + error.message() + ".");

  std::string answer;
  asio::write(socket, asio::buffer(one_line(request)), error);
  if (!error) asio::read_until(socket, asio::dynamic_buffer(answer), '\n', error);
  const auto json = nlohmann::json::parse(answer, nullptr, false);
  if (error || !json.is_object()) throw std::runtime_error("The server of " + folder + " ended before it answered; look into its log.");
  return json;
}

}  // namespace app
