// The whole directory at once, for small deployments and the sample: everybody with post and accounts, every group with members.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct DirectoryPerson {
  std::int64_t id = 0, unit = 0;                 // unit: where counted today; 0: nowhere
  std::string name, role, role_unit;             // the first post held today, and where (short name); "" for none
};
// Who holds a post first, then by id.
std::vector<DirectoryPerson> directory_people(Session& session, const std::string& day);
// The external ids of a channel's accounts, by person.
struct DirectoryAccount { std::int64_t person = 0; std::string account, external_id; std::int64_t last_interaction = 0; };  // 0: never
std::vector<DirectoryAccount> directory_accounts(Session& session, const std::string& channel);

struct DirectoryGroup {
  std::string account, external_id, unit, parent;  // names: the unit's short name and that of the unit above
  std::string unit_kind;
  std::vector<std::int64_t> members;
};
std::vector<DirectoryGroup> directory_groups(Session& session, const std::string& channel, const std::string& day);

}  // namespace storage
