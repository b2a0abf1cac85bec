// Where a command works: the data folder of a configuration or of the demo; and how it gets its work done there.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "bot/config.hpp"

namespace app {

struct PlaceOptions { std::string config, data; };

// Adds --config and --data to a command.
void add_place(CLI::App& command, PlaceOptions& options);

// The configuration the options name: of --config, else ./nhipcau.toml, else the demo's folder (--data, ./nhipcau-demo). Its problems
// matter only where no server runs. Throws Refused.
LoadedConfig find_place(const PlaceOptions& options);

// Throws Refused with all problems of the configuration, one a line.
void refuse_problems(const LoadedConfig& loaded);

// Has the request carried out by the server of this place, or here if none runs. Gives the answer of control().
nlohmann::json carry_out(const PlaceOptions& options, const nlohmann::json& request);

// The same place for many requests: without a server the database is opened once, at the first.
class Place {
 public:
  explicit Place(const PlaceOptions& options);
  ~Place();
  nlohmann::json carry_out(const nlohmann::json& request);
  // The output of a request that is to succeed. Throws Refused.
  std::string output(const nlohmann::json& request);
  std::int64_t now() const;                      // by the clock of the place, UTC ms

 private:
  struct Own;
  LoadedConfig loaded_;
  std::unique_ptr<Own> own_;
};

// The same, printed: output to standard output (raw bytes as they are), the error to standard error. Gives the exit status.
int carry_out_and_print(const PlaceOptions& options, const nlohmann::json& request);

// The raw bytes or the text of an answer's output.
std::string output_of(const nlohmann::json& answer);

}  // namespace app
