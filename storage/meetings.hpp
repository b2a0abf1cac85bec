// Meetings (cuộc họp) and who is there (điểm danh): those summoned are frozen at opening.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Meeting {
  std::int64_t id = 0, unit = 0;
  std::string title, place, state;             // open, closed
  std::int64_t starts_at = 0, opened_by = 0, opened_at = 0;
  std::optional<std::int64_t> closed_at;
  std::int64_t summoned = 0, present = 0, coming = 0, late = 0, excused = 0, absent = 0;
};

struct NewMeeting {
  std::int64_t unit = 0;
  std::string title, place;
  std::int64_t starts_at = 0, opened_by = 0, now = 0;
  std::string day;
};
Meeting open_meeting(Session& session, const NewMeeting& meeting, const std::vector<std::int64_t>& units);
std::optional<Meeting> meeting(Session& session, std::int64_t id);
std::vector<Meeting> open_meetings_of(Session& session, std::int64_t person);
std::vector<Meeting> meetings_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit);  // newest first
std::vector<std::int64_t> open_meeting_units(Session& session);
std::vector<std::int64_t> meetings_due(Session& session, std::int64_t begun_before);  // open ones
void close_meeting(Session& session, std::int64_t meeting, std::int64_t now);

// status: present, coming, late, excused, absent. False: not among those summoned. The later `at` wins.
bool set_status(Session& session, std::int64_t meeting, std::int64_t person, const std::string& status, const std::string& reason, std::int64_t at);

}  // namespace storage
