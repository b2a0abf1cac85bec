// Chat groups: bound to one unit with a purpose; who is known as a member, dated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Group {
  std::int64_t id = 0, unit = 0;          // unit 0: not bound
  std::string channel, account, external_id, purpose;  // purpose: whole, to, board, chairs
  bool introduced = false;
  std::string name{};                     // as the platform says it, "" where it does not
};

std::optional<Group> find_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
// Finds the group, or makes it, not bound.
Group touch_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
// From `at` on the group is this unit's; what it was bound to before ends. by: the person who bound it, 0: nobody (a job, a command).
void bind_group(Session& session, std::int64_t group, std::int64_t unit, const std::string& purpose, std::int64_t at = 0, std::int64_t by = 0);
void unbind_group(Session& session, std::int64_t group, std::int64_t at);
struct Binding { std::int64_t unit = 0; std::string purpose; std::int64_t from_at = 0; std::optional<std::int64_t> to_at; };
std::vector<Binding> bindings(Session& session, std::int64_t group);  // all there were, oldest first
// The group is no more: its binding and its memberships end.
void close_group(Session& session, std::int64_t group, std::int64_t at);
void set_group_name(Session& session, std::int64_t group, const std::string& name);
// An unbound group is told so once until it is bound; true: now is that time.
bool hint_group_once(Session& session, std::int64_t group, std::int64_t now);
void set_group_introduced(Session& session, std::int64_t group, std::int64_t now);
// Open groups bound to exactly this unit.
std::vector<Group> groups_of(Session& session, std::int64_t unit);

void join_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at);   // nothing if already in
// A leave told late, from before the person joined again, changes nothing.
void leave_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at);

}  // namespace storage
