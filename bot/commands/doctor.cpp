// nhipcau doctor: looks at everything a server needs and says in one line each whether it is well.
#include "bot/commands/doctor.hpp"

#include <filesystem>

#include "bot/clock.hpp"
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/outside.hpp"
#include "bot/commands/place.hpp"
#include "bot/control_socket.hpp"

namespace app {

namespace {

void check_configuration(Report& report, const LoadedConfig& place) {
  const auto& config = place.config;
  for (const auto& problem : place.problems) report.line(false, "configuration", problem);
  if (place.problems.empty()) report.line(true, "configuration", config.file.empty() ? "that of the demo" : config.file);
}

void check_disk(Report& report, const std::string& folder) {
  constexpr std::uintmax_t mebibyte = 1024 * 1024, least = 512;
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error) return report.line(false, "disk", folder + " cannot be looked at: " + error.message());
  report.line(space.available / mebibyte >= least, "disk", std::to_string(space.available / mebibyte) + " MiB free at " + folder);
}

void check_clock(Report& report, const Config& config, const nlohmann::json& state) {
  constexpr std::int64_t year_2026 = 1'767'225'600'000, tolerance = 5'000;
  const auto now = make_clock({})();
  const auto server = state.value("now", now);
  if (config.clock_start) return report.line(false, "clock", "the configuration sets a clock of its own ([clock] start): for trials only");
  report.line(now > year_2026 && std::abs(now - server) < tolerance, "clock", now > year_2026 ? "this machine and the server agree" : "this machine's clock is before 2026");
}

void check_queues(Report& report, const nlohmann::json& state) {
  const auto number = [&](const char* name) { return std::to_string(state.value(name, std::int64_t{0})); };
  const bool stopped = state.value("sending_stopped", false);
  report.line(!stopped, "sending", stopped ? "stopped after a restore, until `nhipcau resume`" : "on, the oldest due message waits " + lasting(state.value("oldest_due", std::int64_t{0})));
  const bool attention = state.value("dead", 0) + state.value("rejected", 0) + state.value("unsure", 0) > 0;
  report.line(!attention, "for a human", number("dead") + " dead, " + number("rejected") + " rejected, " + number("unsure") + " unsure (nhipcau dead list)");
}

// Only the server's own port: whether the world reaches it is for the platform's console to say.
void check_webhooks(Report& report, const Config& config) {
  const bool tls = !config.http.certificate_file.empty();
  if (tls && config.public_url.empty()) return report.line(true, "web", "speaks TLS; set public_url to have it looked at");
  const auto any = config.http.address == "0.0.0.0" || config.http.address == "::";
  const auto base = tls ? config.public_url : "http://" + (any ? std::string("127.0.0.1") : config.http.address) + ":" + std::to_string(config.http.port);
  const auto result = exchange_alone(config.client, {"GET", base + "/healthz", {}, ""});
  const auto* answer = std::get_if<adapters::http::ClientResponse>(&result);
  const auto reason = answer ? "status " + std::to_string(answer->status) : std::get<adapters::http::ClientFailure>(result).reason;
  report.line(answer && answer->status == 200, "web", base + "/healthz: " + reason);
}

nlohmann::json asked(const PlaceOptions& options, const char* command) {
  const auto answer = carry_out(options, {{"command", command}});
  if (answer.contains("error")) throw Refused(answer["error"].get<std::string>());
  return nlohmann::json::parse(output_of(answer));
}

nlohmann::json ask_state(Report& report, const PlaceOptions& options) {
  try {
    auto state = asked(options, "state");
    report.line(true, "database", state.value("engine", "") + ", readable");
    return state;
  } catch (const std::exception& error) {
    report.line(false, "database", error.what());
    return nlohmann::json::object();
  }
}

// How the world reaches us, as far as the configuration says.
void check_address(Report& report, const Config& config) {
  if (config.file.empty() || config.channels.empty()) return;
  const bool good = config.public_url.starts_with("https://");
  report.line(good, "public address", good ? config.public_url + "/webhook/<channel>" : "server.public_url is not set to an https address: the platforms need one");
}

int examine(const PlaceOptions& options, bool ask_platforms) {
  Report report;
  const auto place = find_place(options);
  const auto& config = place.config;
  check_configuration(report, place);
  check_disk(report, config.storage.data);
  const bool running = ask_server(config.storage.data, {{"command", "state"}}).has_value();
  report.line(running, "server", running ? "running" : "not running");
  const auto state = ask_state(report, options);
  if (!state.empty()) {
    check_queues(report, state);
    check_accounts(report, state);
    check_channels(report, state);
    check_alarms(report, state);
  }
  if (!state.empty() && ask_platforms) check_probes(report, asked(options, "probe"));
  check_clock(report, config, state);
  check_address(report, config);
  if (running && !config.file.empty()) check_webhooks(report, config);
  return report.status();
}

}  // namespace

void add_doctor(CLI::App& app, int& status) {
  auto place = std::make_shared<PlaceOptions>();
  auto ask = std::make_shared<bool>(false);
  auto* doctor = app.add_subcommand("doctor", "Looks at configuration, disk, database, tokens, channels, alarms, queues, clock and port; exit status 1 if one is not well");
  doctor->add_flag("--ask", *ask, "Also ask the platforms about tokens and webhooks");
  add_place(*doctor, *place);
  doctor->callback([place, ask, &status] { status = examine(*place, *ask); });
}

}  // namespace app
