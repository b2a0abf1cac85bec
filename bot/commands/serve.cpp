// nhipcau serve, nhipcau demo: the long-running commands.
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <iostream>

#include "bot/app.hpp"
#include "bot/clock.hpp"
#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/demo.hpp"
#include "bot/language/text.hpp"
#include "bot/log.hpp"
#include "bot/open.hpp"

namespace app {

namespace asio = boost::asio;

namespace {

using std::chrono::steady_clock;

void log_ready(std::uint16_t port, steady_clock::time_point begun) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun).count();
  log(Level::info, "ready", {{"port", port}, {"milliseconds", took}, {"version", NHIPCAU_VERSION}});
}

int serve(const std::string& file) {
  const auto begun = steady_clock::now();
  asio::io_context io{1};
  auto signals = stop_signals(io);
  const auto loaded = load_config(file);
  refuse_problems(loaded);
  open_data_folder(loaded.config.storage.data);
  const auto key = open_key(loaded.config);
  App app(io, loaded.config, open_database(loaded.config.storage), key, {make_clock(loaded.config.clock_start), {}, true});
  log_ready(app.port(), begun);
  return run_until_signal(io, signals, [&app] { return app.stop(stop_grace); });
}

void print_addresses(const Demo& demo) {
  std::cout << "\nNhịp Cầu is running with the sample province Sơn Hà. Open in a browser:\n\n"
            << "  " << demo.chat_page() << "  chat as a member, a chair or an officer (stand-ins of Zalo OA, Zalo Bot and Messenger)\n"
            << "  " << demo.start_page() << "  the figures\n\n"
            << "Ctrl+C ends it.\n"
            << std::flush;
}

// The port if nobody listens there, else 0: any free one.
std::uint16_t usual_port(const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  asio::io_context io;
  const asio::ip::tcp::endpoint there(asio::ip::make_address(address, error), port);
  asio::ip::tcp::acceptor probe(io);
  if (!error) probe.open(there.protocol(), error);
  if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) probe.bind(there, error);
  return error ? 0 : port;
}

int demo(const DemoOptions& options) {
  const auto begun = steady_clock::now();
  asio::io_context io{1};
  auto signals = stop_signals(io);
  Demo demo(io, options);
  log_ready(demo.server().port(), begun);
  print_addresses(demo);
  return run_until_signal(io, signals, [&demo] { return demo.stop(stop_grace); });
}

void add_demo(CLI::App& app, int& status) {
  struct Options { DemoOptions demo; std::string clock; };
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("demo", "Runs a server with the sample province and stand-ins of the platforms: nothing leaves this machine");
  auto* folder = command->add_option("--data", options->demo.folder, "Folder of the demo's data (nhipcau-demo); it goes on where it was");
  command->add_flag("--memory", options->demo.memory, "Keep nothing")->excludes(folder);
  command->add_option("--address", options->demo.address, "Address to listen on (127.0.0.1)");
  auto* port = command->add_option("--port", options->demo.port, "Port of the server (8080, or a free one)");
  auto* sandbox_port = command->add_option("--sandbox-port", options->demo.sandbox_port, "Port of the chat page (8081, or a free one)");
  command->add_option("--clock", options->clock, "Start the clock at this moment, such as 2026-11-23T08:00:00+07:00");
  command->callback([options, port, sandbox_port, &status] {
    if (port->count() == 0) options->demo.port = usual_port(options->demo.address, 8080);
    if (sandbox_port->count() == 0) options->demo.sandbox_port = usual_port(options->demo.address, 8081);
    if (!options->clock.empty()) {
      options->demo.clock_start = language::moment_of(options->clock);
      if (!options->demo.clock_start) throw Refused("--clock takes a moment such as 2026-11-23T08:00:00+07:00.", 2);
    }
    status = demo(options->demo);
  });
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  auto file = std::make_shared<std::string>("nhipcau.toml");
  auto* command = app.add_subcommand("serve", "Runs the server");
  command->add_option("--config", *file, "The configuration (nhipcau.toml)");
  command->callback([file, &status] { status = serve(*file); });
  add_demo(app, status);
}

}  // namespace app
