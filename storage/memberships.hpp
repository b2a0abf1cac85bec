// Memberships: who is counted where, from which day to which. Exactly one counted membership a person at any day; a correction is a new
// row. Every function keeps unit_change, from which the counts as of a day are read, in the same transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Membership {
  std::int64_t id = 0, person = 0, unit = 0;
  std::string from_day;
  std::optional<std::string> to_day;
};
// All of a person, oldest first.
std::vector<Membership> memberships(Session& session, std::int64_t person);
// The one that holds at that day.
std::optional<Membership> membership_at(Session& session, std::int64_t person, const std::string& day);
// The first that begins after that day: a move that is planned already, or was made since.
std::optional<Membership> membership_after(Session& session, std::int64_t person, const std::string& day);

// What stands in the way of a membership in [from, to): one that overlaps. Nothing: none.
std::optional<Membership> overlapping(Session& session, std::int64_t person, const std::string& from_day, const std::optional<std::string>& to_day);

// Opens one. The caller has seen to it that nothing overlaps and that the unit exists in that span.
// operation: the decision that opened it (unit_operation.id), 0 if none.
std::int64_t add_membership(Session& session, std::int64_t person, std::int64_t unit, const std::string& from_day,
                            const std::optional<std::string>& to_day = std::nullopt, std::int64_t operation = 0);
// Ends it on that day: to_day is the first day it no longer holds, and not before from_day. One that has an end already moves there.
void end_membership(Session& session, const Membership& membership, const std::string& to_day, const std::string& reason);
// From that day on the person is counted in `unit`: what held ends, the new one takes over its end. False, and nothing
// changed: there is none at that day, or it is that unit already, or another begins later (who is counted where after it nobody has said).
bool move_membership(Session& session, std::int64_t person, std::int64_t unit, const std::string& day, const std::string& reason, std::int64_t operation = 0);

// The person is a woman after all, or not: the counts of all days follow.
void set_woman(Session& session, std::int64_t person, std::optional<bool> woman);

// ---- A unit's members together, set by set ----
// For many new rows at once (import): the rows alone, then the sums of what they change, each unit and day once.
void add_uncounted(Session& session, std::int64_t person, std::int64_t unit, const std::string& from_day);
void count_members(Session& session, std::int64_t unit, const std::string& day, std::int64_t members, std::int64_t women);
// Whoever is counted in the unit on that day or later no longer is. A membership that would only begin later keeps its row, empty.
void end_members(Session& session, std::int64_t unit, const std::string& day, const std::string& reason);
// … but in `to`, from then on, as long as it was to be: memberships with an end keep it, those that begin later follow.
void move_members(Session& session, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason, std::int64_t operation);
// The same for one person of the unit `from`; later memberships in other units stay.
void move_span(Session& session, std::int64_t person, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason, std::int64_t operation);
// Writes the unit's counts anew from its memberships: after rows were written in bulk (import). Costs what the unit has rows.
void recount(Session& session, std::int64_t unit);

// Counted members on that day; women of them. One look-up a unit, however long its history.
struct Counted { std::int64_t members = 0, women = 0; };
Counted counted(Session& session, std::int64_t unit, const std::string& day);               // of exactly this unit
Counted counted_below(Session& session, std::int64_t root, const std::string& day);          // and of all below it on that day

}  // namespace storage
