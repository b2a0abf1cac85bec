// What the doctor asks the server, or looks up where none runs: counts, tokens, alarms, and on demand the platforms themselves.
#include "bot/commands/alarms.hpp"
#include "bot/commands/speaker.hpp"
#include "bot/engine/sealed_token.hpp"
#include "storage/credentials.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"
#include "storage/watch.hpp"

namespace app {

namespace {

nlohmann::json state_of(const ControlContext& context, storage::Session& session, const std::string& channel, const std::string& account) {
  nlohmann::json state{{"channel", channel}, {"account", account}, {"token", "none"}};
  const auto pair = storage::credentials::load(session, {channel, account});
  if (!pair) return state;
  state.update({{"token", "sealed with another key"}, {"age", context.clock() - pair->refreshed_at}, {"stopped", pair->stopped}});
  if (const auto token = engine::unseal(context.vault, *pair)) {
    const auto ends = token->credentials.expires_at;
    state["token"] = ends != 0 && ends < context.clock() ? "expired" : "good";
    state["renews"] = !token->credentials.refresh_token.empty();
  }
  return state;
}

nlohmann::json accounts(const ControlContext& context, storage::Session& session) {
  auto list = nlohmann::json::array();
  if (!context.outside) return list;
  for (const auto& setup : context.outside->channels)
    for (const auto& account : setup.accounts) list.push_back(state_of(context, session, setup.name, account.id));
  return list;
}

nlohmann::json alarms(storage::Session& session) {
  auto list = nlohmann::json::array();
  for (const auto& each : storage::alarms::open(session))
    list.push_back({{"channel", each.channel}, {"account", each.account}, {"kind", each.kind}, {"detail", each.detail}, {"since", each.since},
                    {"advice", advice(each.kind, each.channel, each.account)}});
  return list;
}

nlohmann::json heard(const ControlContext& context, storage::Session& session) {
  auto list = nlohmann::json::array();
  if (!context.outside) return list;
  const auto seen = storage::channels_seen(session);
  for (const auto& setup : context.outside->channels) {
    nlohmann::json one{{"channel", setup.name}};
    for (const auto& each : seen)
      if (each.channel == setup.name) one["ago"] = context.clock() - each.at;
    list.push_back(std::move(one));
  }
  return list;
}

std::string name(adapters::Finding::State state) {
  constexpr const char* names[] = {"fine", "mend", "stop", "unknown"};
  return names[static_cast<std::size_t>(state)];
}

// An account that cannot be asked is a finding too.
void probe_account(const ControlContext& context, const engine::ChannelSetup& setup, const std::string& account, nlohmann::json& list) {
  const auto add = [&](const std::string& probe, const adapters::Finding& finding) {
    list.push_back({{"channel", setup.name}, {"account", account}, {"probe", probe}, {"state", name(finding.state)}, {"reason", finding.reason}});
  };
  try {
    const Speaker speaker(context, {&setup, account});
    for (const auto& probe : setup.channel->probes()) add(probe.name, ask_probe(speaker, probe));
  } catch (const Refused& refused) {
    add("token", {adapters::Finding::State::stop, refused.what()});
  }
}

}  // namespace

adapters::Finding ask_probe(const Speaker& speaker, const adapters::Probe& probe) {
  const auto build = [&](const adapters::Credentials& tokens) { return speaker.channel().probe_request(probe, speaker.account(), tokens); };
  return speaker.channel().read_probe(probe, speaker.exchange(build));
}

Said do_state(const ControlContext& context, const nlohmann::json&) {
  const auto now = context.clock();
  const auto state = context.database.read([&](storage::Session& session) {
    const auto in = storage::inbox::counts(session);
    const auto out = storage::outbox::counts(session, now);
    return nlohmann::json{{"engine", context.database.engine()}, {"now", now}, {"waiting", in.waiting}, {"dead", in.dead + out.dead},
                          {"rejected", out.rejected}, {"unsure", out.unsure}, {"held", out.held},
                          {"oldest_due", out.oldest_due_at ? now - *out.oldest_due_at : 0}, {"sending_stopped", storage::sending_stopped(session)},
                          {"accounts", accounts(context, session)}, {"alarms", alarms(session)}, {"heard", heard(context, session)}};
  });
  return {state.dump()};
}

Said do_probe(const ControlContext& context, const nlohmann::json&) {
  auto list = nlohmann::json::array();
  for (const auto& setup : outside_of(context).channels)
    for (const auto& account : setup.accounts) probe_account(context, setup, account.id, list);
  return {list.dump()};
}

}  // namespace app
