// Campaigns: one sending of a directive to a frozen roster. Every change of a person's state moves the counters of the unit in
// the same transaction, so that queued + sent + held + failed + skipped = roster holds at any moment.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Campaign {
  std::int64_t id = 0, directive = 0, scope_unit = 0;
  std::string state;
  std::optional<std::int64_t> created_by, frozen_at;
  std::int64_t plan_mark = 0;
  std::optional<std::string> deadline;
};

std::int64_t add_campaign(Session& session, std::int64_t directive, std::int64_t scope_unit, std::int64_t created_by,
                          const std::optional<std::string>& deadline, std::int64_t now);
std::optional<Campaign> campaign(Session& session, std::int64_t id);
// Those that were confirmed and not recalled; newest first.
std::vector<Campaign> campaigns_of(Session& session, std::int64_t directive);
// Campaigns that were confirmed and whose scope has this unit among its units; newest first.
std::vector<std::int64_t> campaigns_of_unit(Session& session, std::int64_t unit, std::int64_t limit);
// An unfinished sending of the same directive that goes to a unit of this draft too, so that nobody is told twice by two hands.
std::optional<std::int64_t> overlapping_campaign(Session& session, std::int64_t directive, std::int64_t draft);
std::optional<Campaign> next_to_plan(Session& session);
// A draft that will not be sent; it keeps its id, so that no old button can mean a later one.
void drop_draft(Session& session, std::int64_t campaign);
// Drops all drafts of this person, and those older than the moment.
void drop_drafts(Session& session, std::int64_t created_by, std::int64_t created_before);

// Lays out one counter row a unit (of a draft): the units the sending goes to.
void lay_out(Session& session, std::int64_t campaign, const std::vector<std::int64_t>& units, const std::string& day);
// A draft begins: planning then goes unit by unit, and freezes each unit's members.
void freeze(Session& session, std::int64_t campaign, std::int64_t now);
// Units still to be planned, in the order of their ids.
std::vector<std::int64_t> units_to_plan(Session& session, const Campaign& campaign, std::int64_t limit);
void move_plan_mark(Session& session, std::int64_t campaign, std::int64_t unit);
void set_state(Session& session, std::int64_t campaign, const std::string& state, std::int64_t now);

// Members of the unit whom no group of the campaign (0: no group at all) reaches but who have an account of their own: they get a direct message.
std::vector<std::int64_t> direct_only(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day);
// Members of the unit with an account who are in none of these groups.
std::vector<std::int64_t> outside_groups(Session& session, const std::vector<std::int64_t>& groups, std::int64_t unit, const std::string& day);
// How many members the unit has at that day, and how many of them no channel reaches.
struct Members { std::int64_t all = 0, in_group = 0, direct = 0; };
Members count_members(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day);
// Of the unit's members: how many a group on each channel reaches. And its workers who are on no roll (latest figure).
std::map<std::string, std::int64_t> people_by_group_channel(Session& session, std::int64_t unit, const std::string& day);
std::int64_t off_roll(Session& session, std::int64_t unit, const std::string& day);
// Puts the unit's members on the roster and sets the unit's counters.
void add_to_roster(Session& session, std::int64_t campaign, std::int64_t unit, const std::string& day);
std::int64_t add_delivery(Session& session, std::int64_t campaign, std::optional<std::int64_t> group, std::optional<std::int64_t> person);

struct Delivery {
  std::int64_t id = 0, campaign = 0;
  std::optional<std::int64_t> group, person;
  std::string state;
};
std::optional<Delivery> delivery(Session& session, std::int64_t id);
// Ends a delivery and moves the persons it reaches: sent reaches who is in the group now (or the person); anything else falls on
// those it was planned for who have no other delivery under way. state: sent, held, failed, unsure.
void settle_delivery(Session& session, const Delivery& delivery, const std::string& state, const std::string& reason, std::int64_t now);
// Nothing queued any more: the campaign is done.
void finish_if_complete(Session& session, std::int64_t campaign, std::int64_t now);

// Evidence for a person on the roster. False if the person is not on it, or this class was known already.
enum class Evidence { delivered = 1, seen = 2, acknowledged = 3, quiz_passed = 4, attested = 5, signed_list = 6 };
bool add_evidence(Session& session, std::int64_t campaign, std::int64_t person, Evidence evidence, std::int64_t at);
// Members of the unit who acknowledged an earlier sending of the same directive: proof stays proof when it is sent again.
std::vector<std::int64_t> acknowledged_before(Session& session, const Campaign& campaign, std::int64_t unit);
// Campaigns of this directive that have the person on their roster, newest first.
std::vector<std::int64_t> campaigns_with(Session& session, std::int64_t directive, std::int64_t person);
// Strongest class so far; -1: not on the roster.
std::int64_t best_class(Session& session, std::int64_t campaign, std::int64_t person);

// Of the persons known in this group and on the roster: how many have acknowledged.
struct GroupShare { std::int64_t part = 0, whole = 0; };
GroupShare acknowledged_in_group(Session& session, std::int64_t campaign, std::int64_t group);

// Deliveries in direct chats whose message was one of these (the platform's ids), or (ids empty) was sent up to the watermark.
std::vector<Delivery> deliveries_of_messages(Session& session, const std::string& channel, const std::vector<std::string>& message_ids);
std::vector<Delivery> deliveries_until(Session& session, std::int64_t person, std::int64_t watermark);

// Counters by unit, as they stand.
struct Counters { std::int64_t roster = 0, off_roll = 0, queued = 0, sent = 0, held = 0, failed = 0, skipped = 0, delivered = 0, seen = 0, acknowledged = 0, relayed = 0; };  // relayed: part of skipped
std::map<std::int64_t, Counters> counters(Session& session, std::int64_t campaign);

}  // namespace storage
