// See outside.hpp.
#include "bot/commands/outside.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>

#include "bot/setups.hpp"

namespace app {

namespace asio = boost::asio;
namespace http = adapters::http;

namespace {

constexpr std::chrono::milliseconds glance{50};          // how often a waiting thread looks whether the server ends

}  // namespace

http::ClientResult exchange_alone(const http::ClientOptions& options, http::ClientRequest request) {
  asio::io_context io;
  http::Client client(io, options);
  http::ClientResult result = http::ClientFailure{true, "no answer"};
  asio::co_spawn(io, client.exchange(std::move(request)), [&](std::exception_ptr, http::ClientResult got) {
    result = std::move(got);
    io.stop();
  });
  io.run();
  return result;
}

std::shared_ptr<const Outside> own_outside(const Config& config) {
  auto outside = std::make_shared<Outside>();
  outside->channels = channel_setups(config.channels);
  outside->public_url = config.public_url;
  outside->exchange = [options = config.client](http::ClientRequest request) { return exchange_alone(options, std::move(request)); };
  return outside;
}

http::ClientResult LentClient::exchange(http::ClientRequest request) {
  if (closed_) return http::ClientFailure{false, "the server is ending"};
  auto answer = asio::co_spawn(io_, client_.exchange(std::move(request)), asio::use_future);
  while (answer.wait_for(glance) != std::future_status::ready)
    if (closed_) return http::ClientFailure{true, "the server is ending"};
  return answer.get();
}

}  // namespace app
