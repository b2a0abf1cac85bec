#include "adapters/sandbox/courier.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <deque>
#include <optional>
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
constexpr milliseconds deadlines[] = {std::chrono::seconds(2), std::chrono::seconds(5), std::chrono::seconds(5)};
// Waits before each further try, in seconds. Those of the Zalo Bot platform are documented nowhere.
const std::vector<std::int64_t> zalo_waits{30, 300, 900, 1'800, 3'600}, bot_waits{30, 300, 900};
const std::vector<std::int64_t> facebook_waits{0, 15, 60, 300, 900, 1'800, 3'600, 7'200, 14'400, 28'800, 64'800};
constexpr double facebook_patience = 3'600;  // seconds of failures before the Page is unsubscribed

const std::vector<std::int64_t>& waits_of(Platform on) {
  if (on == Platform::zalo_bot) return bot_waits;
  return on == Platform::zalo ? zalo_waits : facebook_waits;
}

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
  std::optional<std::chrono::steady_clock::time_point> failing_since{};
  std::unordered_map<std::string, Parcel> held{};                                         // one a conversation, let past by the next
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
    for (const Platform on : all_platforms)
      lane(on).client = std::make_unique<http::Client>(io, client_options(on));
  }

  Lane& lane(Platform on) { return lanes[static_cast<int>(on)]; }
  const std::string& url(Platform on) const {
    if (on == Platform::zalo_bot) return stage->world.zalo_bot.webhook_url;
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
    const Platform on = parcel.webhook.on;
    note(on, done);
    const auto& waits = waits_of(on);
    if (done || stopped || parcel.tries >= waits.size()) return finish(on, done);
    const double seconds = static_cast<double>(waits[parcel.tries++]) * retry_scale;
    later(std::move(parcel), milliseconds(static_cast<std::int64_t>(seconds * 1'000)));
  }

  void finish(Platform on, bool done) {
    --stats.waiting;
    ++(done ? stats.delivered : stats.given_up);
    if (!done && !stopped && on == Platform::zalo) stage->account(on).hooked = false;
  }

  // Facebook counts the time from the first failure on; a success begins anew.
  void note(Platform on, bool done) {
    Lane& own = lane(on);
    const auto now = std::chrono::steady_clock::now();
    if (done) own.failing_since.reset();
    else if (!own.failing_since) own.failing_since = now;
    else if (on == Platform::facebook && std::chrono::duration<double>(now - *own.failing_since).count() > facebook_patience * retry_scale)
      stage->account(on).hooked = false;
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
    } else if (webhook.on == Platform::facebook) {
      request.headers.emplace_back("X-Hub-Signature-256",
                                   facebook_signature(stage->world.facebook.app_secret, webhook.body));
    } else {
      request.headers.emplace_back("X-Bot-Api-Secret-Token", stage->world.zalo_bot.secret_token);
    }
    return request;
  }

  bool wanted(const Webhook& webhook) const {
    if (stopped || url(webhook.on).empty() || !stage->account(webhook.on).hooked) return false;
    return webhook.field.empty() || stage->page.fields.contains(webhook.field);
  }

  // A parcel that is to come out of order waits for the next one of its conversation, at most for late_ms.
  void hold(Parcel parcel) {
    const Platform on = parcel.webhook.on;
    const std::string key = parcel.webhook.conversation;
    lane(on).held.emplace(key, std::move(parcel));
    asio::co_spawn(io, wait_then_release(shared_from_this(), on, key), rethrow);
  }

  static asio::awaitable<void> wait_then_release(std::shared_ptr<Impl> self, Platform on, std::string key) {
    asio::steady_timer timer(self->io, milliseconds(self->stage->faults.plan().late_ms));
    self->timers.insert(&timer);
    co_await timer.async_wait(quietly);
    self->timers.erase(&timer);
    self->release(on, key);
  }

  void release(Platform on, const std::string& key) {
    auto held = lane(on).held.extract(key);
    if (!held.empty()) enqueue(std::move(held.mapped()));
  }

  asio::io_context& io;
  std::shared_ptr<Stage> stage;
  const double retry_scale;
  Lane lanes[platform_count];
  CourierStats stats;
  std::set<asio::steady_timer*> timers;
  bool stopped = false;
};

Courier::Courier(asio::io_context& io, std::shared_ptr<Stage> stage, double retry_scale)
    : impl_(std::make_shared<Impl>(io, std::move(stage), retry_scale)) {}
Courier::~Courier() { stop(); }
CourierStats Courier::stats() const { return impl_->stats; }

void Courier::post(Webhook webhook) {
  if (!impl_->wanted(webhook)) {
    ++impl_->stats.dropped;
    return;
  }
  Faults& faults = impl_->stage->faults;
  const Platform on = webhook.on;
  const std::string key = webhook.conversation;
  const bool late = faults.late(key), twice = faults.duplicate(key), hold = faults.reordered(key) && !impl_->lane(on).held.contains(key);
  Parcel parcel{std::move(webhook), 0};
  impl_->stats.waiting += twice ? 2 : 1;
  if (twice) impl_->enqueue(parcel);
  if (hold) return impl_->hold(std::move(parcel));
  if (late) impl_->later(std::move(parcel), milliseconds(faults.plan().late_ms));
  else impl_->enqueue(std::move(parcel));
  impl_->release(on, key);
}

void Courier::stop() {
  impl_->stopped = true;
  for (asio::steady_timer* timer : impl_->timers) timer->cancel();
  for (Lane& lane : impl_->lanes) lane.ready.clear();
}

}  // namespace adapters::sandbox
