#include "bot/server/health.hpp"

#include "bot/server/answers.hpp"
#include "storage/api_tokens.hpp"
#include "storage/await.hpp"

namespace server {
namespace {

Reply alive(http::Request, std::string) { co_return json_response(200, R"({"status":"alive"})"); }

// Any look-up that touches a table will do.
auto ping(storage::Database& database) {
  return storage::async_read(
      database, [](storage::Session& session) { return storage::find_api_token(session, "").has_value(); });
}

}  // namespace

std::vector<Route> Health::routes() {
  return {{"GET", "/healthz", alive}, {"GET", "/readyz", [this](http::Request, std::string) { return ready(); }}};
}

Reply Health::ready() {
  if (stopping_) co_return http::error_response(503, "the server is stopping");
  co_await ping(database_);
  co_return json_response(200, R"({"status":"ready"})");
}

}  // namespace server
