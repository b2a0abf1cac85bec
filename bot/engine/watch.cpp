#include "bot/engine/watch.hpp"

#include "bot/engine/outgoing.hpp"
#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"
#include "storage/credentials.hpp"
#include "storage/watch.hpp"

namespace engine {
namespace asio = boost::asio;
using adapters::Finding;

namespace {

constexpr std::int64_t note_every = 60'000;             // the moment a channel was heard is written at most so often
constexpr std::string_view webhook_probe = "webhook";

struct Known { Alarms open; std::vector<storage::credentials::Stopped> stopped; std::vector<storage::ChannelSeen> seen; };

auto read_known(const Shared& context) {
  return storage::async_read(context->database, [](storage::Session& session) {
    return Known{storage::alarms::open(session), storage::credentials::stopped(session), storage::channels_seen(session)};
  });
}

trade_union::Alarm said(const storage::alarms::Alarm& alarm, bool over) { return {alarm.channel, alarm.account, alarm.kind, alarm.detail, over}; }

// In one transaction: the alarm, and what the officers are told. True: there is something to send.
auto settle_alarms(const Shared& context, Changes changes) {
  auto job = [context, changes = std::move(changes), now = context->now()](storage::Session& session) {
    const auto tell = [&](const storage::alarms::Alarm& alarm, bool over) {
      if (context->rules.alarm) enqueue(session, *context, context->rules.alarm(session, said(alarm, over), now).out, "", now);
    };
    for (const auto& alarm : changes.raised)
      if (storage::alarms::raise(session, alarm)) tell(alarm, false);
    for (const auto& alarm : changes.over)
      if (storage::alarms::end(session, alarm, now)) tell(alarm, true);
  };
  return storage::async_write(context->database, "watch", std::move(job));
}

auto write_heard(const Shared& context, const std::string& channel, std::int64_t at) {
  return storage::async_write(context->database, "watch", [channel, at](storage::Session& session) { storage::set_channel_seen(session, channel, at); });
}

auto stop_account(const Shared& context, const std::string& channel, const std::string& account, const std::string& reason) {
  auto job = [channel, account, reason](storage::Session& session) { storage::credentials::stop(session, {channel, account}, reason); };
  return storage::async_write(context->database, channel, std::move(job));
}

std::string described(const storage::alarms::Alarm& alarm) {
  return alarm.kind + " " + alarm.channel + (alarm.account.empty() ? "" : "/" + alarm.account) + (alarm.detail.empty() ? "" : ": " + alarm.detail);
}

}  // namespace

void Watch::start() {
  spawn_worker(*context_, "watch", [this] { return run(); });
  if (context_->options.probe.count() > 0) spawn_worker(*context_, "probes", [this] { return run_probes(); });
}

asio::awaitable<void> Watch::run() {
  while (!context_->stopping) {
    co_await note_heard();
    co_await look();
    co_await pause(*context_, context_->options.tick);
  }
}

asio::awaitable<void> Watch::note_heard() {
  for (const auto& [channel, at] : heard_) {
    auto& noted = noted_[channel];
    if (at - noted < note_every) continue;
    co_await write_heard(context_, channel, at);
    noted = at;
  }
}

asio::awaitable<void> Watch::look() {
  const auto known = co_await read_known(context_);
  stopped_.clear();
  for (const auto& row : known.stopped) stopped_[{row.channel, row.account}] = row.reason;
  Health health;
  health.now = context_->now();
  health.started_at = started_at_;
  health.silence = context_->options.silence.count();
  for (const auto& row : known.seen) health.seen[row.channel] = row.at;
  for (const auto& [channel, at] : heard_) health.seen[channel] = std::max(health.seen[channel], at);
  add_accounts(health);
  const auto found = changes(health, known.open);
  if (found.raised.empty() && found.over.empty()) co_return;
  co_await settle_alarms(context_, found);
  for (const auto& alarm : found.raised) context_->log("alarm", described(alarm));
  for (const auto& alarm : found.over) context_->log("alarm_over", described(alarm));
  context_->wake_senders();
}

void Watch::add_accounts(Health& health) const {
  const auto ages = tokens_.renewable_ages(health.now);
  for (const auto& setup : context_->channels) {
    health.channels.push_back(setup.name);
    for (const auto& account : setup.accounts) {
      const Key key{setup.name, account.id};
      AccountHealth found{setup.name, account.id, "", std::nullopt, std::nullopt};
      if (const auto stopped = stopped_.find(key); stopped != stopped_.end()) found.stopped = stopped->second;
      if (const auto age = ages.find(key); age != ages.end()) found.token_age = age->second;
      if (const auto webhook = webhook_.find(key); webhook != webhook_.end()) found.webhook = webhook->second;
      health.accounts.push_back(std::move(found));
    }
  }
}

asio::awaitable<void> Watch::run_probes() {
  while (!context_->stopping) {
    for (const auto& setup : context_->channels)
      for (const auto& account : setup.accounts) co_await probe(setup, account.id);
    for (auto waited = std::chrono::milliseconds(0); waited < context_->options.probe && !context_->stopping; waited += context_->options.tick)
      co_await pause(*context_, context_->options.tick);
  }
}

asio::awaitable<void> Watch::probe(const ChannelSetup& setup, std::string account) {
  const auto probes = setup.channel->probes();
  for (const auto& one : probes) {
    if (context_->stopping || stopped_.contains({setup.name, account})) co_return;
    auto found = co_await ask(setup, one, account);
    if (found.state == Finding::State::mend) found = co_await mend(setup, one, account, std::move(found));
    if (found.state == Finding::State::stop) {
      co_await stop_account(context_, setup.name, account, found.reason);
      stopped_[{setup.name, account}] = found.reason;
      context_->log("account_stopped", setup.name + "/" + account + ": " + found.reason);
    } else if (one.name == webhook_probe && found.state != Finding::State::unknown) {
      webhook_[{setup.name, account}] = found.state == Finding::State::mend ? found.reason : "";
    }
  }
}

asio::awaitable<Finding> Watch::ask(const ChannelSetup& setup, const adapters::Probe& probe, const std::string& account) {
  const auto token = tokens_.find(setup.name, account);
  if (!token || token->credentials.access_token.empty()) co_return Finding();  // not connected yet: there is nothing to ask about
  auto request = setup.channel->probe_request(probe, account, token->credentials);
  const auto result = co_await context_->client.exchange(std::move(request));
  auto found = setup.channel->read_probe(probe, result);
  if (!found.refresh_token) co_return found;
  tokens_.refused(setup.name, account, token->version);  // whether the renewal works decides; the next round asks again
  found.state = Finding::State::unknown;
  co_return found;
}

// Puts it right and looks whether it is.
asio::awaitable<Finding> Watch::mend(const ChannelSetup& setup, const adapters::Probe& probe, const std::string& account, Finding found) {
  const auto token = tokens_.find(setup.name, account);
  auto request = token ? setup.channel->remedy(probe, account, token->credentials) : std::nullopt;
  if (!request) co_return found;
  co_await context_->client.exchange(std::move(*request));
  const auto after = co_await ask(setup, probe, account);
  if (after.state == Finding::State::fine) context_->log("mended", probe.name + " " + setup.name + "/" + account + ": " + found.reason);
  co_return after.state == Finding::State::unknown ? found : after;
}

}  // namespace engine
