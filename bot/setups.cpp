// See setups.hpp.
#include "bot/setups.hpp"

#include "bot/platforms.hpp"
#include "bot/union/known_names.hpp"

namespace app {

namespace {

engine::ChannelSetup setup_of(const ChannelConfig& config) {
  engine::ChannelSetup setup{config.name, find_platform(config.kind)->make(config), {}, config.sends_per_second, config.connections};
  for (const auto& account : config.accounts) setup.accounts.push_back({account.id, {account.access_token, account.refresh_token, 0}});
  return setup;
}

trade_union::ChannelNote note_of(const ChannelConfig& config) {
  const auto& platform = *find_platform(config.kind);
  const auto made = platform.make(config);
  const auto shows_buttons = [&](auto kind) { return made->capabilities(kind).max_choices > 0; };
  trade_union::ChannelNote note;
  note.label = platform.label;
  note.group_buttons = shows_buttons(adapters::ConversationKind::group);
  note.direct_buttons = shows_buttons(adapters::ConversationKind::direct);
  note.chat_link = [made](const std::string& account, const std::string& code) { return made->chat_link(account, code); };
  return note;
}

}  // namespace

std::vector<engine::ChannelSetup> channel_setups(const std::vector<ChannelConfig>& channels) {
  std::vector<engine::ChannelSetup> setups;
  for (const auto& config : channels) setups.push_back(setup_of(config));
  return setups;
}

trade_union::Settings rules_settings(const Config& config) {
  trade_union::Settings settings{config.responsible, config.contact, {}};
  settings.public_url = config.public_url;
  settings.grammar = config.grammar;
  settings.names = std::make_shared<trade_union::KnownNames>(config.grammar);
  for (const auto& channel : config.channels) settings.channels[channel.name] = note_of(channel);
  return settings;
}

}  // namespace app
