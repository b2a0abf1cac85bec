// Raw requests in, statuses out; limits at the byte; keep-alive, pipelines, HEAD, Expect.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "fixture.hpp"

using namespace http_test;

namespace {

std::string repeat(std::size_t count, char c = 'a') { return std::string(count, c); }

// A GET whose header has exactly this many bytes.
std::string header_of(std::size_t bytes) {
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX: ", end = "\r\n\r\n";
  return start + repeat(bytes - start.size() - end.size()) + end;
}

std::string post(std::size_t bytes) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" + repeat(bytes);
}

std::string chunked(std::initializer_list<std::string_view> lines) {
  std::string text = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto line : lines) text.append(line).append("\r\n");
  return text;
}

http::ServerOptions small_limits() {
  http::ServerOptions options;
  options.header_limit = 1000;
  options.body_limit = 2000;
  return options;
}

}  // namespace

TEST_CASE("raw requests and what they get") {
  struct Row { std::string name, request; int status; };
  const std::vector<Row> rows = {
      {"plain", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 200},
      {"old", "GET / HTTP/1.0\r\n\r\n", 200},
      {"empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 200},
      {"unknown method is the handler's", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 200},
      {"options *", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 200},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n", 400},
      {"not HTTP", "hello there\r\n\r\n", 400},
      {"TLS on a plain port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400},
      {"future version", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400},
      {"broken field", "GET / HTTP/1.1\r\nHost h\r\n\r\n", 400},
      {"space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400},
      {"bare line feed", "GET / HTTP/1.1\nHost: h\n\n", 400},
      {"broken escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"broken escape in the query", "GET /?a=%4 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"authority form", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"negative length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", 400},
      {"length is no number", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n", 400},
      {"two lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400},
      {"length and chunks", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunks and length", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"gzip", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"gzip, chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"chunks", chunked({"5", "hello", "0", ""}), 200},
      {"no chunk at all", chunked({"0", ""}), 200},
      {"trailer", chunked({"5;name=value", "hello", "0", "X-Later: 1", ""}), 200},
      {"broken chunk size", chunked({"5z", "hello", "0", ""}), 400},
      {"chunk longer than it says", chunked({"5", "hello!", "0", ""}), 400},
      {"endless chunk extension", chunked({}) + "5;" + repeat(5000), 400},
      {"other expectation", "POST / HTTP/1.1\r\nHost: h\r\nExpect: magic\r\nContent-Length: 1\r\n\r\na", 417},
      {"header at the limit", header_of(1000), 200},
      {"header above the limit", header_of(1001), 431},
      {"header far above", header_of(100'000), 431},
      {"request line above the limit", "GET /" + repeat(2000) + " HTTP/1.1\r\nHost: h\r\n\r\n", 431},
      {"endless request line", "GET /" + repeat(5000), 431},
      {"body at the limit", post(2000), 200},
      {"body above the limit", post(2001), 413},
      {"body far above", post(500'000), 413},
      {"length far above the limit", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n", 413},
      {"chunks at the limit", chunked({"3e8", repeat(1000), "3e8", repeat(1000), "0", ""}), 200},
      {"chunks above the limit", chunked({"3e8", repeat(1000), "3e9", repeat(1001), "0", ""}), 413},
  };
  TestServer server(small_limits());
  for (const auto& row : rows) {
    CAPTURE(row.name);
    RawClient client(server.port());
    client.send(row.request);
    const auto response = client.read_response();
    CHECK(status_of(response) == row.status);
    if (row.status == 200) continue;
    const auto body = body_of(response);
    CHECK(nlohmann::json::parse(body, nullptr, false).value("error", "") != "");
    CHECK(body.find('\n') == body.size() - 1);
    CHECK(response.find("Connection: close\r\n") != std::string::npos);
    CHECK(client.closed_by_server());
  }
}

TEST_CASE("a request is understood the same however it is cut") {
  TestServer server(small_limits());
  for (const auto& request : {post(40), chunked({"5", "hello", "3;x=y", "you", "0", "X: 1", ""}), header_of(300), chunked({"0", ""})}) {
    std::string whole;
    for (const std::size_t piece : {request.size(), std::size_t{1}, std::size_t{7}}) {
      RawClient client(server.port());
      for (std::size_t at = 0; at < request.size(); at += piece) {
        client.send(std::string_view(request).substr(at, piece));
        std::this_thread::sleep_for(200us);  // so that pieces arrive as pieces; nothing depends on it
      }
      const auto body = body_of(client.read_response());
      if (whole.empty()) whole = body;
      CHECK(body == whole);
    }
  }
}

TEST_CASE("path, query, body and peer reach the handler") {
  TestServer server;
  RawClient client(server.port());
  client.send("POST /a%20b?x=1&y=a+b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(body_of(client.read_response()) == "POST /a b x=1 y=a b from 127.0.0.1: abc");
}

TEST_CASE("a forwarded address counts when it comes from a configured proxy") {
  http::ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  TestServer server(options);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.5\r\n\r\n");
  CHECK(body_of(client.read_response()) == "GET / from 203.0.113.5: ");
}

TEST_CASE("a connection serves many requests, also those sent at once, in order") {
  TestServer server;
  RawClient client(server.port());
  std::string pipeline;
  for (int i = 0; i < 200; ++i) pipeline += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok";
  client.send(pipeline);
  for (int i = 0; i < 200; ++i) {
    CHECK(body_of(client.read_response()) == "POST /" + std::to_string(i) + " from 127.0.0.1: ok");
  }
  client.send("GET /after HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(body_of(client.read_response()) == "GET /after from 127.0.0.1: ");
  const auto stats = server.stats();
  CHECK(stats.connections == 1);
  CHECK(stats.requests == 201);
}

TEST_CASE("the connection ends when either side asks for it") {
  TestServer server;
  for (const char* request : {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(request);
    const auto response = client.read_all();
    CHECK(status_of(response) == 200);
    CHECK(response.find("Connection: close\r\n") != std::string::npos);
  }
  RawClient old(server.port());
  old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(old.read_response().find("Connection: keep-alive\r\n") != std::string::npos);
  old.send("GET /again HTTP/1.0\r\n\r\n");
  CHECK(body_of(old.read_all()) == "GET /again from 127.0.0.1: ");
}

TEST_CASE("a client that has ended its side still gets its answer") {
  TestServer server;
  RawClient client(server.port());
  client.send("GET /last HTTP/1.1\r\nHost: h\r\n\r\n");
  client.half_close();
  CHECK(body_of(client.read_all()) == "GET /last from 127.0.0.1: ");
}

TEST_CASE("HEAD is GET without the body") {
  TestServer server;
  RawClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto head = client.read_until("\r\n\r\n");
  CHECK(head.find("Content-Length: 23\r\n") != std::string::npos);
  CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a client that waits for 100 Continue is asked for the body, unless it is too large") {
  TestServer server(small_limits());
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  CHECK(body_of(client.read_response()) == "POST / from 127.0.0.1: body");

  RawClient large(server.port());
  large.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\n");
  CHECK(status_of(large.read_response()) == 413);
}

TEST_CASE("a handler that throws is a 500 that tells nothing, and the connection goes on") {
  int calls = 0;
  const auto handler = [&calls](http::Request request) -> asio::awaitable<http::Answer> {
    ++calls;
    if (request.path == "/throw") throw std::runtime_error("the secret is 42");
    http::Response response;
    if (request.path == "/split") response.headers = {{"Location", "/\r\nSet-Cookie: a=b"}};
    co_return response;
  };
  TestServer server({}, handler);
  RawClient client(server.port());
  for (const char* path : {"/throw", "/split"}) {
    client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto response = client.read_response();
    CHECK(status_of(response) == 500);
    CHECK(response.find("secret") == std::string::npos);
    CHECK(response.find("Set-Cookie") == std::string::npos);
    CHECK(body_of(response) == "{\"error\":\"internal error\"}\n");
  }
  client.send("GET /fine HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(status_of(client.read_response()) == 200);
  CHECK(calls == 3);
  CHECK(server.stats().failed == 2);
}

TEST_CASE("a large answer arrives whole") {
  const auto handler = [](http::Request) -> asio::awaitable<http::Answer> {
    http::Response response;
    response.body = std::string(3'000'000, 'x');
    co_return response;
  };
  TestServer server({}, handler);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(body_of(client.read_response()) == std::string(3'000'000, 'x'));
}
