// nhipcau config check, nhipcau key.
#include <iostream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/place.hpp"
#include "storage/vault.hpp"

namespace app {

namespace {

int check(const std::string& file) {
  const auto loaded = load_config(file);
  for (const auto& problem : loaded.problems) std::cerr << problem << "\n";
  if (loaded.problems.empty()) std::cout << file << ": the configuration is in order\n";
  return loaded.problems.empty() ? 0 : 1;
}

}  // namespace

void add_config(CLI::App& app, int& status) {
  auto file = std::make_shared<std::string>("nhipcau.toml");
  auto* config = app.add_subcommand("config", "The configuration")->require_subcommand(1);
  auto* command = config->add_subcommand("check", "Names every wrong, unknown and missing key with its line");
  command->add_option("--config", *file, "The file (nhipcau.toml)");
  command->callback([file, &status] { status = check(*file); });

  app.add_subcommand("key", "Makes a key for [secrets] key and prints it")->callback([] { std::cout << storage::Vault::new_key() << "\n"; });
}

}  // namespace app
