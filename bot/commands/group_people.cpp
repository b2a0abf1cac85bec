// nhipcau group invite|accept|reject|remove|admins: lists of people, part by part.
#include <algorithm>
#include <set>

#include "bot/commands/group.hpp"
#include "bot/language/text.hpp"
#include "storage/directory.hpp"
#include "storage/units.hpp"

namespace app {

using adapters::GroupChange;
using People = std::vector<std::string>;

namespace {

constexpr const char* done_words[] = {"invited", "accepted", "rejected", "removed", "made administrators", "no longer administrators"};

// What became of a list: how many are through, and the others with their reason.
struct Fate { std::size_t done = 0; std::vector<std::vector<std::string>> failed; bool go_on = true; };

adapters::Outcome try_part(Groups& groups, GroupChange change, const std::string& group, const People& part) {
  const auto build = [&](const adapters::Credentials& tokens) { return groups.admin.change(change, group, part, tokens); };
  return groups.speaker.change(build, [&](const auto& result, std::int64_t now) { return groups.admin.read_change(result, now); });
}

// A refused part is tried again one by one: one person that the platform does not take shall not keep the others out. Whatever asks
// to wait or is not known stops the whole list.
void carry_out_part(Groups& groups, GroupChange change, const std::string& group, const People& part, Fate& fate) {
  const auto outcome = try_part(groups, change, group, part);
  if (std::holds_alternative<adapters::Sent>(outcome)) {
    fate.done += part.size();
  } else if (std::holds_alternative<adapters::Rejected>(outcome) && part.size() > 1) {
    for (const auto& each : part)
      if (fate.go_on) carry_out_part(groups, change, group, {each}, fate);
      else fate.failed.push_back({each, "not tried"});
  } else {
    for (const auto& each : part) fate.failed.push_back({each, sentence(outcome, groups.speaker.now())});
    fate.go_on = std::holds_alternative<adapters::Rejected>(outcome);
  }
}

void add_unit_people(Groups& groups, std::int64_t unit, People& people) {
  const auto& speaker = groups.speaker;
  const auto today = language::day_of(speaker.now());
  groups.context.database.read([&](storage::Session& session) {
    std::set<std::int64_t> units, persons;
    for (const auto& each : storage::subtree(session, unit, today)) units.insert(each.id);
    if (units.empty()) throw Refused("There is no unit " + std::to_string(unit) + "; `nhipcau unit list` shows them.");
    for (const auto& each : storage::directory_people(session, today))
      if (units.contains(each.unit)) persons.insert(each.id);
    for (const auto& each : storage::directory_accounts(session, speaker.setup().name))
      if (each.account == speaker.account() && persons.contains(each.person)) people.push_back(each.external_id);
    return 0;
  });
}

Said change_named(Groups& groups, GroupChange change) {
  const auto group = groups.group();
  const auto people = named_people(groups);
  if (people.empty()) throw Refused("Name the people by their ids on the platform, or their unit with --unit.", 2);
  return change_people(groups, change, group, people);
}

}  // namespace

People named_people(Groups& groups) {
  People all = groups.args.value("members", People());
  if (const auto unit = groups.args.value("unit", std::int64_t{0}); unit != 0) add_unit_people(groups, unit, all);
  People once;
  std::set<std::string> seen;
  for (const auto& each : all)
    if (seen.insert(each).second) once.push_back(each);
  return once;
}

Said change_people(Groups& groups, GroupChange change, const std::string& group, const People& people) {
  const auto longest = std::max<std::size_t>(1, groups.admin.members_a_call());
  Fate fate;
  for (std::size_t from = 0; from < people.size(); from += longest) {
    const auto end = std::min(people.size(), from + longest);
    const People part(people.begin() + static_cast<std::ptrdiff_t>(from), people.begin() + static_cast<std::ptrdiff_t>(end));
    if (fate.go_on) carry_out_part(groups, change, group, part, fate);
    else for (const auto& each : part) fate.failed.push_back({each, "not tried"});
  }
  const std::string done = done_words[static_cast<std::size_t>(change)];
  if (fate.done > 0) log_group(groups, done, group);
  const auto first = done + ": " + std::to_string(fate.done) + " of " + std::to_string(people.size()) + "\n";
  return {first + (fate.failed.empty() ? "" : table({"not done", "reason"}, fate.failed)), fate.failed.empty() ? 0 : 1};
}

// Who is in already is not asked again, and no more than args "at_most" are asked in one run: platforms count invitations a day.
Said group_invite(Groups& groups) {
  const auto group = groups.group();
  auto people = named_people(groups);
  if (people.empty()) throw Refused("Name the people by their ids on the platform, or their unit with --unit.", 2);
  std::set<std::string> inside;
  for (const auto& each : all_members(groups, group)) inside.insert(each.id);
  std::erase_if(people, [&](const std::string& each) { return inside.contains(each); });
  if (people.empty()) return {"All of them are members already.\n"};
  const auto at_most = groups.args.value("at_most", std::size_t{0});
  const auto left = at_most != 0 && people.size() > at_most ? people.size() - at_most : 0;
  people.resize(people.size() - left);
  auto said = change_people(groups, GroupChange::invite, group, people);
  if (left > 0) said.output += std::to_string(left) + " more are left for the next run (--at-most).\n";
  return said;
}

Said group_accept(Groups& groups) { return change_named(groups, GroupChange::accept); }
Said group_reject(Groups& groups) { return change_named(groups, GroupChange::reject); }
Said group_remove(Groups& groups) { return change_named(groups, GroupChange::remove); }
Said group_admins(Groups& groups) {
  return change_named(groups, groups.args.value("take_away", false) ? GroupChange::remove_admins : GroupChange::add_admins);
}

}  // namespace app
