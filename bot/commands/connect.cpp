// nhipcau connect zalo_oa|facebook|zalo_bot. Tokens come by consent or over standard input, never as an argument others could see.
#include "bot/commands/connect.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/platforms.hpp"

namespace app {

namespace {

std::string line_of_input() {
  std::string line;
  std::getline(std::cin, line);
  line.erase(line.find_last_not_of(" \t\r\n") + 1);
  return line;
}

// The token in the first line of standard input, its refresh token, if it has one, in the second.
std::string store_given(const ConnectOptions& options) {
  const auto access = line_of_input(), refresh = line_of_input();
  if (access.empty()) throw Refused("Standard input brought no token.", 2);
  const auto answer = carry_out(options.place, {{"command", "connect finish"}, {"kind", options.kind}, {"channel", options.channel},
                                                {"account", options.account}, {"access_token", access}, {"refresh_token", refresh}});
  if (answer.contains("error")) throw Refused(answer["error"].get<std::string>(), answer.value("status", 1));
  const auto done = nlohmann::json::parse(output_of(answer));
  std::cout << done.at("said").get<std::string>() << std::flush;
  return done.at("account").get<std::string>();
}

int make_verifier(const std::string& file) {
  const auto pkce = new_pkce();
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const auto text = pkce.verifier + "\n";
  const bool written = out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (out >= 0) ::close(out);
  if (!written) throw Refused("The file " + file + " cannot be written; it must not exist yet.");
  std::cout << "challenge for the console: " << pkce.challenge << "\n";
  return 0;
}

int connect(ConnectOptions options, const std::string& token) {
  if (options.new_verifier) return make_verifier(options.verifier_file);
  const auto kind = find_platform(options.kind);
  if (kind == nullptr) throw Refused("'" + options.kind + "' is no platform this program knows.", 2);
  if (!token.empty() && token != "-") throw Refused("A token is never given as an argument, where others could see it: write --token - and give it on standard input.", 2);
  const bool consents = kind->make(ChannelConfig())->consent() != nullptr;
  if (!token.empty()) options.account = store_given(options);
  else if (consents) options.account = connect_by_consent(options);
  return carry_out_and_print(options.place, {{"command", "connect set up"}, {"kind", options.kind}, {"channel", options.channel}, {"account", options.account}});
}

}  // namespace

void add_connect(CLI::App& app, int& status) {
  auto options = std::make_shared<ConnectOptions>();
  auto token = std::make_shared<std::string>();
  auto* command = app.add_subcommand("connect", "Connects an account: fetches or stores its tokens, subscribes to its events, gives it its texts");
  std::vector<std::string> kinds;
  for (const auto& each : platforms()) kinds.emplace_back(each.kind);
  command->add_option("kind", options->kind, "zalo_oa, zalo_bot or facebook")->required()->check(CLI::IsMember(kinds));
  command->add_option("--channel", options->channel, "Name of the channel, where there are several of this kind");
  command->add_option("--account", options->account, "Id of the account, where there are several");
  command->add_option("--token", *token, "-: the token stands in the first line of standard input, its refresh token in the second");
  auto* here = command->add_option("--port", options->port, "Port of the callback page on this machine (8765)");
  auto* there = command->add_flag("--public", options->public_page, "The callback comes to the running server, <public_url>/connect/<channel>")->excludes(here);
  command->add_flag("--paste", options->paste, "You paste the address the browser came to")->excludes(there);
  command->add_option("--redirect", options->redirect, "The callback address as it stands in the platform's console")->excludes(there);
  auto* file = command->add_option("--verifier", options->verifier_file, "File with a fixed verifier, for a console that keeps one challenge");
  command->add_flag("--new-verifier", options->new_verifier, "Makes that file and shows the challenge for the console")->needs(file);
  add_place(*command, options->place);
  command->callback([options, token, &status] { status = connect(*options, *token); });
}

}  // namespace app
