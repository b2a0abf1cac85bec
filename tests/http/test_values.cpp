// The pure parts: header look-up, refusals, targets, proxies, addresses, answers as bytes.
#include <boost/asio/ip/address.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/http/exchange_request.hpp"
#include "adapters/http/forwarded.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/response_writer.hpp"
#include "adapters/http/target.hpp"

namespace http = adapters::http;

TEST_CASE("a header is found whatever its case, the first of several") {
  const http::Headers headers{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  CHECK(http::find_header(headers, "x-a") == "1");
  CHECK(http::find_header(headers, "CONTENT-TYPE") == "text/plain");
  CHECK(http::find_header(headers, "missing").empty());
}

TEST_CASE("a refusal is one JSON line, whatever the sentence holds") {
  const auto response = http::error_response(404, "no \"such\"\n\xff page");
  CHECK(response.status == 404);
  CHECK(response.body.back() == '\n');
  CHECK(std::count(response.body.begin(), response.body.end(), '\n') == 1);
  CHECK(nlohmann::json::parse(response.body).at("error").get<std::string>().starts_with("no \"such\"\n"));
}

TEST_CASE("targets") {
  struct Row { const char* target; bool good; const char* path; std::map<std::string, std::string> query; };
  const Row rows[] = {
      {"/", true, "/", {}},
      {"/a%20b/%C4%91", true, "/a b/\xC4\x91", {}},
      {"/a+b", true, "/a+b", {}},
      {"/q?a=1&b=x+y%26&a=2&flag&&=v", true, "/q", {{"a", "1"}, {"b", "x y&"}, {"flag", ""}, {"", "v"}}},
      {"/q?", true, "/q", {}},
      {"http://host:80/p?x=1", true, "/p", {{"x", "1"}}},
      {"HTTP://host", true, "/", {}},
      {"http://host?x=1", true, "/", {{"x", "1"}}},
      {"/p#fragment", true, "/p", {}},
      {"*", true, "*", {}},
      {"/%zz", false, "", {}},
      {"/%4", false, "", {}},
      {"/a%00b", false, "", {}},
      {"/q?a=%", false, "", {}},
      {"/q?%g1=a", false, "", {}},
      {"host:443", false, "", {}},
      {"path", false, "", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.target);
    http::Request request;
    REQUIRE(http::read_target(row.target, request) == row.good);
    if (!row.good) continue;
    CHECK(request.path == row.path);
    CHECK(request.query == row.query);
  }
}

TEST_CASE("only configured proxies are believed about the client's address") {
  const http::TrustedProxies proxies({"10.0.0.0/8", "192.0.2.7", "fd00::/12", "2001:db8::1"});
  struct Row { const char* peer; http::Headers headers; const char* client; };
  const Row rows[] = {
      {"198.51.100.9", {{"X-Forwarded-For", "1.1.1.1"}}, "198.51.100.9"},
      {"10.1.2.3", {{"X-Forwarded-For", "1.1.1.1"}}, "1.1.1.1"},
      {"11.1.2.3", {{"X-Forwarded-For", "1.1.1.1"}}, "11.1.2.3"},
      {"10.1.2.3", {}, "10.1.2.3"},
      {"10.1.2.3", {{"X-Forwarded-For", "6.6.6.6, 2.2.2.2, 10.9.9.9"}}, "2.2.2.2"},
      {"10.1.2.3", {{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "2.2.2.2"}}, "2.2.2.2"},
      {"10.1.2.3", {{"X-Forwarded-For", "10.0.0.1"}}, "10.0.0.1"},
      {"10.1.2.3", {{"X-Forwarded-For", "1.1.1.1, nonsense"}}, "10.1.2.3"},
      {"192.0.2.7", {{"Forwarded", "for=1.1.1.1;proto=https"}}, "1.1.1.1"},
      {"192.0.2.8", {{"Forwarded", "for=1.1.1.1"}}, "192.0.2.8"},
      {"fd0f::2", {{"forwarded", "For=\"[2001:db8:cafe::17]:4711\""}}, "2001:db8:cafe::17"},
      {"fe00::2", {{"Forwarded", "for=1.1.1.1"}}, "fe00::2"},
      {"2001:db8::1", {{"Forwarded", "for=6.6.6.6, for=\"1.1.1.1:80\""}}, "1.1.1.1"},
      {"2001:db8::1", {{"Forwarded", "for=1.1.1.1, for=unknown"}}, "2001:db8::1"},
      {"10.1.2.3", {{"Forwarded", "for=6.6.6.6"}, {"X-Forwarded-For", "1.1.1.1"}}, "10.1.2.3"},
      {"10.1.2.3", {{"Forwarded", "for=1.1.1.1"}, {"X-Forwarded-For", "1.1.1.1"}}, "1.1.1.1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.peer, row.client);
    CHECK(proxies.client_of(boost::asio::ip::make_address(row.peer), row.headers) == row.client);
  }
  CHECK(proxies.contains(http::plain_address(boost::asio::ip::make_address("::ffff:10.1.2.3"))));
  for (const char* wrong : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::1/129", "proxy.example", ""}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(http::TrustedProxies({wrong}), std::runtime_error);
  }
}

TEST_CASE("answers as bytes") {
  http::Response response;
  response.body = "{}";
  response.headers = {{"X-A", "1"}, {"Content-Length", "999"}, {"connection", "upgrade"}};
  std::string out;
  REQUIRE(http::append_response(response, {}, out));
  CHECK(out.starts_with("HTTP/1.1 200 OK\r\nDate: "));
  CHECK(out.find("\r\nX-A: 1\r\n") != std::string::npos);
  CHECK(out.find("999") == std::string::npos);
  CHECK(out.find("upgrade") == std::string::npos);
  CHECK(out.find("Content-Length: 2\r\n") != std::string::npos);
  CHECK(out.ends_with("\r\n\r\n{}"));

  response.status = 204;
  out.clear();
  REQUIRE(http::append_response(response, {}, out));
  CHECK(out.starts_with("HTTP/1.1 204 No Content\r\n"));
  CHECK(out.find("Content-") == std::string::npos);
  CHECK(out.ends_with("\r\n\r\n"));

  for (const auto& [name, value] : http::Headers{{"X", "a\r\nSet-Cookie: b"}, {"X\nY", "a"}, {"", "a"}, {"X", std::string("a\0", 2)}}) {
    response.headers = {{name, value}};
    out.clear();
    CHECK_FALSE(http::append_response(response, {}, out));
    CHECK(out.empty());
  }
}

TEST_CASE("addresses of platforms") {
  struct Row { const char* url; bool good; bool tls; const char* host; const char* port; const char* host_header; const char* target; };
  const Row rows[] = {
      {"https://openapi.zalo.me/v3.0/oa?x=%20a", true, true, "openapi.zalo.me", "443", "openapi.zalo.me", "/v3.0/oa?x=%20a"},
      {"http://127.0.0.1:8080", true, false, "127.0.0.1", "8080", "127.0.0.1:8080", "/"},
      {"http://[::1]:8080/a", true, false, "::1", "8080", "[::1]:8080", "/a"},
      {"https://h?x=1", true, true, "h", "443", "h", "/?x=1"},
      {"ftp://h/a", false, false, "", "", "", ""},
      {"/relative", false, false, "", "", "", ""},
      {"http://user:secret@h/", false, false, "", "", "", ""},
      {"http://h:99999/", false, false, "", "", "", ""},
      {"http://h:0/", false, false, "", "", "", ""},
      {"http://h:/x", true, false, "h", "80", "h:80", "/x"},
      {"http://h/a b", false, false, "", "", "", ""},
      {"", false, false, "", "", "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.url);
    const auto destination = http::parse_url(row.url);
    REQUIRE(destination.has_value() == row.good);
    if (!row.good) continue;
    CHECK(destination->tls == row.tls);
    CHECK(destination->host == row.host);
    CHECK(destination->port == row.port);
    CHECK(destination->host_header == row.host_header);
    CHECK(destination->target == row.target);
  }
}

TEST_CASE("a request that would break the message is not written at all") {
  const auto destination = http::parse_url("http://h/");
  http::ClientRequest request;
  request.headers = {{"X", "a\r\nY: b"}};
  CHECK_FALSE(http::serialize(request, *destination));
  request.headers.clear();
  request.method = "GET / HTTP/1.1\r\nX";
  CHECK_FALSE(http::serialize(request, *destination));
}
