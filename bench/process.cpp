// See process.hpp.
#include "process.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "people.hpp"

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

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

std::string program() { return (program_folder().parent_path() / "nhipcau").string(); }

// In the child: everything it says goes to the log.
[[noreturn]] void become(const std::string& log, std::vector<std::string> words) {
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(program().c_str(), arguments.data());
  ::_exit(127);
}

}  // namespace

std::string configuration(const Folder& folder, std::uint16_t port, std::uint16_t platform) {
  const auto file = folder.file("nhipcau.toml");
  std::ofstream(file) << "[server]\nport = " << port << "\n"
                      << "[storage]\ndata = \"data\"\n"
                      << "[notice]\nresponsible = \"A\"\ncontact = \"B\"\n"
                      << "[[channel]]\nname = \"facebook\"\nkind = \"facebook\"\nsends_per_second = 1000\n"
                      << "base_url = \"http://127.0.0.1:" << platform << "\"\n"
                      << "app_secret = { env = \"BENCH_SECRET\" }\nverify_token = { env = \"BENCH_SECRET\" }\n"
                      << "[[channel.account]]\nid = \"" << page << "\"\n"
                      << "access_token = { env = \"BENCH_SECRET\" }\n";
  return file;
}

Server::Server(const Folder& folder, std::uint16_t platform) : port_(free_port()), begun_(Clock::now()) {
  const auto config = configuration(folder, port_, platform);
  const auto log = folder.file("log");
  ::setenv("BENCH_SECRET", app_secret, 1);
  begun_ = Clock::now();
  child_ = ::fork();
  if (child_ == 0) become(log, {"nhipcau", "serve", "--config", config});
}

Server::~Server() {
  ::kill(child_, SIGTERM);
  ::waitpid(child_, nullptr, 0);
}

double Server::until_ready() const {
  while (!ready(port_)) {
    if (Clock::now() - begun_ > patience) return -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return std::chrono::duration<double>(Clock::now() - begun_).count();
}

double Server::mebibytes(const std::string& field) const {
  std::ifstream status("/proc/" + std::to_string(child_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(field)) return std::atof(line.c_str() + field.size()) / 1024;
  return 0;
}

Ran run_program(const Folder& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"nhipcau"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const auto log = folder.file("log"), here = folder.path().string();
  ::setenv("BENCH_SECRET", app_secret, 1);
  const auto begun = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    if (::chdir(here.c_str()) != 0) ::_exit(127);
    become(log, words);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, std::chrono::duration<double>(Clock::now() - begun).count(), static_cast<double>(used.ru_maxrss) / 1024};
}

}  // namespace bench
