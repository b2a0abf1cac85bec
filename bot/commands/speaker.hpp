// A command speaks to a platform for one account, with the tokens in force in the database, whether a server runs or not. No token is
// ever printed.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/channel.hpp"
#include "adapters/group_admin.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/outside.hpp"

namespace app {

// A channel and one of its accounts.
struct AccountChoice { const engine::ChannelSetup* setup = nullptr; std::string account; };
using Fits = std::function<bool(const engine::ChannelSetup&)>;
// The one account that the names (either may be "") and `fits` leave over. Throws Refused, naming what there is.
AccountChoice choose_account(const Outside& outside, const std::string& channel, const std::string& account, const Fits& fits);
// The channels and accounts of the server or of the configuration. Throws Refused if the command has none.
const Outside& outside_of(const ControlContext& context);

// Why a platform did not do what was asked, in one sentence; "" for Sent.
std::string sentence(const adapters::Outcome& outcome, std::int64_t now);

class Speaker {
 public:
  using Build = std::function<adapters::http::ClientRequest(const adapters::Credentials&)>;

  // Loads the tokens; those of the configuration are stored first if the database has none yet. Throws Refused.
  Speaker(const ControlContext& context, AccountChoice choice);

  const adapters::Channel& channel() const { return *choice_.setup->channel; }
  const engine::ChannelSetup& setup() const { return *choice_.setup; }
  const std::string& account() const { return choice_.account; }
  const adapters::Credentials& credentials() const { return credentials_; }
  std::int64_t now() const { return context_.clock(); }
  adapters::http::ClientResult exchange(const Build& build) const;

  // What `read` finds in the answer; when the tokens turn out to have ended they are renewed once. Throws Refused with the platform's reason.
  template <class Value, class Read>
  Value ask(const Build& build, const Read& read) {
    adapters::Answer<Value> answer = read(exchange(build), now());
    if (const auto* why = std::get_if<adapters::Outcome>(&answer); why && renew_for(*why)) answer = read(exchange(build), now());
    if (const auto* why = std::get_if<adapters::Outcome>(&answer)) throw Refused(sentence(*why, now()));
    return std::get<Value>(std::move(answer));
  }
  // The same for a change, whose outcome says all.
  template <class Read>
  adapters::Outcome change(const Build& build, const Read& read) {
    auto outcome = read(exchange(build), now());
    return renew_for(outcome) ? read(exchange(build), now()) : outcome;
  }

 private:
  bool renew_for(const adapters::Outcome& outcome);    // the outcome says the tokens ended, and new ones are in force now
  void load();
  bool renew();

  const ControlContext& context_;
  AccountChoice choice_;
  adapters::Credentials credentials_;
  std::int64_t version_ = 0;
  bool renewed_ = false;
};

// What the platform says to one of its channel's probes.
adapters::Finding ask_probe(const Speaker& speaker, const adapters::Probe& probe);

// Takes the place of the account's tokens, sealed, and starts it again. Tokens that stand in the configuration do not come back over
// them at the next start.
void store_tokens(const ControlContext& context, const engine::ChannelSetup& setup, const std::string& account, const adapters::Credentials& fresh);

}  // namespace app
