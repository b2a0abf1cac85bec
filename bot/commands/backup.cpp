// nhipcau backup, verify, resume: looking after the database of a server, running or not.
#include <filesystem>
#include <fstream>

#include "bot/commands/command_line.hpp"
#include "bot/commands/control.hpp"
#include "bot/commands/place.hpp"
#include "bot/commands/restore.hpp"
#include "bot/language/text.hpp"
#include "storage/audit.hpp"
#include "storage/credentials.hpp"
#include "storage/outbox.hpp"
#include "storage/questions.hpp"
#include "storage/verify.hpp"

namespace app {

namespace {

// The head of the audit log's chain as the backup has it, kept beside the backup: who changes the log later cannot change what was kept
// elsewhere. Read before the copy is made, so that it lies on the copy's chain too.
std::string keep_head(const std::string& file, const storage::AuditHead& head, std::int64_t now) {
  if (head.hash.empty()) return "the audit log has no sealed rows yet\n";
  const auto said = std::to_string(head.rows) + ":" + head.hash;
  const auto beside = file + ".audit-head";
  if (!(std::ofstream(beside) << language::day_of(now) << " " << said << "\n").flush()) throw Refused("The head of the audit log could not be written to " + beside + ".");
  std::filesystem::permissions(beside, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return "audit head of " + language::day_of(now) + ": " + said + " (kept in " + beside + "; `nhipcau audit verify --head` takes it)\n";
}

}  // namespace

Said do_backup(const ControlContext& context, const nlohmann::json& args) {
  const auto file = args.at("file").get<std::string>();
  const auto head = context.database.read([](storage::Session& session) { return storage::audit_head(session); });
  context.database.backup(file);
  return {"backed up to " + file + " (" + std::to_string(std::filesystem::file_size(file)) + " octets)\n" + keep_head(file, head, context.clock())};
}

Said do_verify(const ControlContext& context, const nlohmann::json&) {
  const auto differences = context.database.read([](storage::Session& session) { return storage::verify(session); });
  std::string text;
  for (const auto& difference : differences) text += difference + "\n";
  return {text.empty() ? "Every counter agrees with the facts.\n" : text, differences.empty() ? 0 : 1};
}

namespace {

std::string resume_account(storage::Session& session, const std::string& channel, const std::string& account, std::int64_t now) {
  const bool was_stopped = storage::credentials::resume(session, {channel, account});
  const auto released = storage::outbox::release_account(session, channel, account, now);
  if (!was_stopped && released == 0) throw Refused("The account " + account + " of channel " + channel + " was not stopped.");
  return "sending resumed for " + channel + " " + account + ", " + std::to_string(released) + " messages released\n";
}

std::string resume_all(storage::Session& session) {
  std::string text = storage::sending_stopped(session) ? "sending resumed\n" : "sending was not stopped\n";
  storage::resume_sending(session);
  for (const auto& each : storage::credentials::stopped(session))
    text += "still stopped: " + each.channel + " " + each.account + ", " + each.reason + " (nhipcau resume --channel … --account …)\n";
  return text;
}

}  // namespace

Said do_resume(const ControlContext& context, const nlohmann::json& args) {
  const auto channel = args.value("channel", std::string()), account = args.value("account", std::string());
  const auto now = context.clock();
  auto text = context.database.write([&](storage::Session& session) {
    storage::log_audit(session, {.at = now, .actor = "command", .action = "resume", .subject = channel.empty() ? "sending" : channel + "|" + account, .channel = "command"});
    return channel.empty() ? resume_all(session) : resume_account(session, channel, account, now);
  });
  context.changed();
  return {text};
}

void add_backup(CLI::App& app, int& status) {
  struct Options { PlaceOptions place; std::string file, channel, account; };
  auto options = std::make_shared<Options>();
  auto* backup = app.add_subcommand("backup", "Writes a consistent copy of the database to a file, also while the server runs");
  backup->add_option("file", options->file, "A file that does not exist yet")->required();
  add_place(*backup, options->place);
  backup->callback([options, &status] {
    status = carry_out_and_print(options->place, {{"command", "backup"}, {"file", std::filesystem::absolute(options->file).string()}});
  });

  auto* restore = app.add_subcommand("restore", "Puts a backup in the place of the database; sending then waits for `nhipcau resume`");
  restore->add_option("file", options->file, "A file made by nhipcau backup")->required();
  add_place(*restore, options->place);
  restore->callback([options, &status] { status = restore_backup(options->place, options->file); });

  auto* verify = app.add_subcommand("verify", "Recounts every counter from the facts; exit status 1 if one differs");
  add_place(*verify, options->place);
  verify->callback([options, &status] { status = carry_out_and_print(options->place, {{"command", "verify"}}); });

  auto* resume = app.add_subcommand("resume", "Lets sending go on: after a restore, or for one account that was stopped");
  auto* channel = resume->add_option("--channel", options->channel, "Name of the stopped account's channel");
  resume->add_option("--account", options->account, "Id of the stopped account")->needs(channel);
  add_place(*resume, options->place);
  resume->callback([options, &status] {
    if (options->channel.empty() != options->account.empty()) throw Refused("--channel and --account go together.", 2);
    status = carry_out_and_print(options->place, {{"command", "resume"}, {"channel", options->channel}, {"account", options->account}});
  });
}

}  // namespace app
