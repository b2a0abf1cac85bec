// nhipcau group …: groups that an account of ours owns on its platform.
#include "bot/commands/group.hpp"

#include <fstream>
#include <iostream>
#include <map>

#include "bot/commands/command_line.hpp"
#include "bot/commands/place.hpp"
#include "storage/questions.hpp"

namespace app {

namespace {

using Action = Said (*)(Groups&);

const std::map<std::string, Action, std::less<>> actions{
    {"assets", group_assets}, {"list", group_list},     {"show", group_show},     {"members", group_members}, {"waiting", group_waiting},
    {"create", group_create}, {"rename", group_rename}, {"asset", group_asset},   {"dissolve", group_dissolve}, {"invite", group_invite},
    {"accept", group_accept}, {"reject", group_reject}, {"remove", group_remove}, {"admins", group_admins},
};

}  // namespace

std::string Groups::group() const {
  auto id = args.value("group", std::string());
  if (id.empty()) throw Refused("Say which group is meant.", 2);
  return id;
}

void log_group(Groups& groups, const std::string& action, const std::string& group) {
  const auto& speaker = groups.speaker;
  const auto subject = "group:" + speaker.setup().name + "|" + speaker.account() + "|" + group;
  groups.context.database.write([&](storage::Session& session) {
    storage::log_audit(session, {.at = speaker.now(), .actor = "command", .action = "group " + action, .subject = subject, .channel = "command"});
  });
}

Said do_group(const ControlContext& context, const nlohmann::json& args) {
  const auto found = actions.find(args.at("do").get<std::string>());
  if (found == actions.end()) throw Refused("This version knows no such thing to do with a group.", 2);
  const auto owns_groups = [](const engine::ChannelSetup& setup) { return setup.channel->group_admin() != nullptr; };
  const auto choice = choose_account(outside_of(context), args.value("channel", std::string()), args.value("account", std::string()), owns_groups);
  Speaker speaker(context, choice);
  Groups groups{context, speaker, *speaker.channel().group_admin(), args};
  return found->second(groups);
}

namespace {

struct Options {
  PlaceOptions place;
  std::string channel, account, group, name, description, asset;
  std::vector<std::string> members;
  std::int64_t unit = 0;
  std::size_t at_most = 0;
  bool yes = false, take_away = false;
};
using Shared = std::shared_ptr<Options>;

// "-": one id a line from standard input.
std::vector<std::string> read_members(const std::vector<std::string>& given) {
  std::vector<std::string> members;
  for (const auto& each : given) {
    if (each != "-") members.push_back(each);
    else for (std::string id; std::cin >> id;) members.push_back(id);
  }
  return members;
}

void carry_out_group(const Options& options, const std::string& action, int& status) {
  status = carry_out_and_print(options.place, {{"command", "group"}, {"do", action}, {"channel", options.channel}, {"account", options.account},
                                               {"group", options.group}, {"name", options.name}, {"description", options.description},
                                               {"asset", options.asset}, {"members", read_members(options.members)}, {"unit", options.unit},
                                               {"at_most", options.at_most}, {"yes", options.yes}, {"take_away", options.take_away}});
}

CLI::App* add_action(CLI::App& group, const Shared& options, int& status, const std::string& action, const std::string& about, bool of_a_group = true) {
  auto* command = group.add_subcommand(action, about);
  if (of_a_group) command->add_option("group", options->group, "Id of the group (nhipcau group list)")->required();
  command->add_option("--channel", options->channel, "Name of the channel, where there are several that own groups");
  command->add_option("--account", options->account, "Id of the account, where there are several");
  add_place(*command, options->place);
  command->callback([options, action, &status] { carry_out_group(*options, action, status); });
  return command;
}

void add_people(CLI::App* command, const Shared& options) {
  command->add_option("members", options->members, "Ids of people on the platform; - reads them from standard input");
}

void add_unit_option(CLI::App* command, const Shared& options) {
  command->add_option("--unit", options->unit, "Also everybody of this unit and below who is known on this account (nhipcau unit list)");
}

void add_views(CLI::App& group, const Shared& options, int& status) {
  add_action(group, options, status, "assets", "Lists the licences for groups: how large, until when, used by which", false);
  add_action(group, options, status, "list", "Lists the groups", false);
  add_action(group, options, status, "show", "Shows a group and the link into it");
  add_action(group, options, status, "members", "Lists the members");
  add_action(group, options, status, "waiting", "Lists who asks to join");
}

void add_changes(CLI::App& group, const Shared& options, int& status) {
  auto* create = add_action(group, options, status, "create", "Makes a group and invites its first members", false);
  create->add_option("--name", options->name, "Name of the group")->required();
  create->add_option("--asset", options->asset, "The licence it uses (nhipcau group assets)")->required();
  create->add_option("--description", options->description, "What it is for");
  add_people(create, options);
  add_unit_option(create, options);
  auto* rename = add_action(group, options, status, "rename", "Gives a group another name and description");
  rename->add_option("--name", options->name, "The new name")->required();
  rename->add_option("--description", options->description, "The new description");
  add_action(group, options, status, "asset", "Gives a group another licence: larger, or renewed")->add_option("--asset", options->asset)->required();
  add_action(group, options, status, "dissolve", "Ends a group for good")->add_flag("--yes", options->yes, "It is meant");
}

void add_people_actions(CLI::App& group, const Shared& options, int& status) {
  auto* invite = add_action(group, options, status, "invite", "Invites people, part by part; who is in already is left out");
  add_people(invite, options);
  add_unit_option(invite, options);
  invite->add_option("--at-most", options->at_most, "Invite no more than so many in this run");
  add_people(add_action(group, options, status, "accept", "Lets people in who ask to join"), options);
  add_people(add_action(group, options, status, "reject", "Does not let people in who ask to join"), options);
  add_people(add_action(group, options, status, "remove", "Takes members out"), options);
  auto* admins = add_action(group, options, status, "admins", "Makes members administrators of the group");
  add_people(admins, options);
  admins->add_flag("--take-away", options->take_away, "They are administrators no longer");
}

}  // namespace

void add_group(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* group = app.add_subcommand("group", "Chat groups that an account of ours owns (Zalo OA: GMF groups)")->require_subcommand(1);
  add_views(*group, options, status);
  add_changes(*group, options, status);
  add_people_actions(*group, options, status);
}

}  // namespace app
