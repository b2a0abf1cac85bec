// What the composition root adds to the server's addresses: verification files, media, consents.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "bot/server/consent_desk.hpp"
#include "bot/server/media.hpp"
#include "bot/server/router.hpp"
#include "bot/server/verifier.hpp"
#include "storage/media.hpp"

namespace {

namespace http = adapters::http;

struct Web {
  boost::asio::io_context io;  // outlives the database
  std::unique_ptr<storage::Database> database = storage::open_sqlite({":memory:"});

  // Status 0: no route.
  http::Response get(const std::vector<server::Route>& routes, const std::string& path, std::map<std::string, std::string> query = {}) {
    const server::Router router(routes);
    const auto match = router.find("GET", path);
    const auto* found = std::get_if<server::Found>(&match);
    http::Response response;
    response.status = 0;
    if (found == nullptr) return response;
    http::Request request;
    request.path = path;
    request.query = std::move(query);
    boost::asio::co_spawn(io, found->route->handle(std::move(request), found->parameter), [&](std::exception_ptr error, http::Response got) {
      REQUIRE_FALSE(error);
      response = std::move(got);
    });
    io.restart();
    io.run();
    return response;
  }
};

}  // namespace

TEST_CASE("a verification file is served under its own name only") {
  Web web;
  const auto routes = server::verifier_routes({{"zalo_verifierAb.html", "<html>x</html>"}});
  const auto answer = web.get(routes, "/zalo_verifierAb.html");
  CHECK(answer.status == 200);
  CHECK(answer.body == "<html>x</html>");
  CHECK(answer.content_type == "text/html; charset=utf-8");
  for (const auto* other : {"/zalo_verifierAc.html", "/zalo_verifierAb.html/", "/zalo_verifierAb", "/"}) CHECK(web.get(routes, other).status == 0);
}

TEST_CASE("a file is fetched by its token, and nothing else is there") {
  Web web;
  const auto [picture, paper] = web.database->write([](storage::Session& session) {
    const auto one = storage::media::add(session, "image", "the.png", "image/png", "PNG", 1);
    const auto two = storage::media::add(session, "file", "ke-hoach.pdf", "application/pdf", "PDF", 1);
    return std::pair(storage::media::label(session, one)->token, storage::media::label(session, two)->token);
  });
  const auto routes = server::media_routes(*web.database);
  const auto shown = web.get(routes, "/media/" + picture);
  CHECK(shown.status == 200);
  CHECK(shown.body == "PNG");
  CHECK(shown.content_type == "image/png");
  CHECK(http::find_header(shown.headers, "Content-Disposition").empty());
  CHECK(http::find_header(shown.headers, "Cache-Control").find("max-age") != std::string_view::npos);
  CHECK(http::find_header(web.get(routes, "/media/" + paper).headers, "Content-Disposition") == "attachment");
  for (const auto& wrong : {std::string("1"), picture + "x", std::string("%"), std::string(200, 'a'), std::string("a'b")}) CHECK(web.get(routes, "/media/" + wrong).status == 404);
  for (const auto* other : {"/media", "/media/"}) CHECK(web.get(routes, other).status == 0);
}

TEST_CASE("whoever comes back from a consent sees whether it arrived") {
  Web web;
  const templates::Catalog catalog;
  const auto desk = std::make_shared<server::ConsentDesk>();
  const auto routes = server::connect_routes(desk, catalog, [] { return std::int64_t{5}; });
  desk->expect("zalo", "s3cret", 10);
  const auto wrong = web.get(routes, "/connect/zalo", {{"state", "other"}, {"code", "c"}});
  CHECK(wrong.status == 403);
  const auto right = web.get(routes, "/connect/zalo", {{"state", "s3cret"}, {"code", "c"}});
  CHECK(right.status == 200);
  CHECK(right.body.find("Đã nhận được sự đồng ý") != std::string::npos);
  CHECK(web.get(routes, "/connect/zalo", {{"state", "s3cret"}, {"code", "c"}}).status == 403);
  CHECK(desk->fetch("s3cret").value().at("code") == "c");
}
