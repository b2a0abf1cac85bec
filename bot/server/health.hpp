// /healthz: the process turns; /readyz: it can take traffic (the database answers, the server is not stopping).
#pragma once

#include "bot/server/router.hpp"
#include "storage/database.hpp"

namespace server {

class Health {
 public:
  explicit Health(storage::Database& database) : database_(database) {}
  std::vector<Route> routes();
  void stopping() { stopping_ = true; }

 private:
  Reply ready();
  storage::Database& database_;
  bool stopping_ = false;
};

}  // namespace server
