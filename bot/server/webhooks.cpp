#include "bot/server/webhooks.hpp"

#include <optional>

namespace server {
namespace {

http::Response received() {
  http::Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = "EVENT_RECEIVED";
  return response;
}

std::optional<std::vector<adapters::Event>> parse(const adapters::Channel& channel, std::string_view body) {
  try {
    return channel.parse(body);
  } catch (const adapters::BadBody&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<Route> Webhooks::routes() {
  const auto handle = [this](http::Request request, std::string channel) {
    return receive(std::move(request), std::move(channel));
  };
  return {{"POST", "/webhook/{channel}", handle}, {"GET", "/webhook/{channel}", handle}};
}

Reply Webhooks::receive(http::Request request, std::string name) {
  const auto* setup = engine_.channel(name);
  if (setup == nullptr) co_return http::error_response(404, "no channel has this name");
  const auto& channel = *setup->channel;
  if (auto probe = channel.handshake(request)) co_return std::move(*probe);
  if (request.method != "POST") co_return http::error_response(400, "this is no handshake the platform would send");
  if (!channel.verify(request)) {
    ++stats_.bad_signatures[name];
    co_return http::error_response(403, "the signature is missing or wrong");
  }
  auto events = parse(channel, request.body);
  if (!events) {
    ++stats_.not_understood[name];
    co_return received();
  }
  co_await engine_.accept(std::move(name), std::move(*events));
  co_return received();
}

}  // namespace server
