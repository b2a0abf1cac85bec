// Which groups to make on which account on which day (kế hoạch lập nhóm), from what the accounts have bought and may do a day. Pure.
// A group takes a package of its size (Zalo: gmf10 … gmf1000); making it and inviting people are both limited a day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/placements.hpp"

namespace trade_union::placement {

struct Wanted { std::int64_t unit = 0; std::string purpose; std::int64_t people = 0; };   // purpose: whole, to, chairs, board
struct Package { std::int64_t size = 0, count = 0, monthly = 0; };      // size: most members; count: packages the account has; monthly: VND each
struct Account { std::string channel, id; std::vector<Package> packages; std::int64_t groups_a_day = 0, invitations_a_day = 0; };

// One group of the plan. A large one is made on `day` and its invitations go on until `last_day`.
struct Placed {
  std::int64_t unit = 0;
  std::string purpose, channel, account;
  std::int64_t size = 0, people = 0;
  std::string day, last_day;
  bool made = false;                                                    // it is there: its package is taken, it costs no day any more
};
// why: too_large (no package of that size exists anywhere), no_package (all are taken), outgrown (the group stands and is too small now)
struct Unplaced { Wanted wanted; std::string why; std::int64_t size = 0; };
struct Cost { std::string channel, account; std::int64_t groups = 0, monthly = 0; };
struct Plan {
  std::vector<Placed> kept, fresh;                                      // kept: as they were placed before; those whose day passed unmade have a new day
  std::vector<Unplaced> unplaced;
  std::vector<Cost> costs;                                              // of kept and fresh together, by account
};

// As many groups as the packages can hold, the largest first, in the cheapest packages that hold so many: a dear one is never spent where a
// cheaper one would do. One seat is the account's own.
// What is `placed` keeps its account and package; only a day that passed moves. today, and the first day groups are made: YYYY-MM-DD.
Plan make_plan(const std::vector<Wanted>& wanted, const std::vector<Account>& accounts, const std::vector<Placed>& placed, const std::string& first_day);

// The groups units want (the connection system (hệ thống kết nối) of the province's plan): one of the chairs for who has unions below, one of all members for each CĐCS, with
// `teams` one for each tổ. Not for those that have one already, unless it stands in `held`: that one was made by the plan.
struct Roll { std::vector<storage::placements::Need> needs; std::vector<storage::placements::Bound> bound; std::vector<storage::placements::Placement> held; };
std::vector<Wanted> wanted(const Roll& roll, bool teams);

}  // namespace trade_union::placement
