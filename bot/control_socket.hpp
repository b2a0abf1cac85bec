// The server's own door for commands of this machine: a Unix socket in the data folder, one JSON line in, one JSON line out. Only the
// user who runs the server may use it (mode 0600).
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace app {

// Answers on a thread of its own, one request after the other, so that an answer may wait for the database.
class ControlServer {
 public:
  using Handler = std::function<nlohmann::json(const nlohmann::json& request)>;  // must not throw
  // Takes the place of what a dead server left: call it only while holding the database. Throws std::runtime_error (one sentence).
  ControlServer(const std::string& folder, Handler handler);
  ~ControlServer();                                                             // ends what is being answered, then the thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Asks the server of this data folder; nothing if none is running. Throws std::runtime_error if it is there but does not answer.
std::optional<nlohmann::json> ask_server(const std::string& folder, const nlohmann::json& request);

}  // namespace app
