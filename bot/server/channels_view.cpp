#include "bot/server/channels_view.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/server/console_view.hpp"
#include "bot/server/words.hpp"
#include "storage/alarms.hpp"
#include "storage/channel_state.hpp"
#include "storage/credentials.hpp"
#include "storage/watch.hpp"

namespace server {
namespace {

using nlohmann::json;
using storage::Session;

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

std::string label_of(const trade_union::Settings& settings, const std::string& channel) {
  const auto note = settings.channels.find(channel);
  return note != settings.channels.end() ? note->second.label : channel;
}

// How long after a person's last line the platform lets the bot write first; 0: always.
std::int64_t window_of(const engine::ChannelSetup* setup) {
  return setup ? setup->channel->capabilities(adapters::ConversationKind::direct).window_ms.value_or(0) : 0;
}

// Every account that is configured or that the database knows something of.
std::vector<storage::AccountState> accounts_of(Session& session, const engine::ChannelSetup* setup, const std::string& channel, std::int64_t window_from) {
  auto states = storage::account_states(session, channel, window_from);
  if (!setup) return states;
  for (const auto& account : setup->accounts)
    if (std::none_of(states.begin(), states.end(), [&](const auto& state) { return state.account == account.id; })) {
      storage::AccountState fresh;
      fresh.channel = channel, fresh.account = account.id;
      states.push_back(std::move(fresh));
    }
  return states;
}

json count(const char* name, std::int64_t number) { return {{"name", word("channel_counts", name)}, {"number", say_number(number)}}; }

// What waits and why, without the lines that are zero.
json waiting_fields(const storage::AccountState& state) {
  json list = json::array();
  for (const auto& [name, number] : {std::pair{"queued", state.queued}, {"held_person", state.held_person}, {"held_quota", state.held_quota},
                                     {"held_human", state.held_human}, {"unsure", state.unsure}, {"dead", state.dead}})
    if (number > 0) list.push_back(count(name, number));
  return list;
}

json account_fields(const storage::AccountState& state, bool windowed, std::int64_t now) {
  json fields{{"id", state.account}, {"stopped", state.stopped}, {"paused", state.paused_until > now ? language::say_moment(state.paused_until) : ""},
              {"people", say_number(state.people)}, {"reachable", say_number(state.reachable)}, {"windowed", windowed}, {"waiting", waiting_fields(state)}};
  fields["token"] = state.refreshed_at > 0 ? say_age(now - state.refreshed_at) : "";
  fields["expires"] = state.expires_at > 0 ? language::say_moment(state.expires_at) : "";
  fields["expired"] = state.expires_at > 0 && state.expires_at < now;
  return fields;
}

}  // namespace

std::string say_age(std::int64_t ms) {
  if (ms < minute) return word("age", "now");
  if (ms < hour) return std::to_string(ms / minute) + " " + word("age", "minutes");
  if (ms < 2 * day) return std::to_string(ms / hour) + " " + word("age", "hours");
  return std::to_string(ms / day) + " " + word("age", "days");
}

json alarm_fields(Session& session, const trade_union::Settings& settings) {
  json list = json::array();
  for (const auto& alarm : storage::alarms::open(session))
    list.push_back({{"channel", alarm.channel}, {"label", label_of(settings, alarm.channel)}, {"account", alarm.account}, {"text", word("alarm", alarm.kind)},
                    {"todo", word("alarm_todo", alarm.kind)}, {"detail", alarm.detail}, {"since", language::say_moment(alarm.since)}});
  return list;
}

json channel_fields(Session& session, const engine::Engine& engine, const trade_union::Settings& settings, std::int64_t now) {
  std::map<std::string, std::int64_t> seen;
  for (const auto& mark : storage::channels_seen(session)) seen[mark.channel] = mark.at;
  const auto alarms = alarm_fields(session, settings);
  json channels = json::array();
  for (const auto& [name, note] : settings.channels) {
    const auto* setup = engine.channel(name);
    const auto window = window_of(setup);
    json accounts = json::array(), own = json::array();
    for (const auto& state : accounts_of(session, setup, name, window > 0 ? now - window : 0)) accounts.push_back(account_fields(state, window > 0, now));
    for (const auto& alarm : alarms)
      if (alarm.at("channel") == name) own.push_back(alarm);
    const bool stopped = std::any_of(accounts.begin(), accounts.end(), [](const json& account) { return account.at("stopped") != ""; });
    channels.push_back({{"name", name}, {"label", note.label}, {"fine", own.empty() && !stopped}, {"alarms", std::move(own)}, {"accounts", std::move(accounts)},
                        {"window", window > 0 ? std::to_string(window / hour) : ""}, {"last_event", seen.contains(name) ? say_age(now - seen[name]) : ""}});
  }
  return {{"channels", std::move(channels)}, {"all_stopped", storage::sending_stopped(session)}};
}

}  // namespace server
