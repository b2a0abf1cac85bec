#include "adapters/sandbox/sandbox.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "adapters/http/client.hpp"
#include "adapters/http/server.hpp"
#include "adapters/sandbox/bot_api.hpp"
#include "adapters/sandbox/bot_events.hpp"
#include "adapters/sandbox/calls.hpp"
#include "adapters/sandbox/control.hpp"
#include "adapters/sandbox/courier.hpp"
#include "adapters/sandbox/graph_api.hpp"
#include "adapters/sandbox/news.hpp"
#include "adapters/sandbox/pages.hpp"
#include "adapters/sandbox/zalo_api.hpp"

namespace adapters::sandbox {
namespace {

namespace asio = boost::asio;
using http::Answer;
using http::Request;
using http::Response;
using std::chrono::milliseconds;

constexpr milliseconds heartbeat{15'000};      // of a page's event stream
constexpr milliseconds breath{40};             // between two events, so that a burst becomes one
constexpr std::string_view events_suffix = "/events";
constexpr std::size_t uploads_limit = 30 * 1024 * 1024;

// Counts as a watcher of each chat of one person for as long as it lives.
struct Watch {
  explicit Watch(std::vector<Chat*> watched) : chats(std::move(watched)) {
    for (Chat* chat : chats) ++chat->watchers;
  }
  ~Watch() {
    for (Chat* chat : chats) --chat->watchers;
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  std::uint64_t lines() const {
    std::uint64_t sum = 0;
    for (const Chat* chat : chats) sum += chat->count;
    return sum;
  }
  std::vector<Chat*> chats;
};

// The answer's head, then the end of the connection in the middle of its body.
asio::awaitable<void> break_off(http::StreamWriter& writer, std::string part) {
  co_await writer.write(std::move(part));
  throw std::runtime_error("connection cut on demand");
}

std::function<asio::awaitable<void>(http::StreamWriter&)> half_writer(const std::string& body) {
  return [half = body.substr(0, body.size() / 2)](http::StreamWriter& writer) { return break_off(writer, half); };
}

Answer cut_in_half(Response response) {
  auto writer = half_writer(response.body);
  return http::StreamResponse{std::move(response), std::move(writer)};
}

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

struct Sandbox::Impl : std::enable_shared_from_this<Sandbox::Impl> {
  Impl(asio::io_context& context, World world, const Options& options)
      : io(context),
        stage(std::make_shared<Stage>(std::move(world), options)),
        courier(context, stage, options.retry_scale),
        news(context),
        client(context, http::ClientOptions{}) {
    stage->post = [this](Webhook webhook) { courier.post(std::move(webhook)); };
    stage->ring = [this] { news.ring(); };
  }

  Response route(const Request& request) {
    if (auto response = bot_answer(*stage, request)) return *std::move(response);
    if (auto response = zalo_answer(*stage, request)) return *std::move(response);
    if (auto response = graph_answer(*stage, request)) return *std::move(response);
    if (auto response = control_answer(*stage, courier.stats(), request)) return *std::move(response);
    if (auto response = page_answer(*stage, request)) return *std::move(response);
    return http::error_response(404, "no such page");
  }

  static asio::awaitable<Answer> handle(std::shared_ptr<Impl> self, Request request) {
    if (!self) co_return http::error_response(503, "the sandbox is closing");
    if (!self->stage->faults.idle()) {
      const auto call = call_of(request);
      const auto fault = call ? self->stage->faults.of_call(*call) : std::nullopt;
      const Platform on = call ? call->on : Platform::zalo;
      if (fault) co_return co_await faulty(std::move(self), std::move(request), on, *fault);
    }
    if (ends_with(request.path, events_suffix)) co_return self->events(request);
    co_return co_await answer(std::move(self), std::move(request));
  }

  // What has to wait, waits here: for an update, or for the address of a webhook to be tried.
  static asio::awaitable<Answer> answer(std::shared_ptr<Impl> self, Request request) {
    Stage& stage = *self->stage;
    const auto end = std::chrono::steady_clock::now() + milliseconds(bot_wait(stage, request));
    while (bot_wait(stage, request) > 0 && std::chrono::steady_clock::now() < end && !self->news.closed()) {
      const auto rest = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
      co_await self->news.wait(rest);
    }
    const std::string url = bot_webhook_to_try(stage, request);
    if (!url.empty()) {
      http::ClientRequest probe = self->bot_probe(url, request);
      const http::ClientResult result = co_await self->client.exchange(std::move(probe));
      stage.bot.outcome = bot_webhook_outcome(result);
    }
    co_return self->route(request);
  }

  http::ClientRequest bot_probe(const std::string& url, const Request& request) const {
    const std::string given = bot_secret_in(request);
    const std::string secret = given.empty() ? stage->world.zalo_bot.secret_token : given;
    return {"POST", url, {{"Content-Type", "application/json"}, {"X-Bot-Api-Secret-Token", secret}}, bot_test_body(stage->now())};
  }

  static asio::awaitable<Answer> faulty(std::shared_ptr<Impl> self, Request request, Platform on, Fault fault) {
    const FaultPlan plan = self->stage->faults.plan();
    if (fault == Fault::reset_before) co_return http::Reset{};
    if (!carried_out(fault)) co_return fault_answer(on, fault, plan);
    Response response = self->route(request);
    if (fault == Fault::reset_after) co_return http::Reset{};
    if (fault == Fault::cut_answer) co_return cut_in_half(std::move(response));
    const milliseconds silence(fault == Fault::lost ? plan.lost_ms : plan.slow_ms);
    co_await self->pause(silence);
    if (fault == Fault::lost) co_return http::Reset{};
    co_return response;
  }

  asio::awaitable<void> pause(milliseconds time) {
    asio::steady_timer timer(io, time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }

  Answer events(const Request& request) {
    const std::string path = request.path.substr(0, request.path.size() - events_suffix.size());
    const auto place = find_place(*stage, path);
    if (!place) return http::error_response(404, "no such chat");
    Response head{200, "text/event-stream", "", {{"Cache-Control", "no-store"}}};
    return http::StreamResponse{std::move(head), event_writer(*place)};
  }

  std::function<asio::awaitable<void>(http::StreamWriter&)> event_writer(const Place& place) {
    auto chats = stage->chats.chats_of(place.chat->on, *place.person);
    return [self = shared_from_this(), chats](http::StreamWriter& writer) { return tell(self, chats, writer); };
  }

  // One event says only that there is news; the page then fetches what it shows.
  static asio::awaitable<void> tell(std::shared_ptr<Impl> self, std::vector<Chat*> chats, http::StreamWriter& writer) {
    const Watch watch(std::move(chats));
    std::uint64_t told = 0;
    while (!self->news.closed()) {
      const bool fresh = watch.lines() != told;
      told = watch.lines();
      std::string chunk = fresh ? "data: " + std::to_string(told) + "\n\n" : ": still here\n\n";
      co_await writer.write(std::move(chunk));
      co_await self->pause(breath);
      if (watch.lines() == told) co_await self->news.wait(heartbeat);
    }
  }

  asio::io_context& io;
  std::shared_ptr<Stage> stage;
  Courier courier;
  News news;
  http::Client client;
  std::unique_ptr<http::Server> server;
};

namespace {

http::ServerOptions server_options(const Options& options) {
  http::ServerOptions server;
  server.address = options.address;
  server.port = options.port;
  server.body_limit = uploads_limit;
  return server;
}

}  // namespace

Sandbox::Sandbox(asio::io_context& io, World world, Options options)
    : impl_(std::make_shared<Impl>(io, std::move(world), options)) {
  const std::weak_ptr<Impl> weak = impl_;
  auto handler = [weak](Request request) { return Impl::handle(weak.lock(), std::move(request)); };
  impl_->server = std::make_unique<http::Server>(io, server_options(options), std::move(handler));
}

Sandbox::~Sandbox() {
  impl_->news.close();
  impl_->courier.stop();
  impl_->stage->post = [](Webhook) {};
  impl_->stage->ring = [] {};
}

std::uint16_t Sandbox::port() const { return impl_->server->port(); }
std::string Sandbox::base_url() const { return "http://127.0.0.1:" + std::to_string(port()); }

void Sandbox::set_webhooks(const std::string& zalo_url, const std::string& facebook_url, const std::string& zalo_bot_url) {
  World& world = impl_->stage->world;
  if (!zalo_url.empty()) world.zalo.webhook_url = zalo_url;
  if (!facebook_url.empty()) world.facebook.webhook_url = facebook_url;
  if (!zalo_bot_url.empty()) world.zalo_bot.webhook_url = zalo_bot_url;
}

asio::awaitable<bool> Sandbox::verify_facebook_webhook() {
  const std::shared_ptr<Impl> self = impl_;
  const FacebookAccount& account = self->stage->world.facebook;
  const std::string challenge = "1158201444";
  http::ClientRequest request;
  request.method = "GET";
  request.url = account.webhook_url + "?hub.mode=subscribe&hub.challenge=" + challenge +
                "&hub.verify_token=" + account.verify_token;
  const http::ClientResult result = co_await self->client.exchange(std::move(request));
  const auto* response = std::get_if<http::ClientResponse>(&result);
  co_return response && response->status == 200 && response->body == challenge;
}

asio::awaitable<void> Sandbox::stop(milliseconds grace) {
  const std::shared_ptr<Impl> self = impl_;
  self->news.close();
  self->courier.stop();
  co_await self->server->stop(grace);
}

}  // namespace adapters::sandbox
