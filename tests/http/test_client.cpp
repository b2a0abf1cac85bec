// The client against servers that refuse, reset, dawdle, close and talk too much.
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <atomic>
#include <catch2/catch.hpp>

#include "fixture.hpp"

using namespace http_test;
using asio::ip::tcp;

namespace {

http::ClientRequest request_to(const std::string& url, std::string body = "{}") {
  http::ClientRequest request;
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

// A client on its own I/O thread; exchanges block the test.
struct TestClient {
  explicit TestClient(http::ClientOptions options = {}) : client(thread.io, std::move(options)) {}
  http::ClientResult exchange(http::ClientRequest request) { return thread.await(client.exchange(std::move(request))); }
  IoThread thread;
  http::Client client;
};

http::ClientOptions hasty() {
  http::ClientOptions options;
  options.deadline = 200ms;
  return options;
}

http::ClientFailure failure(const http::ClientResult& result) {
  REQUIRE(std::holds_alternative<http::ClientFailure>(result));
  return std::get<http::ClientFailure>(result);
}

http::ClientResponse response(const http::ClientResult& result) {
  if (const auto* failed = std::get_if<http::ClientFailure>(&result)) FAIL(failed->reason);
  return std::get<http::ClientResponse>(result);
}

// A listener whose connections are served by a plain function on a thread of their own, one after the other.
class RudeServer {
 public:
  explicit RudeServer(std::function<void(tcp::socket&, int)> serve) : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    port = acceptor_.local_endpoint().port();
    thread_ = std::thread([this, serve = std::move(serve)] {
      for (int number = 0;; ++number) {
        tcp::socket socket(io_);
        boost::system::error_code error;
        acceptor_.accept(socket, error);
        if (error || ending_) return;
        ++accepted;
        serve(socket, number);
      }
    });
  }
  ~RudeServer() {
    ending_ = true;
    tcp::socket wake(io_);
    boost::system::error_code ignored;
    wake.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port), ignored);
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port) + "/send"; }
  std::uint16_t port = 0;
  std::atomic<int> accepted = 0;
 private:
  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

std::string read_request(tcp::socket& socket) {
  std::string text;
  boost::system::error_code error;
  asio::read_until(socket, asio::dynamic_buffer(text), "{}", error);
  return text;
}

void reset(tcp::socket& socket) {
  socket.set_option(asio::socket_base::linger(true, 0));
  socket.close();
}

void write(tcp::socket& socket, std::string_view text) {
  boost::system::error_code ignored;
  asio::write(socket, asio::buffer(text), ignored);
}

void wait_for_end(tcp::socket& socket) {
  char bytes[1024];
  boost::system::error_code error;
  while (!error) socket.read_some(asio::buffer(bytes), error);
}

constexpr std::string_view ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

}  // namespace

TEST_CASE("an exchange carries method, path, headers and body there and the answer back") {
  const auto handler = [](http::Request request) -> asio::awaitable<http::Answer> {
    http::Response answer;
    answer.status = 429;
    answer.headers = {{"Retry-After", "7"}};
    answer.body = request.method + request.path + request.query["a"] + std::string(http::find_header(request.headers, "X-Token")) + request.body;
    co_return answer;
  };
  TestServer server({}, handler);
  TestClient client;
  auto request = request_to(server.url("/v3.0/send%20it?a=b%26c"), "hello");
  request.headers.emplace_back("X-Token", "t");
  const auto answer = response(client.exchange(request));
  CHECK(answer.status == 429);
  CHECK(answer.body == "POST/v3.0/send itb&cthello");
  CHECK(http::find_header(answer.headers, "retry-after") == "7");
  request.method = "HEAD";
  request.body.clear();
  CHECK(response(client.exchange(request)).body.empty());
  request.method = "GET";
  CHECK(response(client.exchange(request)).body == "GET/v3.0/send itb&ct");
  CHECK(server.stats().connections == 1);
}

TEST_CASE("a name is looked up") {
  TestServer server;
  TestClient client;
  CHECK(response(client.exchange(request_to("http://localhost:" + std::to_string(server.port()) + "/"))).status == 200);
  const auto failed = failure(client.exchange(request_to("http://no-such-host.invalid/")));
  CHECK_FALSE(failed.written);
  CHECK_FALSE(failed.reason.empty());
}

TEST_CASE("nothing is written when the connection is refused or the address is nonsense") {
  std::uint16_t free_port = 0;
  {
    RudeServer gone([](tcp::socket&, int) {});
    free_port = gone.port;
  }
  TestClient client;
  for (const auto& url : {"http://127.0.0.1:" + std::to_string(free_port) + "/", std::string("not an address"), std::string("http:///x")}) {
    CAPTURE(url);
    CHECK_FALSE(failure(client.exchange(request_to(url))).written);
  }
}

