// nhipcau group assets|list|show|members|waiting.
#include "bot/commands/group.hpp"

namespace app {

using adapters::Credentials;
using adapters::GroupInfo;
using adapters::GroupMember;

namespace {

constexpr std::int64_t page_size = 50;
constexpr std::int64_t most_rows = 100'000;              // a platform that never ends its list ends here

// All rows of a paged list: fetch(offset) gives one page.
template <class Row, class Fetch>
std::vector<Row> all_pages(const Fetch& fetch) {
  std::vector<Row> rows;
  while (static_cast<std::int64_t>(rows.size()) < most_rows) {
    adapters::Page<Row> page = fetch(static_cast<std::int64_t>(rows.size()));
    if (page.rows.empty()) break;
    for (auto& row : page.rows) rows.push_back(std::move(row));
    if (static_cast<std::int64_t>(rows.size()) >= page.total) break;
  }
  return rows;
}

std::vector<GroupMember> people(Groups& groups, const std::string& group, bool waiting) {
  return all_pages<GroupMember>([&](std::int64_t offset) {
    const auto build = [&](const Credentials& tokens) {
      return waiting ? groups.admin.waiting(group, offset, page_size, tokens) : groups.admin.members(group, offset, page_size, tokens);
    };
    const auto read = [&](const auto& result, std::int64_t now) { return groups.admin.read_members(result, now); };
    return groups.speaker.ask<adapters::Page<GroupMember>>(build, read);
  });
}

Said people_table(const std::vector<GroupMember>& people, const std::string& nobody) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& each : people) rows.push_back({each.id, each.name + (each.ours ? " (this account)" : "")});
  return {rows.empty() ? nobody + "\n" : table({"id", "name"}, rows)};
}

}  // namespace

Said group_assets(Groups& groups) {
  const auto build = [&](const Credentials& tokens) { return groups.admin.assets(tokens); };
  const auto read = [&](const auto& result, std::int64_t now) { return groups.admin.read_assets(result, now); };
  std::vector<std::vector<std::string>> rows;
  for (const auto& each : groups.speaker.ask<std::vector<adapters::GroupAsset>>(build, read))
    rows.push_back({each.id, each.product, std::to_string(each.size), each.valid_until, each.status, each.used_by});
  return {rows.empty() ? "There are no licences for groups: buy one in the platform's console.\n"
                       : table({"asset", "product", "members", "valid until", "status", "group"}, rows)};
}

Said group_list(Groups& groups) {
  const auto all = all_pages<GroupInfo>([&](std::int64_t offset) {
    const auto build = [&](const Credentials& tokens) { return groups.admin.groups(offset, page_size, tokens); };
    const auto read = [&](const auto& result, std::int64_t now) { return groups.admin.read_groups(result, now); };
    return groups.speaker.ask<adapters::Page<GroupInfo>>(build, read);
  });
  std::vector<std::vector<std::string>> rows;
  for (const auto& each : all) rows.push_back({each.id, std::to_string(each.members), each.status, each.name});
  return {rows.empty() ? "This account has no groups.\n" : table({"group", "members", "status", "name"}, rows)};
}

std::string shown(const GroupInfo& group) {
  return table({"group", "members", "status", "name"}, {{group.id, std::to_string(group.members), group.status, group.name}}) +
         (group.link.empty() ? "" : "link: " + group.link + "\n");
}

Said group_show(Groups& groups) {
  const auto group = groups.group();
  const auto build = [&](const Credentials& tokens) { return groups.admin.group(group, tokens); };
  const auto read = [&](const auto& result, std::int64_t now) { return groups.admin.read_group(result, now); };
  return {shown(groups.speaker.ask<GroupInfo>(build, read))};
}

std::vector<GroupMember> all_members(Groups& groups, const std::string& group) { return people(groups, group, false); }

Said group_members(Groups& groups) { return people_table(people(groups, groups.group(), false), "The group has no members."); }
Said group_waiting(Groups& groups) { return people_table(people(groups, groups.group(), true), "Nobody asks to join."); }

}  // namespace app
