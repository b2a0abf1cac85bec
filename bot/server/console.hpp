// The officers' console: read-only pages made on the server, no script. One gets in with an API token, and sees its
// unit's subtree.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "bot/engine/engine.hpp"
#include "bot/server/router.hpp"
#include "bot/server/sessions.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace server {

struct ConsoleSettings {
  engine::Clock clock;
  const engine::Engine& engine;            // both outlive the console
  const trade_union::Settings& people;
  std::optional<std::int64_t> open_scope;  // shown to anybody (demo)
  bool secure_cookies = false;
};

// What a page is made from, on a storage thread.
struct Visit {
  http::Request request;
  std::string parameter;                   // the id in the path
  std::int64_t scope = 0;
  bool demo = false;                       // let in by open_scope
  std::string today;
  std::int64_t now = 0;
};

class Console {
 public:
  Console(storage::Database& database, const templates::Catalog& catalog, ConsoleSettings settings)
      : database_(database), catalog_(catalog), settings_(std::move(settings)), sessions_(settings_.secure_cookies) {}
  std::vector<Route> routes();

 private:
  using Page = std::function<http::Response(storage::Session& session, const Visit& visit)>;
  Route page(std::string pattern, Page make);
  Reply show(http::Request request, std::string parameter, Page make);
  Reply sign_in(http::Request request);
  Reply sign_out(http::Request request);
  Reply login_form(bool refused);

  http::Response start_page(storage::Session& session, const Visit& visit) const;
  http::Response directive_page(storage::Session& session, const Visit& visit) const;
  http::Response relay_page(storage::Session& session, const Visit& visit) const;
  http::Response channels_page(storage::Session& session, const Visit& visit) const;
  http::Response render(storage::Session& session, const Visit& visit, const char* name, nlohmann::json fields) const;

  storage::Database& database_;
  const templates::Catalog& catalog_;
  ConsoleSettings settings_;
  Sessions sessions_;
};

}  // namespace server
