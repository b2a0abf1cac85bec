// See speaker.hpp.
#include "bot/commands/speaker.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "bot/engine/sealed_token.hpp"
#include "storage/credentials.hpp"

namespace app {

namespace credentials = storage::credentials;

namespace {

constexpr std::int64_t lease_time = 120'000;             // longer than any exchange
constexpr int owner_bits = 64;
constexpr int storing_tries = 30;                        // a second each: the old refresh token is spent by then

adapters::Credentials configured(const engine::ChannelSetup& setup, const std::string& account) {
  const auto same = [&](const engine::ChannelSetup::Account& each) { return each.id == account; };
  const auto found = std::find_if(setup.accounts.begin(), setup.accounts.end(), same);
  return found == setup.accounts.end() ? adapters::Credentials() : found->initial;
}

std::string listed(const std::vector<AccountChoice>& choices) {
  std::string names;
  for (const auto& each : choices) names += (names.empty() ? "" : ", ") + each.setup->name + " " + each.account;
  return names;
}

engine::Token opened(const ControlContext& context, const credentials::Pair& pair) {
  auto token = engine::unseal(context.vault, pair);
  if (!token) throw Refused("The tokens of this account were sealed with another key.");
  return *token;
}

// The database may be away for a moment, and this pair is all there is.
std::int64_t store_renewed(const ControlContext& context, const credentials::Account& account, const engine::Token& token) {
  const auto sealed = engine::seal(context.vault, token);
  for (int tries = 1;; ++tries) {
    try {
      return context.database.write([&](storage::Session& session) {
        return credentials::renew(session, account, token.version, sealed, token.credentials.expires_at, token.refreshed_at);
      });
    } catch (const storage::Unavailable&) {
      if (tries == storing_tries) throw;
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

}  // namespace

const Outside& outside_of(const ControlContext& context) {
  if (!context.outside) throw Refused("There is no server to speak to the platforms, and no configuration that says how.");
  return *context.outside;
}

AccountChoice choose_account(const Outside& outside, const std::string& channel, const std::string& account, const Fits& fits) {
  std::vector<AccountChoice> choices;
  for (const auto& setup : outside.channels)
    for (const auto& each : setup.accounts)
      if ((channel.empty() || setup.name == channel) && (account.empty() || each.id == account) && fits(setup)) choices.push_back({&setup, each.id});
  if (choices.size() == 1) return choices.front();
  if (choices.size() > 1) throw Refused("Say which account is meant with --channel and --account: " + listed(choices) + ".", 2);
  throw Refused("No account of the configuration fits: look at --channel, --account and at what its platform can do.");
}

Speaker::Speaker(const ControlContext& context, AccountChoice choice) : context_(context), choice_(std::move(choice)) { load(); }

void Speaker::load() {
  const auto initial = configured(setup(), account());
  const auto pair = context_.database.read([&](storage::Session& session) { return credentials::load(session, {setup().name, account()}); });
  if (!pair && engine::is_given(initial)) {
    store_tokens(context_, setup(), account(), initial);
    return load();
  }
  if (!pair) throw Refused("The account " + account() + " of channel " + setup().name + " has no tokens yet: `nhipcau connect` fetches them.");
  const auto token = opened(context_, *pair);
  credentials_ = token.credentials;
  version_ = token.version;
  if (credentials_.expires_at != 0 && credentials_.expires_at <= now() && !renewed_) renewed_ = renew();
}

adapters::http::ClientResult Speaker::exchange(const Build& build) const { return outside_of(context_).exchange(build(credentials_)); }

bool Speaker::renew_for(const adapters::Outcome& outcome) {
  const auto* again = std::get_if<adapters::RetryAt>(&outcome);
  if (again == nullptr || !again->refresh_token || renewed_) return false;
  return renewed_ = renew();
}

// One renewal an account at a time, here or in the server: whoever holds the lease.
bool Speaker::renew() {
  const credentials::Account mine{setup().name, account()};
  const auto owner = "command-" + storage::random_token(owner_bits);
  const auto pair = context_.database.write([&](storage::Session& session) -> std::optional<credentials::Pair> {
    if (!credentials::take_lease(session, mine, owner, now(), now() + lease_time)) return std::nullopt;
    return credentials::load(session, mine);
  });
  if (!pair) throw Refused("The tokens of this account are being renewed; try again in a minute.");
  auto token = opened(context_, *pair);
  const auto leave = [&] { context_.database.write([&](storage::Session& session) { credentials::drop_lease(session, mine, owner); }); };
  const auto request = channel().refresh_request(token.credentials);
  if (!request) {
    leave();
    return false;
  }
  if (pair->version != version_) {                       // somebody else renewed them meanwhile
    leave();
    load();
    return true;
  }
  const auto fresh = channel().read_refresh(outside_of(context_).exchange(*request), now());
  if (!fresh) {
    leave();
    throw Refused("The platform did not renew the tokens of this account: consent again with `nhipcau connect`.");
  }
  token.credentials = *fresh;
  token.refreshed_at = now();
  store_renewed(context_, mine, token);
  load();
  return true;
}

void store_tokens(const ControlContext& context, const engine::ChannelSetup& setup, const std::string& account, const adapters::Credentials& fresh) {
  auto token = engine::configured(configured(setup, account));  // its seed is the configuration's: the next start keeps these tokens
  token.credentials = fresh;
  const auto now = context.clock();
  context.database.write([&](storage::Session& session) {
    credentials::seed(session, {setup.name, account}, engine::seal(context.vault, token), fresh.expires_at, now);
  });
  context.changed();
}

}  // namespace app
