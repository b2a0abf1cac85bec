// Where an administrator comes back to after consenting on the platform's page (/connect/{channel}?code=…&state=…): keeps what was
// brought until the command that waits for it fetches it. Nothing but an expected, unguessable state is taken.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bot/server/router.hpp"
#include "templates/catalog.hpp"

namespace server {

using Brought = std::map<std::string, std::string>;        // the parameters of the address the administrator came to

// Any thread.
class ConsentDesk {
 public:
  // From now until `until` (UTC ms) somebody with this state is expected at /connect/{channel}.
  void expect(const std::string& channel, const std::string& state, std::int64_t until);
  // Somebody came. False: the state is not expected there (any more, or again). Compared in constant time.
  bool arrive(const std::string& channel, const Brought& brought, std::int64_t now);
  // What came with this state, once; nothing yet, or not expected.
  std::optional<Brought> fetch(const std::string& state);

 private:
  struct Waiting { std::string channel, state; std::int64_t until = 0; std::optional<Brought> brought{}; };
  std::mutex mutex_;
  std::vector<Waiting> waiting_;
};

// GET /connect/{channel}: a short page that says whether the consent arrived.
std::vector<Route> connect_routes(std::shared_ptr<ConsentDesk> desk, const templates::Catalog& catalog, std::function<std::int64_t()> clock);
// Are both secrets the same? Takes the same time wherever they differ.
bool same_secret(const std::string& one, const std::string& other);

}  // namespace server
