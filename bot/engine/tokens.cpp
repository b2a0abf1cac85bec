#include "bot/engine/tokens.hpp"

#include "bot/engine/sealed_token.hpp"
#include "bot/engine/supervise.hpp"
#include "storage/await.hpp"

namespace engine {
namespace asio = boost::asio;
namespace credentials = storage::credentials;

namespace {

constexpr std::int64_t lease_time = 120'000;           // longer than any exchange: nobody else renews meanwhile
constexpr std::int64_t retry_time = 60'000;            // the platform could not be reached: again in a minute

auto load_pair(const Shared& context, const std::string& channel, const std::string& account) {
  return storage::async_read(context->database, [channel, account](storage::Session& session) { return credentials::load(session, {channel, account}); });
}

auto store_seed(const Shared& context, const std::string& channel, const std::string& account, const Token& token) {
  auto job = [channel, account, sealed = seal(context->vault, token), ends = token.credentials.expires_at, now = token.refreshed_at](
                 storage::Session& session) { return credentials::seed(session, {channel, account}, sealed, ends, now); };
  return storage::async_write(context->database, channel, std::move(job));
}

auto take_lease(const Shared& context, const std::string& channel, const std::string& account) {
  auto job = [context, channel, account, now = context->now()](storage::Session& session) -> std::optional<credentials::Pair> {
    if (!credentials::take_lease(session, {channel, account}, context->owner, now, now + lease_time)) return std::nullopt;
    return credentials::load(session, {channel, account});
  };
  return storage::async_write(context->database, channel, std::move(job));
}

auto drop_lease(const Shared& context, const std::string& channel, const std::string& account) {
  auto job = [context, channel, account](storage::Session& session) { credentials::drop_lease(session, {channel, account}, context->owner); };
  return storage::async_write(context->database, channel, std::move(job));
}

auto store_renewed(const Shared& context, const std::string& channel, const std::string& account, const Token& token) {
  auto job = [channel, account, sealed = seal(context->vault, token), token](storage::Session& session) {
    return credentials::renew(session, {channel, account}, token.version, sealed, token.credentials.expires_at, token.refreshed_at);
  };
  return storage::async_write(context->database, channel, std::move(job));
}

auto stop_account(const Shared& context, const std::string& channel, const std::string& account, const std::string& reason) {
  auto job = [channel, account, reason](storage::Session& session) { credentials::stop(session, {channel, account}, reason); };
  return storage::async_write(context->database, channel, std::move(job));
}

// Reasons that the watch tells apart: leave is to be asked for again, or our own settings are wrong.
std::string why_stopped(const adapters::RefreshMiss& miss, bool lost) {
  if (lost) return "refresh_answer_lost";
  return miss.then == adapters::RefreshMiss::Then::consent_lost ? "consent_lost" : "refresh_refused";
}

}  // namespace

asio::awaitable<void> TokenBook::load() {
  for (const auto& setup : context_->channels)
    for (const auto& account : setup.accounts) co_await load_account(setup, account);
}

asio::awaitable<void> TokenBook::load_account(const ChannelSetup& setup, const ChannelSetup::Account& account) {
  auto token = configured(account.initial);
  token.refreshed_at = context_->now();
  const auto stored = co_await load_pair(context_, setup.name, account.id);
  std::optional<Token> known;
  if (stored && !(known = unseal(context_->vault, *stored)))
    throw std::runtime_error("the tokens of " + setup.name + "/" + account.id + " were sealed with another key");
  if (known && (known->seed == token.seed || !is_given(account.initial))) token = *known;
  else token.version = co_await store_seed(context_, setup.name, account.id, token);
  auto& entry = entries_[{setup.name, account.id}];
  entry.setup = &setup;
  entry.account = account.id;
  entry.token = std::make_shared<const Token>(std::move(token));
}

std::shared_ptr<const Token> TokenBook::find(const std::string& channel, const std::string& account) const {
  const auto found = entries_.find({channel, account});
  return found == entries_.end() ? nullptr : found->second.token;
}

void TokenBook::refused(const std::string& channel, const std::string& account, std::int64_t version) {
  const auto found = entries_.find({channel, account});
  if (found != entries_.end() && found->second.token->version == version) renew(found->second);
}

void TokenBook::renew_due(std::int64_t now) {
  for (auto& [key, entry] : entries_)
    if (const auto at = renew_at(*entry.token); at && *at <= now) renew(entry);
}

std::map<std::pair<std::string, std::string>, std::int64_t> TokenBook::ages(std::int64_t now) const {
  std::map<std::pair<std::string, std::string>, std::int64_t> ages;
  for (const auto& [key, entry] : entries_) ages[key] = now - entry.token->refreshed_at;
  return ages;
}

std::map<std::pair<std::string, std::string>, std::int64_t> TokenBook::renewable_ages(std::int64_t now) const {
  std::map<std::pair<std::string, std::string>, std::int64_t> ages;
  for (const auto& [key, entry] : entries_)
    if (!entry.token->credentials.refresh_token.empty()) ages[key] = now - entry.token->refreshed_at;
  return ages;
}

void TokenBook::renew(Entry& entry) {
  if (entry.busy || context_->stopping || context_->now() < entry.not_before) return;
  entry.busy = true;
  entry.not_before = context_->now() + retry_time;     // also when storage is away
  spawn_task(*context_, "token_renewal", renewal(entry));
}

asio::awaitable<void> TokenBook::renewal(Entry& entry) {
  std::exception_ptr fault;
  try {
    bool again = co_await prepare(entry);
    while (again) {
      again = co_await attempt(entry);
      if (again) co_await pause(*context_, context_->options.tick * 10);  // a platform in trouble is given a moment before the last try
    }
  } catch (...) {
    fault = std::current_exception();
  }
  entry.busy = false;
  context_->wake_senders();
  if (fault) std::rethrow_exception(fault);
}

asio::awaitable<bool> TokenBook::prepare(Entry& entry) {
  const auto& channel = entry.setup->name;
  const auto pair = co_await take_lease(context_, channel, entry.account);
  if (!pair) co_return false;
  const bool stopped = !pair->stopped.empty();
  const bool newer = pair->version != entry.token->version;
  if (newer)
    if (auto token = unseal(context_->vault, *pair)) entry.token = std::make_shared<const Token>(std::move(*token));
  if (!stopped && !newer) co_return true;
  co_await drop_lease(context_, channel, entry.account);
  co_return false;
}

asio::awaitable<bool> TokenBook::attempt(Entry& entry) {
  auto request = entry.setup->channel->refresh_request(entry.token->credentials);
  if (!request) {
    co_await stop(entry, "token_refused");
    co_return false;
  }
  const auto result = co_await context_->client.exchange(std::move(*request));
  auto fresh = entry.setup->channel->read_refresh(result, context_->now());
  if (fresh) {
    co_await keep(entry, std::move(*fresh));
    co_return false;
  }
  const auto miss = entry.setup->channel->refresh_miss(result);
  using Then = adapters::RefreshMiss::Then;
  if (miss.then == Then::later) co_await later(entry);
  else if (miss.then != Then::lost || entry.lost) co_await stop(entry, why_stopped(miss, entry.lost));
  else co_return entry.lost = true;
  co_return false;
}

// The old refresh token is spent: the new pair is kept in memory until it is stored, however long that takes, and not used before.
asio::awaitable<void> TokenBook::keep(Entry& entry, adapters::Credentials fresh) {
  auto token = *entry.token;
  token.credentials = std::move(fresh);
  token.refreshed_at = context_->now();
  std::optional<std::int64_t> version;
  while (!version) {
    try {
      version = co_await store_renewed(context_, entry.setup->name, entry.account, token);
    } catch (const storage::Unavailable& error) {
      context_->storage_fault(error);
    }
    if (!version) co_await pause(*context_, context_->options.tick);
  }
  entry.not_before = 0;
  if (*version == 0) co_return;  // a human gave another pair meanwhile: it is read at the next renewal
  token.version = *version;
  entry.token = std::make_shared<const Token>(std::move(token));
  entry.lost = false;
  context_->log("token_renewed", entry.setup->name + "/" + entry.account);
}

asio::awaitable<void> TokenBook::later(Entry& entry) {
  context_->log("token_renewal_postponed", entry.setup->name + "/" + entry.account);
  co_await drop_lease(context_, entry.setup->name, entry.account);
}

asio::awaitable<void> TokenBook::stop(Entry& entry, std::string reason) {
  co_await stop_account(context_, entry.setup->name, entry.account, reason);
  entry.lost = false;
  context_->log("account_stopped", entry.setup->name + "/" + entry.account + ": " + reason);
}

}  // namespace engine
