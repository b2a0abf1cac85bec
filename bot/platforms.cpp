// See platforms.hpp. A new platform is one folder under adapters/ and one row here.
#include "bot/platforms.hpp"

#include "adapters/facebook/facebook.hpp"
#include "adapters/zalo_bot/zalo_bot.hpp"
#include "adapters/zalo_oa/zalo_oa.hpp"

namespace app {

namespace {

std::vector<std::string> ids(const ChannelConfig& config) {
  std::vector<std::string> found;
  for (const auto& account : config.accounts) found.push_back(account.id);
  return found;
}

void replace(std::string& standard, const std::string& configured) {
  if (!configured.empty()) standard = configured;
}

std::shared_ptr<const adapters::Channel> zalo_oa(const ChannelConfig& config) {
  adapters::ZaloOaSettings settings;
  settings.app_id = config.app_id;
  settings.oa_secrets = config.oa_secrets;
  if (!config.app_secrets.empty()) settings.app_secret = config.app_secrets.front();
  replace(settings.openapi_url, config.base_url);
  replace(settings.oauth_url, config.auth_url);
  settings.accounts = ids(config);
  settings.send_proof = config.appsecret_proof;
  settings.buttons = config.buttons;
  settings.lists = config.lists;
  settings.group_quotes = config.group_quotes;
  settings.gif_field = config.gif_field;
  settings.contact_image = config.contact_image;
  return adapters::make_zalo_oa(std::move(settings));
}

// One bot is one channel; the verify tokens are what the platform sends with each event.
std::shared_ptr<const adapters::Channel> zalo_bot(const ChannelConfig& config) {
  adapters::ZaloBotSettings settings;
  settings.secret_tokens = config.verify_tokens;
  settings.webhook_url = config.webhook_url;
  settings.link = config.chat_link;
  replace(settings.base_url, config.base_url);
  return adapters::make_zalo_bot(std::move(settings));
}

std::shared_ptr<const adapters::Channel> facebook(const ChannelConfig& config) {
  adapters::FacebookSettings settings;
  settings.app_id = config.app_id;
  settings.app_secrets = config.app_secrets;
  if (!config.verify_tokens.empty()) settings.verify_token = config.verify_tokens.front();
  replace(settings.graph_url, config.base_url);
  replace(settings.version, config.api_version);
  settings.accounts = ids(config);
  settings.utility_templates = config.utility_templates;
  settings.group_feed = config.group_feed;
  return adapters::make_facebook(std::move(settings));
}

}  // namespace

const std::vector<Platform>& platforms() {
  static const std::vector<Platform> all{
      {"zalo_oa", "Zalo", {"app_id", "app_secret", "oa_secret"}, zalo_oa},
      {"zalo_bot", "Zalo Bot", {"verify_token"}, zalo_bot},
      {"facebook", "Messenger", {"app_secret", "verify_token"}, facebook},
  };
  return all;
}

const Platform* find_platform(std::string_view kind) {
  for (const auto& platform : platforms())
    if (platform.kind == kind) return &platform;
  return nullptr;
}

}  // namespace app
