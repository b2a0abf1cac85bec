// nhipcau alarms: what is wrong with channels and accounts now, and what to do about each.
#include "bot/commands/alarms.hpp"

#include "bot/commands/command_line.hpp"
#include "bot/commands/group.hpp"
#include "bot/commands/place.hpp"
#include "bot/language/text.hpp"
#include "storage/credentials.hpp"

namespace app {

std::string advice(const std::string& kind, const std::string& channel, const std::string& account) {
  const auto resume = "nhipcau resume --channel " + channel + " --account " + account;
  if (kind == "silent") return "look whether the platform still sends events: the webhook page of its console, certificate, proxy";
  if (kind == "stopped") return "put right what the platform complains of, then: " + resume;
  if (kind == "webhook") return "the server subscribes again by itself; if it stays open, run nhipcau connect";
  if (kind == "token_old" || kind == "consent_lost") return "an administrator of the account consents again: nhipcau connect";
  return "look into the log of the server";
}

// An alarm that no check closes (a channel that left the configuration) is ended by hand; one that still holds comes back.
Said do_alarms(const ControlContext& context, const nlohmann::json& args) {
  const auto now = context.clock();
  const auto channel = args.value("clear", std::string());
  if (channel.empty()) {
    return context.database.read([](storage::Session& session) {
      std::vector<std::vector<std::string>> rows;
      for (const auto& each : storage::alarms::open(session))
        rows.push_back({language::iso_moment(each.since), each.channel, each.account.empty() ? "-" : each.account, each.kind, each.detail,
                        advice(each.kind, each.channel, each.account)});
      return Said{rows.empty() ? "Nothing is wrong that the watch knows of.\n" : table({"since", "channel", "account", "what", "detail", "what to do"}, rows)};
    });
  }
  const auto ended = context.database.write([&](storage::Session& session) {
    std::size_t count = 0;
    for (const auto& each : storage::alarms::open(session))
      if (each.channel == channel && storage::alarms::end(session, each, now)) ++count;
    return count;
  });
  if (ended == 0) throw Refused("Channel " + channel + " has no open alarm.");
  return {"ended " + std::to_string(ended) + "\n"};
}

void add_alarms(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string clear; };
  auto options = std::make_shared<Options>();
  auto* alarms = app.add_subcommand("alarms", "Lists what is wrong with channels and accounts, and what to do about it");
  alarms->add_option("--clear", options->clear, "Ends all alarms of this channel; what is still wrong comes back");
  add_place(*alarms, options->place);
  alarms->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "alarms"}, {"clear", options->clear}}); });
}

}  // namespace app
