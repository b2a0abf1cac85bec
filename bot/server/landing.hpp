// Where a short link or a QR code of a relay kit leads: a page for members that says whose bot it is and opens the chat. No login, no
// script, nothing is written: who only looks leaves no trace.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bot/engine/engine.hpp"
#include "bot/server/router.hpp"
#include "bot/union/rules.hpp"
#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace server {

class Landing {
 public:
  // What outlives it: engine, database, catalog, settings.
  Landing(const engine::Engine& engine, storage::Database& database, const templates::Catalog& catalog, const trade_union::Settings& settings,
          engine::Clock clock)
      : engine_(engine), database_(database), catalog_(catalog), settings_(settings), clock_(std::move(clock)) {}
  std::vector<Route> routes();             // /r/{code} and /r/{code}/qr.svg

 private:
  Reply page(http::Request request, std::string written);
  Reply picture(http::Request request, std::string written);
  nlohmann::json doors(const std::string& code) const;

  const engine::Engine& engine_;
  storage::Database& database_;
  const templates::Catalog& catalog_;
  const trade_union::Settings& settings_;
  engine::Clock clock_;
};

}  // namespace server
