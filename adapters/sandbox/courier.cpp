#include "adapters/sandbox/courier.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <set>
#include <unordered_map>

#include "adapters/http/client.hpp"
#include "adapters/sandbox/signing.hpp"

namespace adapters::sandbox {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t at_once = 32;  // posts under way per platform
constexpr milliseconds deadlines[] = {std::chrono::seconds(2), std::chrono::seconds(5)};  // Zalo's, Facebook's
// Waits before each further try, in seconds.
const std::vector<std::int64_t> zalo_waits{30, 300, 900, 1'800, 3'600};
const std::vector<std::int64_t> facebook_waits{0, 15, 60, 300, 900, 1'800, 3'600, 7'200, 14'400, 28'800, 64'800};

struct Parcel {
  Webhook webhook;
  std::size_t tries = 0;                                                                  // failed so far
};

struct Conversation {
  std::deque<Parcel> parcels;
  bool listed = false;                                                                    // in `ready` or under way
};

// One platform's side: conversations with something to post, and how many posts are under way.
struct Lane {
  std::unordered_map<std::string, Conversation> conversations;
  std::deque<std::string> ready;
  std::size_t under_way = 0;
  std::unique_ptr<http::Client> client;
};

void rethrow(std::exception_ptr error) {
  if (error) std::rethrow_exception(error);
}

http::ClientOptions client_options(Platform on) {
  http::ClientOptions options;
  options.connections_per_host = at_once;
  options.deadline = deadlines[static_cast<int>(on)];
  return options;
}

bool accepted(const http::ClientResult& result) {
  const auto* response = std::get_if<http::ClientResponse>(&result);
  return response && response->status == 200;
}

}  // namespace

struct Courier::Impl : std::enable_shared_from_this<Courier::Impl> {
  Impl(asio::io_context& context, std::shared_ptr<Stage> shared, double scale)
      : io(context), stage(std::move(shared)), retry_scale(scale) {
    for (const Platform on : {Platform::zalo, Platform::facebook})
      lane(on).client = std::make_unique<http::Client>(io, client_options(on));
  }

  Lane& lane(Platform on) { return lanes[static_cast<int>(on)]; }
  const std::string& url(Platform on) const {
    return on == Platform::zalo ? stage->world.zalo.webhook_url : stage->world.facebook.webhook_url;
  }

  void enqueue(Parcel parcel) {
    if (stopped) return;
    const Platform on = parcel.webhook.on;
    const std::string key = parcel.webhook.conversation;
    Conversation& conversation = lane(on).conversations[key];
    conversation.parcels.push_back(std::move(parcel));
    if (!conversation.listed) lane(on).ready.push_back(key);
    conversation.listed = true;
    pump(on);
  }

  // Starts as many posts as may be under way, one per conversation.
  void pump(Platform on) {
    Lane& own = lane(on);
    while (!own.ready.empty() && own.under_way < at_once && !stopped) {
      std::string key = std::move(own.ready.front());
      own.ready.pop_front();
      ++own.under_way;
      asio::co_spawn(io, deliver(shared_from_this(), on, std::move(key)), rethrow);
    }
  }

  static asio::awaitable<void> deliver(std::shared_ptr<Impl> self, Platform on, std::string key) {
    Lane& own = self->lane(on);
    Conversation& conversation = own.conversations[key];
    Parcel parcel = std::move(conversation.parcels.front());
    conversation.parcels.pop_front();
    http::ClientRequest request = self->signed_request(parcel);
    ++self->stats.attempts;
    const http::ClientResult result = co_await own.client->exchange(std::move(request));
    self->settle(std::move(parcel), accepted(result));
    --own.under_way;
    if (conversation.parcels.empty()) own.conversations.erase(key);
    else own.ready.push_back(std::move(key));
    self->pump(on);
  }

  void settle(Parcel parcel, bool done) {
    const auto& waits = parcel.webhook.on == Platform::zalo ? zalo_waits : facebook_waits;
    if (done || stopped || parcel.tries >= waits.size()) {
      --stats.waiting;
      ++(done ? stats.delivered : stats.given_up);
      return;
    }
    const double seconds = static_cast<double>(waits[parcel.tries++]) * retry_scale;
    later(std::move(parcel), milliseconds(static_cast<std::int64_t>(seconds * 1'000)));
  }

  void later(Parcel parcel, milliseconds wait) {
    asio::co_spawn(io, wait_then_enqueue(shared_from_this(), std::move(parcel), wait), rethrow);
  }

  static asio::awaitable<void> wait_then_enqueue(std::shared_ptr<Impl> self, Parcel parcel, milliseconds wait) {
    asio::steady_timer timer(self->io, wait);
    self->timers.insert(&timer);
    co_await timer.async_wait(quietly);
    self->timers.erase(&timer);
    self->enqueue(std::move(parcel));
  }

  http::ClientRequest signed_request(const Parcel& parcel) const {
    const Webhook& webhook = parcel.webhook;
    http::ClientRequest request{"POST", url(webhook.on), {{"Content-Type", "application/json"}}, webhook.body};
    if (webhook.on == Platform::zalo) {
      const ZaloAccount& zalo = stage->world.zalo;
      request.headers.emplace_back("X-ZEvent-Signature",
                                   zalo_signature(zalo.app_id, webhook.body, webhook.timestamp, zalo.oa_secret));
      if (parcel.tries > 0) request.headers.emplace_back("num_retry", std::to_string(parcel.tries));
    } else {
      request.headers.emplace_back("X-Hub-Signature-256",
                                   facebook_signature(stage->world.facebook.app_secret, webhook.body));
    }
    return request;
  }

  asio::io_context& io;
  std::shared_ptr<Stage> stage;
  const double retry_scale;
  Lane lanes[2];
  CourierStats stats;
  std::set<asio::steady_timer*> timers;
  bool stopped = false;
};

Courier::Courier(asio::io_context& io, std::shared_ptr<Stage> stage, double retry_scale)
    : impl_(std::make_shared<Impl>(io, std::move(stage), retry_scale)) {}
Courier::~Courier() { stop(); }
CourierStats Courier::stats() const { return impl_->stats; }

void Courier::post(Webhook webhook) {
  if (impl_->stopped || impl_->url(webhook.on).empty()) return;
  Faults& faults = impl_->stage->faults;
  const bool late = faults.late(), twice = faults.duplicate();
  Parcel parcel{std::move(webhook), 0};
  impl_->stats.waiting += twice ? 2 : 1;
  if (twice) impl_->enqueue(parcel);
  if (late) impl_->later(std::move(parcel), milliseconds(faults.plan().late_ms));
  else impl_->enqueue(std::move(parcel));
}

void Courier::stop() {
  impl_->stopped = true;
  for (asio::steady_timer* timer : impl_->timers) timer->cancel();
  for (Lane& lane : impl_->lanes) lane.ready.clear();
}

}  // namespace adapters::sandbox
