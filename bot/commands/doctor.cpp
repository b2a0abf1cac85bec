// nhipcau doctor: looks at everything a server needs and says in one line each whether it is well.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <iostream>

#include "adapters/http/client.hpp"
#include "bot/clock.hpp"
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/control_socket.hpp"
#include "bot/engine/sealed_token.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"

namespace app {

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

nlohmann::json state_of(const ControlContext& context, storage::Session& session, const nlohmann::json& named) {
  const auto channel = named.at(0).get<std::string>(), account = named.at(1).get<std::string>();
  nlohmann::json state{{"channel", channel}, {"account", account}, {"token", "none"}};
  const auto pair = storage::credentials::load(session, {channel, account});
  if (!pair) return state;
  state.update({{"token", "sealed with another key"}, {"age", context.clock() - pair->refreshed_at}, {"stopped", pair->stopped}});
  if (const auto token = engine::unseal(context.vault, *pair)) {
    const auto ends = token->credentials.expires_at;
    state["token"] = ends != 0 && ends < context.clock() ? "expired" : "good";
  }
  return state;
}

}  // namespace

// Also what the doctor asks the running server: {"command":"state","accounts":[["zalo","579…"],…]}.
Said do_state(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const auto state = context.database.read([&](storage::Session& session) {
    const auto in = storage::inbox::counts(session);
    const auto out = storage::outbox::counts(session, now);
    nlohmann::json json{{"engine", context.database.engine()}, {"now", now}, {"waiting", in.waiting}, {"dead", in.dead + out.dead},
                        {"rejected", out.rejected}, {"unsure", out.unsure}, {"held", out.held},
                        {"oldest_due", out.oldest_due_at ? now - *out.oldest_due_at : 0}, {"sending_stopped", storage::sending_stopped(session)}};
    for (const auto& named : args.value("accounts", nlohmann::json::array())) json["accounts"].push_back(state_of(context, session, named));
    return json;
  });
  return {state.dump()};
}

namespace {

class Report {
 public:
  void line(bool good, const std::string& what, const std::string& detail) {
    std::cout << (good ? "ok    " : "FAIL  ") << what << ": " << detail << "\n";
    bad_ = bad_ || !good;
  }
  int status() const { return bad_ ? 1 : 0; }

 private:
  bool bad_ = false;
};

std::string lasting(std::int64_t milliseconds) {
  if (milliseconds >= 2 * day) return std::to_string(milliseconds / day) + " days";
  if (milliseconds >= 2 * hour) return std::to_string(milliseconds / hour) + " hours";
  return std::to_string(milliseconds / minute) + " minutes";
}

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

void check_accounts(Report& report, const nlohmann::json& state) {
  for (const auto& each : state.value("accounts", nlohmann::json::array())) {
    const auto name = "account " + each.at("channel").get<std::string>() + " " + each.at("account").get<std::string>();
    const auto token = each.at("token").get<std::string>(), stopped = each.value("stopped", std::string());
    if (!stopped.empty()) report.line(false, name, "sends nothing: " + stopped);
    else report.line(token == "good", name, "token " + token + (each.contains("age") ? ", " + lasting(each["age"].get<std::int64_t>()) + " old" : ""));
  }
}

void check_queues(Report& report, const nlohmann::json& state) {
  const auto number = [&](const char* name) { return std::to_string(state.value(name, std::int64_t{0})); };
  const bool stopped = state.value("sending_stopped", false);
  report.line(!stopped, "sending", stopped ? "stopped after a restore, until `nhipcau resume`" : "on, the oldest due message waits " + lasting(state.value("oldest_due", std::int64_t{0})));
  const bool attention = state.value("dead", 0) + state.value("rejected", 0) + state.value("unsure", 0) > 0;
  report.line(!attention, "for a human", number("dead") + " dead, " + number("rejected") + " rejected, " + number("unsure") + " unsure (nhipcau dead list)");
}

adapters::http::ClientResult get(const std::string& url) {
  boost::asio::io_context io;
  adapters::http::ClientOptions options;
  options.deadline = std::chrono::seconds(5);
  adapters::http::Client client(io, options);
  adapters::http::ClientResult result = adapters::http::ClientFailure{false, "no answer"};
  boost::asio::co_spawn(io, client.exchange({"GET", url, {}, ""}), [&](std::exception_ptr, adapters::http::ClientResult got) { result = std::move(got); io.stop(); });
  io.run();
  return result;
}

// Only the server's own port: whether the world reaches it is for the platform's console to say.
void check_webhooks(Report& report, const Config& config) {
  const bool tls = !config.http.certificate_file.empty();
  if (tls && config.public_url.empty()) return report.line(true, "web", "speaks TLS; set public_url to have it looked at");
  const auto any = config.http.address == "0.0.0.0" || config.http.address == "::";
  const auto base = tls ? config.public_url : "http://" + (any ? std::string("127.0.0.1") : config.http.address) + ":" + std::to_string(config.http.port);
  const auto result = get(base + "/healthz");
  const auto* answer = std::get_if<adapters::http::ClientResponse>(&result);
  const auto reason = answer ? "status " + std::to_string(answer->status) : std::get<adapters::http::ClientFailure>(result).reason;
  report.line(answer && answer->status == 200, "web", base + "/healthz: " + reason);
}

nlohmann::json ask_state(Report& report, const PlaceOptions& options, const Config& config) {
  nlohmann::json accounts = nlohmann::json::array();
  for (const auto& channel : config.channels)
    for (const auto& account : channel.accounts) accounts.push_back({channel.name, account.id});
  const nlohmann::json request = {{"command", "state"}, {"accounts", accounts}};
  try {
    const auto answer = carry_out(options, request);
    if (answer.contains("error")) throw Refused(answer["error"].get<std::string>());
    auto state = nlohmann::json::parse(output_of(answer));
    report.line(true, "database", state.value("engine", "") + ", readable");
    return state;
  } catch (const std::exception& error) {
    report.line(false, "database", error.what());
    return nlohmann::json::object();
  }
}

int examine(const PlaceOptions& options) {
  Report report;
  const auto place = find_place(options);
  const auto& config = place.config;
  check_configuration(report, place);
  check_disk(report, config.storage.data);
  const bool running = ask_server(config.storage.data, {{"command", "state"}}).has_value();
  report.line(running, "server", running ? "running" : "not running");
  const auto state = ask_state(report, options, config);
  if (!state.empty()) {
    check_queues(report, state);
    check_accounts(report, state);
  }
  check_clock(report, config, state);
  if (running && !config.file.empty()) check_webhooks(report, config);
  return report.status();
}

}  // namespace

void add_doctor(CLI::App& app, int& status) {
  auto place = std::make_shared<PlaceOptions>();
  auto* doctor = app.add_subcommand("doctor", "Looks at configuration, disk, database, tokens, queues, clock and port; exit status 1 if one is not well");
  add_place(*doctor, *place);
  doctor->callback([place, &status] { status = examine(*place); });
}

}  // namespace app
