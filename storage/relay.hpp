// The relay kit (bộ đăng lại) for groups no API can reach: the groups themselves, the code that says which unit somebody comes from, the
// chair's "đã đăng".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::relay {

struct Group { std::int64_t id = 0, unit = 0; std::string name, platform, link; };      // platform: zalo, facebook
std::int64_t add_group(Session& session, const Group& group, std::int64_t by, std::int64_t now);  // the same name again: the link follows
std::vector<Group> groups(Session& session, std::int64_t unit);
bool close_group(Session& session, std::int64_t group, std::int64_t now);

// ---- Codes ----
// The code of the unit; `fresh` becomes it if there is none that holds.
std::string code_of(Session& session, std::int64_t unit, const std::string& fresh, std::int64_t now);
std::optional<std::string> find_code(Session& session, std::int64_t unit);             // nothing: none was made yet
std::optional<std::int64_t> unit_of_code(Session& session, const std::string& code, const std::string& day);    // of a unit that was joined: the one it went into; nothing: unknown, revoked, or of a unit that ended
bool revoke_code(Session& session, std::int64_t unit, std::int64_t now);
std::int64_t came(Session& session, const std::string& code);                           // accounts that came through it

// ---- Ticks ----
struct Task {
  std::int64_t id = 0, campaign = 0, unit = 0, posted_at = 0, posted_by = 0;
  std::optional<std::int64_t> group;                       // nothing: all groups of the unit
};
// The newest sending of the directive that has this unit among its units and is planned to the end.
std::optional<std::int64_t> campaign_for(Session& session, std::int64_t directive, std::int64_t unit);
// Ticks; `covered`: the unit and what is below it. Persons there whom no channel reaches count as relayed. False: it was ticked before.
bool post(Session& session, const Task& task, const std::vector<std::int64_t>& covered);
// Takes the ticks of this unit back; gives how many there were.
std::int64_t undo(Session& session, std::int64_t campaign, std::int64_t unit, std::int64_t now);
std::vector<Task> tasks(Session& session, std::int64_t campaign);                       // that hold, by unit
struct Without { std::int64_t unit = 0, persons = 0, relayed = 0; };
std::vector<Without> without_channel(Session& session, std::int64_t campaign);          // by unit of the roster

}  // namespace storage::relay
