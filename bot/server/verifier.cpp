// See verifier.hpp.
#include "bot/server/verifier.hpp"

namespace server {

namespace {

Route route_of(const VerifierFile& file) {
  const auto show = [content = file.content](http::Request, std::string) -> Reply {
    http::Response response;
    response.content_type = "text/html; charset=utf-8";
    response.body = content;
    co_return response;
  };
  return {"GET", "/" + file.name, show};
}

}  // namespace

std::vector<Route> verifier_routes(const std::vector<VerifierFile>& files) {
  std::vector<Route> routes;
  for (const auto& file : files) routes.push_back(route_of(file));
  return routes;
}

}  // namespace server
