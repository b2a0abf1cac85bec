// The JSON API under /api/v1: what upper levels and other programs read, and how a directive enters. One request is one
// database job: find the token, check its right, answer within its subtree.
#pragma once

#include <functional>
#include <string>

#include "bot/engine/engine.hpp"
#include "bot/server/access.hpp"
#include "bot/server/router.hpp"
#include "storage/database.hpp"
#include "templates/catalog.hpp"

namespace server {

// What an API call is answered from, on a storage thread.
struct Ask {
  http::Request request;
  std::string parameter;  // the id in the path
  Caller caller;
  std::string today;      // "YYYY-MM-DD"
  std::int64_t now = 0;   // UTC ms
};
using Answerer = std::function<http::Response(storage::Session& session, const Ask& ask)>;

class Api {
 public:
  Api(storage::Database& database, const templates::Catalog& catalog, engine::Clock clock)
      : database_(database), catalog_(catalog), clock_(std::move(clock)) {}
  std::vector<Route> routes();

 private:
  Route route(std::string method, std::string pattern, Answerer answerer);
  Reply answer(http::Request request, std::string parameter, Answerer answerer, Right right);

  storage::Database& database_;
  const templates::Catalog& catalog_;
  engine::Clock clock_;
};

}  // namespace server
