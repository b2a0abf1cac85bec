// Posts: who holds which in what unit, from which day to which. Additive; nothing is overwritten, an end is a day. A post can be handed
// to a stand-in for a time: a row of its own that ends by itself, and no later than the post it stands in for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Role {
  std::string role;                     // to_leader, to_deputy, chair, deputy, board, inspection, officer, clerk, administrator
  std::int64_t unit = 0;
  std::string unit_kind;                // of that unit: tinh, cap_tren, cdcs, cdbp, to
  std::int64_t id = 0, person = 0;
  std::string person_name, department, from_day;
  std::optional<std::string> to_day;
  std::int64_t delegated_from = 0;      // the row it stands in for, 0: an own post
  std::int64_t on_behalf = 0;           // that row's holder
  std::string on_behalf_name;
};

// In force on that day: of a person, oldest first; in exactly this unit, the highest post first.
std::vector<Role> roles(Session& session, std::int64_t person, const std::string& day);
std::vector<Role> holders(Session& session, std::int64_t unit, const std::string& day);
// Those and what begins later.
std::vector<Role> roles_from(Session& session, std::int64_t person, const std::string& day);
std::optional<Role> role(Session& session, std::int64_t id);
// What stands in for this post at some day of the span.
std::vector<Role> stand_ins(Session& session, std::int64_t role, const std::string& from_day, const std::optional<std::string>& to_day);

// All that stand in for somebody on that day or later, by whom for.
std::vector<Role> delegations(Session& session, const std::string& day);

struct NewRole {
  std::int64_t person = 0, unit = 0;
  std::string role, from_day;
  std::optional<std::string> to_day{};
  std::string department{};
  std::int64_t granted_by = 0, delegated_from = 0;  // 0: none
};
std::int64_t add_role(Session& session, const NewRole& role);  // open codes of the person end
void add_role(Session& session, std::int64_t person, std::int64_t unit, const std::string& role, const std::string& from_day);
// The post and all who stand in for it end on that day, or where they begin if that is later.
void end_role(Session& session, std::int64_t role, const std::string& to_day, const std::string& reason);

// Does nobody but this person hold the same post of their own in that unit on that day? Of chairs, tổ leaders, officers, administrators.
bool last_head(Session& session, const Role& role, const std::string& day);

// Who holds one of the roles chair, deputy or officer in exactly this unit.
std::vector<std::int64_t> leaders(Session& session, std::int64_t unit, const std::string& day);
// Who is officer or administrator in exactly this unit.
std::vector<std::int64_t> officers(Session& session, std::int64_t unit, const std::string& day);

}  // namespace storage
