// Which handler answers a path: a table of routes, looked through from the top.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/message.hpp"

namespace server {

namespace http = adapters::http;
using Reply = boost::asio::awaitable<http::Response>;

// A handler gets the request and the part of the path that stood in for "{…}" ("" if the pattern has none).
using Handle = std::function<Reply(http::Request request, std::string parameter)>;

struct Route {
  std::string method;   // "GET"
  std::string pattern;  // "/api/v1/directives/{id}": at most one {…}, which is a whole, non-empty segment
  Handle handle;
};

struct Found { const Route* route = nullptr; std::string parameter; };
struct NotFound {};
struct WrongMethod { std::string allow; };  // "GET, POST"
using Match = std::variant<NotFound, WrongMethod, Found>;

class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}
  // The first route that fits. The routes live as long as the router.
  Match find(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace server