TEST_CASE("a request that was sent and not answered counts as written") {
  struct Row { const char* name; std::function<void(tcp::socket&, int)> serve; };
  const std::vector<Row> rows = {
      {"reset after reading", [](tcp::socket& socket, int) { read_request(socket); reset(socket); }},
      {"closed after reading", [](tcp::socket& socket, int) { read_request(socket); }},
      {"closed within the head", [](tcp::socket& socket, int) { read_request(socket); write(socket, "HTTP/1.1 200 OK\r\nCont"); }},
      {"closed within the body", [](tcp::socket& socket, int) { read_request(socket); write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"); }},
      {"never answered", [](tcp::socket& socket, int) { wait_for_end(socket); }},
      {"not HTTP", [](tcp::socket& socket, int) { read_request(socket); write(socket, "SSH-2.0-OpenSSH\r\n\r\n"); }},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    RudeServer server(row.serve);
    TestClient client(hasty());
    const auto failed = failure(client.exchange(request_to(server.url())));
    CHECK(failed.written);
    CHECK_FALSE(failed.reason.empty());
    CHECK(server.accepted == 1);
  }
}

TEST_CASE("answers of every form") {
  struct Row { const char* name; std::string_view bytes; std::string_view body; };
  const std::vector<Row> rows = {
      {"length", ok, "ok"},
      {"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok"},
      {"until the end", "HTTP/1.1 200 OK\r\n\r\nok", "ok"},
      {"after an interim answer", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok"},
      {"no body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    RudeServer server([&](tcp::socket& socket, int) { read_request(socket); write(socket, row.bytes); });
    TestClient client;
    CHECK(response(client.exchange(request_to(server.url()))).body == row.body);
  }
}

TEST_CASE("redirects are answers, not followed") {
  RudeServer server([](tcp::socket& socket, int) {
    read_request(socket);
    write(socket, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  TestClient client;
  CHECK(response(client.exchange(request_to(server.url()))).status == 302);
}

TEST_CASE("an answer above the limit is refused") {
  const auto handler = [](http::Request request) -> asio::awaitable<http::Answer> {
    http::Response answer;
    answer.body = std::string(std::stoul(request.query["size"]), 'x');
    co_return answer;
  };
  TestServer server({}, handler);
  http::ClientOptions options;
  options.response_limit = 1000;
  TestClient client(options);
  CHECK(response(client.exchange(request_to(server.url("/?size=1000")))).body.size() == 1000);
  const auto failed = failure(client.exchange(request_to(server.url("/?size=1001"))));
  CHECK(failed.written);
  CHECK(failed.reason.find("1000 bytes") != std::string::npos);
}

TEST_CASE("one connection serves one exchange after another") {
  TestServer server;
  TestClient client;
  for (int i = 0; i < 50; ++i) CHECK(response(client.exchange(request_to(server.url("/")))).status == 200);
  CHECK(server.stats().connections == 1);
}

TEST_CASE("a pooled connection that the server has closed is not used again") {
  RudeServer server([](tcp::socket& socket, int) { read_request(socket); write(socket, ok); });  // keep-alive promised, then closed
  TestClient client;
  for (int i = 0; i < 5; ++i) {
    CHECK(response(client.exchange(request_to(server.url()))).status == 200);
    REQUIRE(eventually([&] { return server.accepted == i + 1; }));
    std::this_thread::sleep_for(5ms);  // lets the end of the stream arrive
  }
  CHECK(server.accepted == 5);
}

TEST_CASE("an idle connection older than its limit is not used again") {
  TestServer server;
  http::ClientOptions options;
  options.idle_timeout = 1ms;
  TestClient client(options);
  for (int i = 0; i < 3; ++i) {
    CHECK(response(client.exchange(request_to(server.url("/")))).status == 200);
    std::this_thread::sleep_for(5ms);
  }
  CHECK(server.stats().connections == 3);
}

TEST_CASE("no more connections than the cap - who asked first is served first") {
  int at_once = 0, most = 0;
  std::string order;
  const auto handler = [&](http::Request request) -> asio::awaitable<http::Answer> {
    most = std::max(most, ++at_once);
    order += request.path.substr(1);
    asio::steady_timer timer(co_await asio::this_coro::executor, 5ms);
    co_await timer.async_wait(asio::use_awaitable);
    --at_once;
    http::Response answer;
    co_return answer;
  };
  TestServer server({}, handler);
  http::ClientOptions options;
  options.connections_per_host = 2;
  TestClient client(options);
  std::vector<std::future<http::ClientResult>> results;
  for (char c = 'a'; c <= 'j'; ++c) {
    results.push_back(asio::co_spawn(client.thread.io, client.client.exchange(request_to(server.url(std::string("/") + c))), asio::use_future));
  }
  for (auto& result : results) CHECK(response(result.get()).status == 200);
  CHECK(most == 2);
  CHECK(server.stats().connections == 2);
  for (std::size_t i = 0; i < order.size(); ++i) CHECK(std::abs(order[i] - static_cast<char>('a' + i)) <= 1);  // two at a time
}

TEST_CASE("who waits for a connection longer than the deadline has written nothing, and leaves the queue in order") {
  RudeServer server([](tcp::socket& socket, int) { wait_for_end(socket); });
  auto options = hasty();
  options.connections_per_host = 1;
  TestClient client(options);
  std::vector<std::future<http::ClientResult>> results;
  client.thread.call([&] {  // in one go on their own thread, so that a busy machine cannot let one end before the next begins
    for (int i = 0; i < 3; ++i) results.push_back(asio::co_spawn(client.thread.io, client.client.exchange(request_to(server.url())), asio::use_future));
    return 0;
  });
  int written = 0;
  for (auto& result : results) written += failure(result.get()).written;
  CHECK(written >= 1);
  CHECK(written < 3);
  CHECK(failure(client.exchange(request_to(server.url()))).written);
}

TEST_CASE("a client may go while its exchange runs") {
  RudeServer server([](tcp::socket& socket, int) { read_request(socket); write(socket, ok); });
  IoThread thread;
  auto client = std::make_unique<http::Client>(thread.io, http::ClientOptions());
  auto result = asio::co_spawn(thread.io, client->exchange(request_to(server.url())), asio::use_future);
  thread.call([&] {
    client.reset();
    return 0;
  });
  CHECK(response(result.get()).status == 200);
}
