// Paths to handlers, as a table.
#include "bot/server/router.hpp"

#include <catch2/catch.hpp>

using namespace server;

namespace {

Router sample() {
  return Router({{"GET", "/", {}},
                 {"GET", "/things", {}},
                 {"POST", "/things", {}},
                 {"GET", "/things/{id}", {}},
                 {"GET", "/things/{id}/parts", {}}});
}

// "GET /things/{id} 7", "405 GET, POST" or "404".
std::string outcome(const Router& router, std::string_view method, std::string_view path) {
  const auto match = router.find(method, path);
  if (const auto* wrong = std::get_if<WrongMethod>(&match)) return "405 " + wrong->allow;
  const auto* found = std::get_if<Found>(&match);
  if (found == nullptr) return "404";
  return found->route->method + " " + found->route->pattern + (found->parameter.empty() ? "" : " " + found->parameter);
}

}  // namespace

TEST_CASE("a path finds its handler, its parameter, or the reason why not") {
  const auto router = sample();
  struct Row { const char *method, *path, *expected; };
  const auto row = GENERATE(values<Row>({
      {"GET", "/", "GET /"},
      {"GET", "/things", "GET /things"},
      {"POST", "/things", "POST /things"},
      {"DELETE", "/things", "405 GET, POST"},
      {"POST", "/", "405 GET"},
      {"GET", "/things/7", "GET /things/{id} 7"},
      {"GET", "/things/a b", "GET /things/{id} a b"},
      {"GET", "/things/", "404"},
      {"GET", "/things/7/", "404"},
      {"GET", "/things/7/8", "404"},
      {"GET", "/things/7/parts", "GET /things/{id}/parts 7"},
      {"GET", "/things//parts", "404"},
      {"GET", "/thing", "404"},
      {"GET", "", "404"},
      {"GET", "//", "404"},
  }));
  CAPTURE(row.method, row.path);
  CHECK(outcome(router, row.method, row.path) == row.expected);
}
