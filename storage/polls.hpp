// Quick polls (bình chọn nhanh): frozen roster, one answer a person counts, all answers kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Poll {
  std::int64_t id = 0, number = 0, unit = 0;
  std::string question, state;                 // open, closed
  bool multiple = false;
  std::int64_t opened_by = 0, opened_at = 0;
  std::optional<std::int64_t> closes_at, closed_at;
  std::int64_t roster = 0, voted = 0;
};
struct PollOption { std::int64_t n = 0; std::string text; std::int64_t votes = 0; };

// The next number of a series people see ("poll" → BC, "feedback" → PA): one series a deployment, never reused.
std::int64_t next_number(Session& session, const std::string& series);

struct NewPoll {
  std::int64_t unit = 0;
  std::string question;
  std::vector<std::string> options;
  bool multiple = false;
  std::int64_t opened_by = 0, now = 0;
  std::optional<std::int64_t> closes_at;
  std::string day;
};
// Opens it for the members of these units; the roster is frozen here.
Poll open_poll(Session& session, const NewPoll& poll, const std::vector<std::int64_t>& units);
std::optional<Poll> poll(Session& session, std::int64_t id);
std::optional<Poll> poll_by_number(Session& session, std::int64_t number);
std::vector<PollOption> poll_options(Session& session, std::int64_t poll);
// Open polls that have the person on their roster; newest first.
std::vector<Poll> open_polls_of(Session& session, std::int64_t person);
// Polls of one of the units, newest first, open or closed.
std::vector<Poll> polls_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit);
std::vector<Poll> polls_due(Session& session, std::int64_t now);
std::vector<std::int64_t> open_poll_units(Session& session);
void close_poll(Session& session, std::int64_t poll, std::int64_t now);

bool on_poll_roster(Session& session, std::int64_t poll, std::int64_t person);

enum class VoteResult { counted, changed, same, overtaken, not_on_roster };
// Keeps the answer; it counts if its `at` is later than the one that counts now. choices: ascending, "2" or "1,3"; "" takes the vote back.
VoteResult vote(Session& session, std::int64_t poll, std::int64_t person, const std::vector<std::int64_t>& choices, std::int64_t at, std::int64_t now);
// How many of the persons known in this group, and on the roster, have voted: (voted, on the roster).
struct Share { std::int64_t part = 0, whole = 0; };
Share voted_in_group(Session& session, std::int64_t poll, std::int64_t group);

}  // namespace storage
