#include "bot/engine/read_back.hpp"

#include <algorithm>

#include "bot/engine/outgoing.hpp"
#include "bot/engine/proof.hpp"
#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"

namespace engine {
namespace asio = boost::asio;
namespace outbox = storage::outbox;

namespace {

constexpr std::int64_t most_looks = 4;                  // each later than the one before by four times as much
constexpr std::int64_t at_once = 2;                     // a channel and tick: platforms allow few of these calls
constexpr std::int64_t clocks_apart = 5'000;

auto read_due(const Shared& context, const std::string& channel) {
  auto job = [channel, before = context->now() - context->options.read_back.count()](storage::Session& session) {
    return outbox::to_look_for(session, channel, before, most_looks, at_once);
  };
  return storage::async_read(context->database, std::move(job));
}

auto note_look(const Shared& context, const outbox::Sought& sought) {
  const auto longer = context->options.read_back.count() * ((std::int64_t{4} << (2 * sought.looks)) - 1);
  auto job = [id = sought.row.id, at = context->now() + longer](storage::Session& session) { outbox::looked(session, id, at); };
  return storage::async_write(context->database, "read_back", std::move(job));
}

std::optional<Prepared> prepared(const outbox::Claimed& row, const adapters::Channel& channel) {
  try {
    return prepare(row, channel);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::string> found_among(const std::vector<adapters::Said>& said, const adapters::Channel& channel, const adapters::Outgoing& outgoing,
                                     const outbox::Sought& sought) {
  std::vector<std::string> found;
  for (const auto& one : said) {
    const bool in_time = one.at >= sought.claimed_at - clocks_apart && one.at <= sought.settled_at + clocks_apart;
    if (in_time && !one.message_id.empty() && channel.is_said(outgoing, one)) found.push_back(one.message_id);
  }
  std::reverse(found.begin(), found.end());             // the oldest first, as the rows are
  return found;
}

void ReadBack::start() {
  if (context_->options.read_back.count() > 0) spawn_worker(*context_, "read_back", [this] { return run(); });
}

asio::awaitable<void> ReadBack::run() {
  while (!context_->stopping) {
    for (const auto& setup : context_->channels) co_await look_in(setup);
    co_await pause(*context_, context_->options.tick);
  }
}

asio::awaitable<void> ReadBack::look_in(const ChannelSetup& setup) {
  const auto due = co_await read_due(context_, setup.name);
  for (const auto& sought : due) {
    if (context_->stopping) co_return;
    const bool proof = co_await look_for(setup, sought);
    if (!proof) co_await note_look(context_, sought);
  }
}

asio::awaitable<bool> ReadBack::look_for(const ChannelSetup& setup, const outbox::Sought& sought) {
  const auto token = tokens_.find(setup.name, sought.row.account);
  const auto message = prepared(sought.row, *setup.channel);
  if (!token || !message) co_return false;
  auto request = setup.channel->said_request(sought.row.account, message->outgoing.to, token->credentials);
  if (!request) co_return false;
  const auto result = co_await context_->client.exchange(std::move(*request));
  const auto said = setup.channel->read_said(result);
  if (!said) co_return false;
  const auto candidates = found_among(*said, *setup.channel, message->outgoing, sought);
  for (const auto& id : candidates) {
    const bool ours = co_await proved(context_, sought.row.id, id);
    if (ours) {
      context_->log("found_sent", setup.name + ": outbox " + std::to_string(sought.row.id));
      co_return true;
    }
  }
  co_return false;
}

}  // namespace engine
