// nhipcau group create|rename|asset|dissolve.
#include <algorithm>

#include "bot/commands/group.hpp"
#include "storage/groups.hpp"

namespace app {

using adapters::Credentials;
using adapters::GroupInfo;

namespace {

std::string need(Groups& groups, const char* key, const char* sentence) {
  auto value = groups.args.value(key, std::string());
  if (value.empty()) throw Refused(sentence, 2);
  return value;
}

GroupInfo ask_group(Groups& groups, const Speaker::Build& build) {
  const auto read = [&](const auto& result, std::int64_t now) { return groups.admin.read_group(result, now); };
  return groups.speaker.ask<GroupInfo>(build, read);
}

// The platform's events do not say what a group is called; here it does.
void keep_name(Groups& groups, const GroupInfo& info) {
  const auto& speaker = groups.speaker;
  if (info.name.empty()) return;
  groups.context.database.write([&](storage::Session& session) {
    storage::set_group_name(session, storage::touch_group(session, speaker.setup().name, speaker.account(), info.id).id, info.name);
  });
}

}  // namespace

// The first members come with the group, the others are invited after it stands.
Said group_create(Groups& groups) {
  adapters::NewGroup group{need(groups, "name", "A group needs a name."), groups.args.value("description", std::string()),
                           need(groups, "asset", "Say with --asset which licence the group uses (nhipcau group assets)."), named_people(groups)};
  if (group.members.empty()) throw Refused("Name the first members; at least one is an administrator of the account.", 2);
  const auto first = std::min(group.members.size(), groups.admin.members_a_call());
  const std::vector<std::string> others(group.members.begin() + static_cast<std::ptrdiff_t>(first), group.members.end());
  group.members.resize(first);
  const auto made = ask_group(groups, [&](const Credentials& tokens) { return groups.admin.create(group, tokens); });
  log_group(groups, "create", made.id);
  keep_name(groups, made);
  auto said = others.empty() ? Said() : change_people(groups, adapters::GroupChange::invite, made.id, others);
  said.output = shown(made) + said.output;
  return said;
}

Said group_rename(Groups& groups) {
  const auto group = groups.group(), name = need(groups, "name", "Say the new name with --name."), description = groups.args.value("description", std::string());
  const auto changed = ask_group(groups, [&](const Credentials& tokens) { return groups.admin.rename(group, name, description, tokens); });
  log_group(groups, "rename", group);
  keep_name(groups, changed);
  return {shown(changed)};
}

Said group_asset(Groups& groups) {
  const auto group = groups.group(), asset = need(groups, "asset", "Say with --asset which licence it gets (nhipcau group assets).");
  const auto changed = ask_group(groups, [&](const Credentials& tokens) { return groups.admin.change_asset(group, asset, tokens); });
  log_group(groups, "asset", group);
  return {shown(changed)};
}

Said group_dissolve(Groups& groups) {
  const auto group = groups.group();
  if (!groups.args.value("yes", false)) throw Refused("Dissolving a group cannot be undone: say --yes if it is meant.", 2);
  const auto build = [&](const Credentials& tokens) { return groups.admin.dissolve(group, tokens); };
  const auto outcome = groups.speaker.change(build, [&](const auto& result, std::int64_t now) { return groups.admin.read_change(result, now); });
  if (!std::holds_alternative<adapters::Sent>(outcome)) throw Refused(sentence(outcome, groups.speaker.now()));
  log_group(groups, "dissolve", group);
  return {"dissolved " + group + "\n"};
}

}  // namespace app
