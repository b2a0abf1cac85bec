// `nhipcau serve` as a process of its own: time from exec to ready on an empty database, and resident memory after
// 100,000 webhooks went all the way (accepted, turned, answered through a stand-in that takes every message).
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "figure.hpp"
#include "load.hpp"
#include "people.hpp"
#include "reference_server.hpp"

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t members = 5'000, webhooks = 100'000, at_once = 20'000;
constexpr int starts = 5;
constexpr std::chrono::seconds patience{30};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A port that was free a moment ago.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t length = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), length) == 0;
  if (bound) ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool ready(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  char answer[13] = {};
  const std::string request = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  const bool asked = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                     ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0;
  const auto got = asked ? ::recv(socket, answer, sizeof answer - 1, MSG_WAITALL) : 0;
  ::close(socket);
  return got > 0 && std::string(answer) == "HTTP/1.1 200";
}

std::string configuration(const bench::Folder& folder, std::uint16_t port, std::uint16_t platform) {
  const auto file = folder.file("nhipcau.toml");
  std::ofstream(file) << "[server]\nport = " << port << "\n"
                      << "[storage]\ndata = \"data\"\n"
                      << "[notice]\nresponsible = \"A\"\ncontact = \"B\"\n"
                      << "[[channel]]\nname = \"facebook\"\nkind = \"facebook\"\nsends_per_second = 1000\n"
                      << "base_url = \"http://127.0.0.1:" << platform << "\"\n"
                      << "app_secret = { env = \"BENCH_SECRET\" }\nverify_token = { env = \"BENCH_SECRET\" }\n"
                      << "[[channel.account]]\nid = \"" << bench::page << "\"\n"
                      << "access_token = { env = \"BENCH_SECRET\" }\n";
  return file;
}

// The server as a child of this process, ended with it.
class Server {
 public:
  Server(const bench::Folder& folder, std::uint16_t platform) : port_(free_port()), begun_(Clock::now()) {
    const auto program = (bench::program_folder().parent_path() / "nhipcau").string();
    const auto config = configuration(folder, port_, platform);
    const auto log = folder.file("log");
    ::setenv("BENCH_SECRET", bench::app_secret, 1);
    begun_ = Clock::now();
    child_ = ::fork();
    if (child_ != 0) return;
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execl(program.c_str(), "nhipcau", "serve", "--config", config.c_str(), nullptr);
    ::_exit(127);
  }
  ~Server() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }
  Server(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  // Seconds since exec when it first said that it is ready; negative: it never did.
  double until_ready() const {
    while (!ready(port_)) {
      if (Clock::now() - begun_ > patience) return -1;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return std::chrono::duration<double>(Clock::now() - begun_).count();
  }
  double mebibytes(const std::string& field) const {
    std::ifstream status("/proc/" + std::to_string(child_) + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with(field)) return std::atof(line.c_str() + field.size()) / 1024;
    return 0;
  }

 private:
  std::uint16_t port_;
  Clock::time_point begun_;
  pid_t child_ = -1;
};

// Takes every message as Messenger does.
boost::asio::awaitable<adapters::http::Answer> take(adapters::http::Request) {
  static std::uint64_t count = 0;
  adapters::http::Response response;
  response.body = R"({"recipient_id":"1","message_id":"m_)" + std::to_string(++count) + "\"}";
  co_return response;
}

double start_once(std::uint16_t platform) {
  const bench::Folder folder;
  return Server(folder, platform).until_ready();
}

std::int64_t waiting(storage::Database& database) {
  return database.read([](storage::Session& session) {
    return session.number("SELECT count(*) FROM inbox WHERE state = 0");
  });
}

struct Memory { double resident = 0, peak = 0, seconds = 0; bool good = false; };

Memory memory_after_webhooks(std::uint16_t platform) {
  const bench::Folder folder;
  const auto file = folder.file("data/nhipcau.db");
  std::filesystem::create_directories(folder.path() / "data");
  bench::seed_members(*storage::open_sqlite({file}), members);
  const Server server(folder, platform);
  if (server.until_ready() < 0) return {};
  const auto begun = Clock::now();
  std::uint64_t accepted = 0;
  for (std::size_t first = 0; first < webhooks; first += at_once) {
    bench::LoadPlan plan;
    plan.port = server.port();
    plan.requests = bench::vote_requests(at_once, members, first);
    plan.repeat = false;
    plan.limit = patience;
    accepted += bench::run_load(plan).with_status(200);
  }
  const auto database = storage::open_sqlite({.file = file, .server_lock = false});
  while (waiting(*database) > 0 && Clock::now() - begun < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const bool good = accepted == webhooks && waiting(*database) == 0;
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return {server.mebibytes("VmRSS:"), server.mebibytes("VmHWM:"), seconds, good};
}

}  // namespace

int main() {
  const auto platform = bench::start_server(take);
  std::vector<double> seconds;
  bool good = true;
  for (int n = 0; n < starts && good; ++n) {
    seconds.push_back(start_once(platform->port()));
    good = seconds.back() > 0;
  }
  if (!good) return std::puts("start: nhipcau serve did not get ready"), 1;
  bench::print({"start: exec to ready, empty database", bench::median(seconds) * 1e3, "ms", "", 0, "<= 500 ms"});
  const auto memory = memory_after_webhooks(platform->port());
  bench::print({"start: resident after 100,000 webhooks", memory.resident, "MiB", "", 0, "<= 64 MiB"});
  bench::print({"start: resident at most", memory.peak, "MiB", "", 0, ""});
  const double rate = static_cast<double>(webhooks) / memory.seconds;
  bench::print({"start: webhooks and their turns", rate, "a second", "", 0, ""});
  if (!memory.good) std::puts("NOT ALL WEBHOOKS WERE ACCEPTED AND TURNED");
  return memory.good ? 0 : 1;
}
