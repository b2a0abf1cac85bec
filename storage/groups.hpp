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
  std::string channel, account, external_id, purpose;
  bool introduced = false;
};

std::optional<Group> find_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
// Finds the group, or makes it, not bound.
Group touch_group(Session& session, const std::string& channel, const std::string& account, const std::string& external_id);
void bind_group(Session& session, std::int64_t group, std::int64_t unit, const std::string& purpose);
void close_group(Session& session, std::int64_t group, std::int64_t at);
void set_group_introduced(Session& session, std::int64_t group, std::int64_t now);
// Open groups bound to exactly this unit.
std::vector<Group> groups_of(Session& session, std::int64_t unit);

void join_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at);   // nothing if already in
// A leave told late, from before the person joined again, changes nothing.
void leave_group(Session& session, std::int64_t group, std::int64_t person, std::int64_t at);

}  // namespace storage
