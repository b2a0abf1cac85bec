// What the server does (or the command, where none runs) for `nhipcau connect`: names the consent page, fetches who came back, changes
// the code into tokens, stores tokens that were given by hand.
#include <algorithm>

#include "adapters/consent.hpp"
#include "bot/commands/speaker.hpp"
#include "storage/questions.hpp"

namespace app {

namespace {

constexpr std::int64_t patience = 10 * 60'000;

// The one channel of this kind, or the one that is named.
const engine::ChannelSetup& channel_of(const ControlContext& context, const nlohmann::json& args) {
  const auto kind = args.at("kind").get<std::string>(), name = args.value("channel", std::string());
  std::vector<const engine::ChannelSetup*> fitting;
  for (const auto& setup : outside_of(context).channels)
    if (setup.channel->kind() == kind && (name.empty() || setup.name == name)) fitting.push_back(&setup);
  if (fitting.size() == 1) return *fitting.front();
  if (fitting.empty()) throw Refused("The configuration names no channel of kind " + kind + (name.empty() ? "." : " with the name " + name + "."));
  throw Refused("There are several channels of kind " + kind + ": say which with --channel.", 2);
}

const adapters::Consent& consent_of(const engine::ChannelSetup& setup) {
  const auto* consent = setup.channel->consent();
  if (consent == nullptr) throw Refused("This platform has no page for consent: give its token with --token -.", 2);
  return *consent;
}

void need_account(const engine::ChannelSetup& setup, const std::string& account) {
  const auto same = [&](const engine::ChannelSetup::Account& each) { return each.id == account; };
  if (std::none_of(setup.accounts.begin(), setup.accounts.end(), same))
    throw Refused("The configuration does not name the account " + account + ": add it to channel " + setup.name + " as [[channel.account]] id = \"" + account +
                  "\", start the server again, and connect once more.");
}

nlohmann::json keep(const ControlContext& context, const engine::ChannelSetup& setup, const std::string& account, const adapters::Credentials& tokens) {
  store_tokens(context, setup, account, tokens);
  context.database.write([&](storage::Session& session) { 
    storage::log_audit(session, {.at = context.clock(), .actor = "command", .action = "connect", .subject = setup.name + "|" + account, .channel = "command"});
  });
  const std::string renewal = tokens.refresh_token.empty() ? "" : " and a refresh token";
  return {{"account", account}, {"said", "Account " + account + " of channel " + setup.name + ": a token" + renewal + ", sealed in the database.\n"}};
}

nlohmann::json keep_given(const ControlContext& context, const engine::ChannelSetup& setup, const nlohmann::json& args) {
  auto account = args.value("account", std::string());
  if (account.empty() && setup.accounts.size() == 1) account = setup.accounts.front().id;
  if (account.empty()) throw Refused("Say with --account whose token this is.", 2);
  need_account(setup, account);
  return keep(context, setup, account, {args.at("access_token").get<std::string>(), args.value("refresh_token", std::string()), 0});
}

}  // namespace

// {"channel":…} and, with a challenge, {"page":address, "redirect":address}.
Said do_connect_begin(const ControlContext& context, const nlohmann::json& args) {
  const auto& setup = channel_of(context, args);
  const auto& consent = consent_of(setup);
  const auto& outside = outside_of(context);
  nlohmann::json answer{{"channel", setup.name}};
  if (!args.contains("challenge")) return {answer.dump()};
  auto redirect = args.at("redirect").get<std::string>();
  const auto state = args.at("state").get<std::string>();
  if (args.value("public", false)) {
    if (!outside.desk) throw Refused("No server runs that the platform's page could come back to; leave out --public.");
    if (outside.public_url.empty()) throw Refused("The configuration does not say with server.public_url how the server is reached.");
    redirect = outside.public_url + "/connect/" + setup.name;
    outside.desk->expect(setup.name, state, context.clock() + patience);
  }
  answer["redirect"] = redirect;
  answer["page"] = consent.page(redirect, args.at("challenge").get<std::string>(), state);
  return {answer.dump()};
}

Said do_connect_fetch(const ControlContext& context, const nlohmann::json& args) {
  const auto& outside = outside_of(context);
  nlohmann::json answer = nlohmann::json::object();
  if (!outside.desk) throw Refused("The server ended meanwhile.");
  if (const auto brought = outside.desk->fetch(args.at("state").get<std::string>())) answer["brought"] = *brought;
  return {answer.dump()};
}

// Of a consent: {"brought":{…},"verifier":…}; of tokens given by hand: {"access_token":…,"refresh_token":…,"account":…}.
Said do_connect_finish(const ControlContext& context, const nlohmann::json& args) {
  const auto& setup = channel_of(context, args);
  if (args.contains("access_token")) return {keep_given(context, setup, args).dump()};
  const auto& consent = consent_of(setup);
  const auto brought = args.at("brought").get<std::map<std::string, std::string>>();
  const auto value = [&](const std::string& key) { return brought.contains(key) ? brought.at(key) : std::string(); };
  if (value("code").empty()) throw Refused("The platform's page brought no code: consent was refused.");
  auto account = value(consent.account_parameter());
  if (account.empty() && setup.accounts.size() == 1) account = setup.accounts.front().id;
  need_account(setup, account);
  const auto result = outside_of(context).exchange(consent.exchange(value("code"), args.at("verifier").get<std::string>()));
  const auto fresh = setup.channel->read_refresh(result, context.clock());
  if (!fresh) throw Refused("The platform did not change the code into tokens (" + setup.channel->refresh_miss(result).reason + "); a code works once and for ten minutes.");
  return {keep(context, setup, account, *fresh).dump()};
}

}  // namespace app
