// nhipcau parse: one webhook body in, normalised events out (docs/contracts.md).
#include <fstream>
#include <iostream>
#include <iterator>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/platforms.hpp"

namespace app {

namespace {

std::string read_body(const std::string& file) {
  if (file.empty()) return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream stream(file, std::ios::binary);
  std::string body(std::istreambuf_iterator<char>(stream), {});
  if (!stream) throw Refused("The file " + file + " cannot be read.");
  return body;
}

int parse(const ChannelConfig& config, const std::string& file) {
  const auto* platform = find_platform(config.kind);
  if (!platform) throw Refused("There is no platform '" + config.kind + "'.", 2);
  try {
    for (const auto& event : platform->make(config)->parse(read_body(file)))
      std::cout << adapters::to_json(event).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } catch (const adapters::BadBody& bad) {
    throw Refused(bad.what(), 2);
  }
  return 0;
}

}  // namespace

void add_parse(CLI::App& app, int& status) {
  struct Options { std::string channel, account, app_id, file; };
  auto options = std::make_shared<Options>();
  std::vector<std::string> kinds;
  for (const auto& platform : platforms()) kinds.emplace_back(platform.kind);

  auto* command = app.add_subcommand("parse", "Shows a webhook body as the events found in it, one JSON object a line");
  command->add_option("--channel", options->channel, "Kind of platform")->required()->check(CLI::IsMember(kinds));
  command->add_option("--account", options->account, "Our account (OA id, Page id); events for another one are ignored");
  command->add_option("--app-id", options->app_id, "Our Facebook app: tells our own echoes from others'");
  command->add_option("file", options->file, "The body (standard input)");
  command->callback([options, &status] {
    ChannelConfig config;
    config.kind = options->channel;
    config.app_id = options->app_id;
    if (!options->account.empty()) config.accounts.push_back({options->account, "", ""});
    status = parse(config, options->file);
  });
}

}  // namespace app
