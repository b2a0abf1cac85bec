// Planned groups: which unit gets one on which account, of what size, on what day (nhipcau plan groups).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::placements {

struct Placement {
  std::int64_t id = 0, unit = 0;
  std::string purpose, channel, account;
  std::int64_t size = 0, people = 0;
  std::string day, state;                 // state: planned, made, dropped
};
std::vector<Placement> held(Session& session);                          // planned and made, oldest first
std::int64_t add(Session& session, const Placement& placement, std::int64_t now);
void move(Session& session, std::int64_t id, const std::string& day, std::int64_t people);
void drop(Session& session, std::int64_t id);
// Those whose unit has an open group of that purpose on that account by now become made, and the made ones whose group is gone are
// dropped. Gives how many changed.
std::int64_t refresh(Session& session);

// What groups units may want: the unit, its counted members with all below it, its children. Parents before children.
struct Need { std::int64_t unit = 0, members = 0, children = 0; std::string kind; };
std::vector<Need> needs(Session& session, std::int64_t root, const std::string& day);
// Open groups of the units: a unit that has one needs no other of that purpose.
struct Bound { std::int64_t unit = 0; std::string purpose; };
std::vector<Bound> bound(Session& session);

}  // namespace storage::placements
