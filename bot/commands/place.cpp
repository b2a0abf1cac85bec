// See place.hpp.
#include "bot/commands/place.hpp"

#include <sodium.h>

#include <filesystem>
#include <iostream>

#include "bot/clock.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/outside.hpp"
#include "bot/demo.hpp"
#include "bot/control_socket.hpp"
#include "bot/open.hpp"

namespace app {

namespace fs = std::filesystem;

void add_place(CLI::App& command, PlaceOptions& options) {
  auto* config = command.add_option("--config", options.config, "The server's configuration (nhipcau.toml of this folder)");
  command.add_option("--data", options.data, "The data folder of a demo instead (nhipcau-demo of this folder)")->excludes(config);
}

LoadedConfig find_place(const PlaceOptions& options) {
  if (!options.config.empty()) return load_config(options.config);
  if (options.data.empty() && fs::exists("nhipcau.toml")) return load_config("nhipcau.toml");
  const auto folder = options.data.empty() ? std::string(demo_folder) : options.data;
  if (!fs::is_directory(folder)) {
    throw Refused(options.data.empty() ? "There is no nhipcau.toml and no nhipcau-demo in this folder: name one with --config or --data."
                                       : "There is no data folder " + folder + ".", 2);
  }
  return {demo_config(folder), {}, {}};
}

void refuse_problems(const LoadedConfig& loaded) {
  std::string lines;
  for (const auto& problem : loaded.problems) lines += (lines.empty() ? "" : "\n") + problem;
  if (!lines.empty()) throw Refused(lines);
}

// What a command needs to do its work itself.
struct Place::Own {
  explicit Own(const LoadedConfig& place)
      : database((refuse_problems(place), open_data_folder(place.config.storage.data), open_database(place.config.storage))),
        vault(open_key(place.config)),
        context{*database, vault, make_clock(place.config.clock_start), [] {}, place.config.channels.empty() ? nullptr : own_outside(place.config)} {}
  std::unique_ptr<storage::Database> database;
  storage::Vault vault;
  ControlContext context;
};

Place::Place(const PlaceOptions& options) : loaded_(find_place(options)) {}
Place::~Place() = default;

std::int64_t Place::now() const { return make_clock(loaded_.config.clock_start)(); }

nlohmann::json Place::carry_out(const nlohmann::json& request) {
  if (!own_) {
    if (const auto answer = ask_server(loaded_.config.storage.data, request)) return *answer;
    own_ = std::make_unique<Own>(loaded_);
  }
  return control(own_->context, request);
}

std::string Place::output(const nlohmann::json& request) {
  const auto answer = carry_out(request);
  if (answer.contains("error")) throw Refused(answer["error"].get<std::string>(), answer.value("status", 1));
  return output_of(answer);
}

nlohmann::json carry_out(const PlaceOptions& options, const nlohmann::json& request) { return Place(options).carry_out(request); }

std::string output_of(const nlohmann::json& answer) {
  const auto text = answer.value("output", std::string());
  if (!answer.value("base64", false)) return text;
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    throw Refused("The server's answer is damaged.");
  bytes.resize(size);
  return bytes;
}

int carry_out_and_print(const PlaceOptions& options, const nlohmann::json& request) {
  const auto answer = carry_out(options, request);
  std::cout << output_of(answer) << std::flush;
  if (answer.contains("error")) std::cerr << "nhipcau: " << answer["error"].get<std::string>() << "\n";
  return answer.value("status", 1);
}

}  // namespace app
