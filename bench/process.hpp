// The program as a process of its own: a server that listens, a command that runs to its end; what they take of time and memory.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "figure.hpp"

namespace bench {

inline constexpr std::chrono::seconds patience{30};

// `nhipcau serve` on the data of this folder as a child of this process, ended with it; Messenger's stand-in listens at `platform`.
class Server {
 public:
  Server(const Folder& folder, std::uint16_t platform);
  ~Server();
  Server(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  double until_ready() const;                          // seconds since exec; negative: it never was
  double mebibytes(const std::string& field) const;    // of /proc/PID/status: "VmRSS:", "VmHWM:"

 private:
  std::uint16_t port_;
  std::chrono::steady_clock::time_point begun_;
  pid_t child_ = -1;
};

// Writes the configuration of such a server; gives its file.
std::string configuration(const Folder& folder, std::uint16_t port, std::uint16_t platform);

// Runs the program with these arguments in the folder, what it prints goes to the file `log` there.
struct Ran { int status = -1; double seconds = 0, mebibytes = 0; };  // mebibytes: resident at most
Ran run_program(const Folder& folder, const std::vector<std::string>& arguments);

}  // namespace bench
