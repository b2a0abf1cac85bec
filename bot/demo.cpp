// See demo.hpp.
#include "bot/demo.hpp"

#include <filesystem>

#include "bot/clock.hpp"
#include "bot/demo_world.hpp"
#include "bot/open.hpp"

namespace app {

namespace asio = boost::asio;
namespace sandbox = adapters::sandbox;

namespace {

constexpr const char* in_memory = ":memory:";
constexpr double demo_sends_per_second = 200;  // the stand-ins have no limit of their own

ChannelConfig zalo_channel(const sandbox::ZaloAccount& zalo, const std::string& base_url) {
  ChannelConfig channel;
  channel.name = sample::zalo_channel;
  channel.kind = "zalo_oa";
  channel.app_id = zalo.app_id;
  channel.app_secrets = {zalo.app_secret};
  channel.oa_secrets = {zalo.oa_secret};
  channel.base_url = channel.auth_url = base_url;
  channel.sends_per_second = demo_sends_per_second;
  channel.accounts = {{zalo.oa_id, zalo.access_token, zalo.refresh_token}};
  return channel;
}

ChannelConfig facebook_channel(const sandbox::FacebookAccount& facebook, const std::string& base_url) {
  ChannelConfig channel;
  channel.name = sample::facebook_channel;
  channel.kind = "facebook";
  channel.app_id = facebook.app_id;
  channel.app_secrets = {facebook.app_secret};
  channel.verify_tokens = {facebook.verify_token};
  channel.base_url = base_url;
  channel.sends_per_second = demo_sends_per_second;
  channel.accounts = {{facebook.page_id, facebook.page_token, ""}};
  return channel;
}

ChannelConfig zalo_bot_channel(const sandbox::ZaloBotAccount& bot, const std::string& base_url) {
  ChannelConfig channel;
  channel.name = bot_channel;
  channel.kind = "zalo_bot";
  channel.verify_tokens = {bot.secret_token};
  channel.base_url = base_url;
  channel.sends_per_second = demo_sends_per_second;
  channel.accounts = {{bot_account, bot.token, ""}};
  return channel;
}

// The province, its directive and who has the Zalo Bot; all only once.
sample::Province seed(storage::Database& database, std::int64_t now) {
  return database.write([now](storage::Session& session) {
    auto province = sample::seed(session, now);
    trade_union::add_directive(session, sample::plan_324(province.root_unit), "demo", now);  // refused when it is there already
    seed_bot(session, province);
    return province;
  });
}

sandbox::World world_of(storage::Database& database, const sample::Province& province, std::int64_t now) {
  return database.read([&](storage::Session& session) { return make_world(session, province, now); });
}

Config configure(const DemoOptions& options) {
  auto config = demo_config(options.folder);
  if (options.memory) config.storage.sqlite = in_memory;
  config.storage.postgresql = options.postgresql;
  config.http.address = options.address;
  config.http.port = options.port;
  config.clock_start = options.clock_start;
  return config;
}

// How a browser of this machine reaches what listens there.
std::string reachable(const std::string& address) {
  if (address == "0.0.0.0") return "127.0.0.1";
  if (address == "::") return "[::1]";
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

}  // namespace

Config demo_config(const std::string& folder) {
  Config config;
  config.storage.data = std::filesystem::absolute(folder).lexically_normal().string();
  config.storage.sqlite = config.storage.data + "/nhipcau.db";
  config.responsible = "Ban Thường vụ LĐLĐ tỉnh Sơn Hà";
  config.contact = "Văn phòng LĐLĐ tỉnh Sơn Hà";
  config.watch.silence = {};                             // nobody writes for hours, and that is well
  return config;
}

Demo::Demo(asio::io_context& io, const DemoOptions& options) : address_(reachable(options.address)) {
  auto config = configure(options);
  if (!options.memory) open_data_folder(config.storage.data);
  auto database = open_database(config.storage);
  const auto key = options.memory ? storage::Vault::new_key() : open_key(config);
  const auto clock = make_clock(options.clock_start);
  province_ = seed(*database, clock());

  const auto world = world_of(*database, province_, clock());
  sandbox::Options stage;
  stage.address = options.address;
  stage.port = options.sandbox_port;
  stage.clock = clock;
  stage.bot_users = 50;                      // the free plan
  stage.bot_messages = 3'000;
  stage.bot_groups = 3;
  sandbox_ = std::make_unique<sandbox::Sandbox>(io, world, stage);

  const auto base = "http://" + address_ + ":" + std::to_string(sandbox_->port());
  config.channels = {zalo_channel(world.zalo, base), facebook_channel(world.facebook, base), zalo_bot_channel(world.zalo_bot, base)};
  app_ = std::make_unique<App>(io, config, std::move(database), key, App::Options{clock, province_.root_unit, !options.memory});
  sandbox_->set_webhooks(start_page() + "/webhook/" + sample::zalo_channel, start_page() + "/webhook/" + sample::facebook_channel,
                         start_page() + "/webhook/" + bot_channel);
}

Demo::~Demo() = default;

std::string Demo::start_page() const { return "http://" + address_ + ":" + std::to_string(app_->port()); }

asio::awaitable<void> Demo::stop(std::chrono::milliseconds grace) {
  co_await sandbox_->stop(grace);
  co_await app_->stop(grace);
}

}  // namespace app
