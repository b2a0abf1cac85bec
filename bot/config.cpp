// See config.hpp; one function a table of the file.
#include "bot/config.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bot/config_reader.hpp"
#include "bot/language/grammar.hpp"
#include "bot/language/text.hpp"
#include "bot/platforms.hpp"

namespace app {

namespace {

constexpr std::int64_t kibibyte = 1024;

// "10.0.0.1", "::1", "10.0.0.0/8".
bool is_network(const std::string& text) {
  boost::system::error_code error;
  const auto slash = text.find('/');
  boost::asio::ip::make_address(text.substr(0, slash), error);
  if (slash == std::string::npos) return !error;
  const auto bits = text.substr(slash + 1);
  return !error && !bits.empty() && bits.size() <= 3 && bits.find_first_not_of("0123456789") == std::string::npos && std::stoi(bits) <= 128;
}

void check_networks(ConfigTable& table, std::string_view key, const std::vector<std::string>& networks) {
  for (const auto& each : networks)
    if (!is_network(each)) table.problem_at(key, "'server." + std::string(key) + "' holds '" + each + "', which is no IP address or network.");
}

void check_url(ConfigTable& table, std::string_view key, const std::string& url) {
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
    table.problem_at(key, "'" + std::string(key) + "' must begin with http:// or https://.");
}

void read_server(ConfigTable& server, Config& config) {
  auto& http = config.http;
  std::int64_t port = 8080, header = 16, body = 1024, connections = 2'000;
  http.port = 8080;
  server.text("address", http.address);
  server.whole("port", port, 0, 65'535);
  if (!is_network(http.address) || http.address.find('/') != std::string::npos)
    server.problem_at("address", "'server.address' must be an IP address such as 127.0.0.1, 0.0.0.0 or ::.");
  server.text("public_url", config.public_url);
  check_url(server, "public_url", config.public_url);
  const bool certificate = server.path("certificate", http.certificate_file);
  const bool key = server.path("key", http.key_file);
  if (certificate != key) server.problem_at(certificate ? "certificate" : "key", "'server.certificate' and 'server.key' are given together or not at all.");
  server.texts("trusted_proxies", http.trusted_proxies);
  server.texts("metrics_addresses", config.metrics_addresses);
  check_networks(server, "trusted_proxies", http.trusted_proxies);
  check_networks(server, "metrics_addresses", config.metrics_addresses);
  server.whole("header_kib", header, 4, 64);
  server.whole("body_kib", body, 64, 16 * kibibyte);
  server.seconds("request_seconds", http.request_timeout, 1, 120);
  server.seconds("idle_seconds", http.idle_timeout, 1, 3'600);
  server.seconds("write_seconds", http.write_timeout, 1, 120);
  server.whole("connections", connections, 10, 100'000);
  server.finish();

  http.port = static_cast<std::uint16_t>(port);
  http.header_limit = static_cast<std::size_t>(header * kibibyte);
  http.body_limit = static_cast<std::size_t>(body * kibibyte);
  http.max_connections = static_cast<std::size_t>(connections);
  while (config.public_url.ends_with('/')) config.public_url.pop_back();
}

void read_storage(ConfigTable& storage, StorageConfig& into) {
  std::int64_t connections = into.connections, readers = into.readers;
  storage.path("data", into.data);
  const bool file = storage.path("sqlite", into.sqlite);
  const bool url = storage.text_or_secret("postgresql", into.postgresql);
  if (file && url) storage.problem_at("postgresql", "'storage.sqlite' and 'storage.postgresql' exclude each other: name one database.");
  storage.whole("connections", connections, 1, 64);
  storage.whole("readers", readers, 1, 64);
  storage.finish();
  into.connections = static_cast<int>(connections);
  into.readers = static_cast<int>(readers);
}

void read_secrets(ConfigTable& secrets, Config& config) {
  secrets.secret("key", config.key);
  if (!config.key.empty() && (config.key.size() != 64 || config.key.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos))
    secrets.problem_at("key", "'secrets.key' must be 64 hexadecimal digits (nhipcau key makes one).");
  secrets.finish();
}

void read_clock(ConfigTable& clock, Config& config) {
  std::string start;
  if (clock.text("start", start) && !start.empty()) {
    config.clock_start = language::moment_of(start);
    if (!config.clock_start) clock.problem_at("start", "'clock.start' must be a moment such as \"2026-11-23T08:00:00+07:00\".");
  }
  clock.finish();
}

void read_notice(ConfigTable& notice, Config& config) {
  notice.need("responsible");
  notice.need("contact");
  notice.text("responsible", config.responsible);
  notice.text("contact", config.contact);
  notice.finish();
}

// A name that no other address of ours can have.
bool is_verifier_name(const std::string& name) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; };
  constexpr std::string_view begin = "zalo_verifier", end = ".html";
  return name.starts_with(begin) && name.ends_with(end) && std::all_of(name.begin(), name.end() - static_cast<std::ptrdiff_t>(end.size()), plain);
}

void read_verifier(ConfigTable& table, Config& config) {
  server::VerifierFile file;
  table.need("name");
  table.text("name", file.name);
  if (!file.name.empty() && !is_verifier_name(file.name)) table.problem_at("name", "'verifier.name' must be a name such as zalo_verifierAbC123.html.");
  const bool written = table.text("content", file.content);
  const bool kept = table.content("file", file.content);
  if (written == kept) table.problem_at("content", "'verifier' takes either 'content' or 'file'.");
  table.finish();
  config.verifiers.push_back(std::move(file));
}

void read_watch(ConfigTable& watch, WatchConfig& into) {
  constexpr double day = 24 * 60, hour_in_seconds = 3'600;
  watch.minutes("quiet_minutes", into.quiet, 0, 7 * day);
  watch.minutes("silence_minutes", into.silence, 0, 7 * day);
  watch.minutes("probe_minutes", into.probe, 0, day);
  watch.seconds("read_back_seconds", into.read_back, 0, hour_in_seconds);
  watch.whole("held_first", into.held_first, 1, 20);
  watch.finish();
}

// The words of the place: short names of units, abbreviations, further wordings, in the language of the grammar.
void read_language(ConfigTable& table, Config& config) {
  std::string file, words;
  if (table.path("words", file) && table.content("words", words)) {
    try {
      config.grammar = std::make_shared<const language::Grammar>(language::Grammar::read({words}));
    } catch (const std::invalid_argument& mistake) {
      table.problem_at("words", "'language.words': " + file + ": " + mistake.what() + ".");
    }
  }
  table.finish();
}

void read_client(ConfigTable& client, Config& config) {
  client.seconds("deadline_seconds", config.client.deadline, 1, 120);
  client.path("ca_file", config.client.ca_file);
  client.text_or_secret("proxy", config.client.proxy);
  if (!config.client.proxy.empty() && !config.client.proxy.starts_with("http://")) client.problem_at("proxy", "'client.proxy' must begin with http://.");
  client.finish();
}

AccountConfig read_account(ConfigTable& table) {
  AccountConfig account;
  table.need("id");
  table.text("id", account.id);
  table.secret("access_token", account.access_token);
  table.secret("refresh_token", account.refresh_token);
  table.finish();
  return account;
}

void check_kind(ConfigTable& table, const ChannelConfig& channel) {
  const auto* platform = find_platform(channel.kind);
  if (platform) {
    for (const auto key : platform->needs) table.need(key);
  } else if (!channel.kind.empty()) {
    std::string kinds;
    for (const auto& each : platforms()) kinds += (kinds.empty() ? "" : ", ") + std::string(each.kind);
    table.problem_at("kind", "'channel.kind' is '" + channel.kind + "', which is no platform this program knows: " + kinds + ".");
  }
}

void check_name(ConfigTable& table, const ChannelConfig& channel, const Config& config) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (!std::all_of(channel.name.begin(), channel.name.end(), plain))
    table.problem_at("name", "'channel.name' stands in web addresses: lower-case letters, digits, - and _ only.");
  const auto same = [&](const ChannelConfig& other) { return other.name == channel.name; };
  if (!channel.name.empty() && std::any_of(config.channels.begin(), config.channels.end(), same))
    table.problem_at("name", "'channel.name' is '" + channel.name + "' twice.");
}

void read_channel(ConfigTable& table, Config& config) {
  ChannelConfig channel;
  std::int64_t connections = channel.connections;
  for (const auto key : {"name", "kind", "account"}) table.need(key);
  table.text("name", channel.name);
  table.text("kind", channel.kind);
  check_kind(table, channel);
  check_name(table, channel, config);
  table.text("app_id", channel.app_id);
  table.secrets("app_secret", channel.app_secrets);
  table.secrets("oa_secret", channel.oa_secrets);
  table.secrets("verify_token", channel.verify_tokens);
  table.text("chat_link", channel.chat_link);
  check_url(table, "chat_link", channel.chat_link);
  table.text("base_url", channel.base_url);
  table.text("auth_url", channel.auth_url);
  table.text("api_version", channel.api_version);
  check_url(table, "base_url", channel.base_url);
  check_url(table, "auth_url", channel.auth_url);
  table.flag("appsecret_proof", channel.appsecret_proof);
  table.flag("buttons", channel.buttons);
  table.flag("lists", channel.lists);
  table.flag("group_quotes", channel.group_quotes);
  table.text("gif_field", channel.gif_field);
  table.text("contact_image", channel.contact_image);
  check_url(table, "contact_image", channel.contact_image);
  table.flag("utility_templates", channel.utility_templates);
  table.flag("group_feed", channel.group_feed);
  table.number("sends_per_second", channel.sends_per_second, 0.1, 1'000'000);
  table.whole("connections", connections, 1, 1'000);
  for (auto& account : table.tables("account")) channel.accounts.push_back(read_account(account));
  table.finish();
  channel.connections = static_cast<int>(connections);
  config.channels.push_back(std::move(channel));
}

void read_tables(ConfigTable& root, Config& config) {
  if (auto server = root.table("server")) read_server(*server, config);
  if (auto client = root.table("client")) read_client(*client, config);
  if (auto storage = root.table("storage")) read_storage(*storage, config.storage);
  if (auto secrets = root.table("secrets")) read_secrets(*secrets, config);
  if (auto clock = root.table("clock")) read_clock(*clock, config);
  if (auto watch = root.table("watch")) read_watch(*watch, config.watch);
  if (auto words = root.table("language")) read_language(*words, config);
  for (auto& verifier : root.tables("verifier")) read_verifier(verifier, config);
  root.need("notice");
  if (auto notice = root.table("notice")) read_notice(*notice, config);
  for (auto& channel : root.tables("channel")) read_channel(channel, config);
  if (!config.public_url.empty())
    for (auto& channel : config.channels) channel.webhook_url = config.public_url + "/webhook/" + channel.name;
  root.finish();
}

}  // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

LoadedConfig read_config(const std::string& text, const std::string& file, const Environment& environment) {
  LoadedConfig loaded;
  Reading reading{std::filesystem::absolute(file).parent_path().string(), environment, {}, {}};
  auto& config = loaded.config;
  config.file = file;
  config.storage.data = (std::filesystem::path(reading.folder) / "data").string();
  try {
    const auto parsed = toml::parse(text, file);
    ConfigTable root(reading, parsed, "");
    read_tables(root, config);
  } catch (const toml::parse_error& error) {
    reading.problem(error.source().begin.line, "this is not TOML: " + std::string(error.description()) + ".");
  }
  if (config.storage.sqlite.empty()) config.storage.sqlite = (std::filesystem::path(config.storage.data) / "nhipcau.db").string();
  for (const auto& [line, sentence] : reading.problems) loaded.problems.push_back(file + ":" + std::to_string(line) + ": " + sentence);
  loaded.keys = std::move(reading.keys);
  return loaded;
}

LoadedConfig load_config(const std::string& file, const Environment& environment) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || std::filesystem::is_directory(file) || !(text << stream.rdbuf()))
    throw std::runtime_error("The configuration " + file + " cannot be read.");
  return read_config(text.str(), file, environment);
}

}  // namespace app
