// Both loops run on the calling thread; each connection posts, waits for the answer, posts again.
#include "reference_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <ctime>

#include "adapters/http/client.hpp"

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

double thread_cpu() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

struct Shared {
  const ClientPlan& plan;
  Clock::time_point end;
  ClientCount count;
  std::size_t next = 0;
  const std::string& body() { return plan.bodies[next++ % plan.bodies.size()]; }
  void note(int status) { ++(status == 200 ? count.ok : count.other); }
};

asio::awaitable<void> bare_loop(asio::io_context& io, Shared& shared) {
  beast::tcp_stream stream(io);
  const tcp::endpoint server(asio::ip::address_v4::loopback(), shared.plan.port);
  co_await stream.async_connect(server, asio::use_awaitable);
  stream.socket().set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  while (Clock::now() < shared.end) {
    http::request<http::string_body> request(http::verb::post, shared.plan.path, 11);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, "application/json");
    request.body() = shared.body();
    request.prepare_payload();
    co_await http::async_write(stream, request, asio::use_awaitable);
    http::response<http::string_body> response;
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);
    shared.note(response.result_int());
  }
}

asio::awaitable<void> our_loop(adapters::http::Client& client, Shared& shared) {
  while (Clock::now() < shared.end) {
    adapters::http::ClientRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(shared.plan.port) + shared.plan.path;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = shared.body();
    const auto result = co_await client.exchange(std::move(request));
    const auto* response = std::get_if<adapters::http::ClientResponse>(&result);
    shared.note(response ? response->status : 0);
  }
}

ClientCount run(asio::io_context& io, Shared& shared) {
  const auto begin = Clock::now();
  const double cpu = thread_cpu();
  io.run();
  shared.count.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  shared.count.cpu_seconds = thread_cpu() - cpu;
  return shared.count;
}

}  // namespace

ClientCount run_bare_client(const ClientPlan& plan) {
  asio::io_context io(1);
  Shared shared{plan, Clock::now() + plan.limit, {}, 0};
  for (std::size_t i = 0; i < plan.connections; ++i) asio::co_spawn(io, bare_loop(io, shared), asio::detached);
  return run(io, shared);
}

ClientCount run_our_client(const ClientPlan& plan) {
  asio::io_context io(1);
  adapters::http::ClientOptions options;
  options.connections_per_host = plan.connections;
  adapters::http::Client client(io, options);
  Shared shared{plan, Clock::now() + plan.limit, {}, 0};
  for (std::size_t i = 0; i < plan.connections; ++i) asio::co_spawn(io, our_loop(client, shared), asio::detached);
  return run(io, shared);
}

}  // namespace bench
