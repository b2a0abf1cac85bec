// What `nhipcau group …` does at the platform, one function an action; group.cpp holds their command line.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/commands/speaker.hpp"

namespace app {

struct Groups {
  const ControlContext& context;
  Speaker& speaker;
  const adapters::GroupAdmin& admin;
  const nlohmann::json& args;

  std::string group() const;                              // args "group"; Refused without
};

// group_view.cpp: what there is, as tables.
Said group_assets(Groups& groups);
Said group_list(Groups& groups);
Said group_show(Groups& groups);
Said group_members(Groups& groups);
Said group_waiting(Groups& groups);
std::vector<adapters::GroupMember> all_members(Groups& groups, const std::string& group);
std::string shown(const adapters::GroupInfo& group);

// group_change.cpp: changes of one group.
Said group_create(Groups& groups);
Said group_rename(Groups& groups);
Said group_asset(Groups& groups);
Said group_dissolve(Groups& groups);

// group_people.cpp: people in and out, in parts no longer than the platform takes; each part's fate is told, and status 1 if one failed.
Said group_invite(Groups& groups);
Said group_accept(Groups& groups);
Said group_reject(Groups& groups);
Said group_remove(Groups& groups);
Said group_admins(Groups& groups);
// Does the change for these people and tells what became of it.
Said change_people(Groups& groups, adapters::GroupChange change, const std::string& group, const std::vector<std::string>& people);
// The ids of args "members", and the accounts of the people of args "unit"; each once.
std::vector<std::string> named_people(Groups& groups);

void log_group(Groups& groups, const std::string& action, const std::string& group);

// Rows below a heading, columns aligned. Widths count code points.
std::string table(const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows);

}  // namespace app
