// When the straight way to a person is closed: a group of theirs in the place of a direct message, an account that takes no messages,
// a person who wants to be forgotten, a comment that was answered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/campaigns.hpp"
#include "storage/database.hpp"
#include "storage/groups.hpp"

namespace storage {

bool group_instead_allowed(Session& session, std::int64_t campaign);
// Open groups of members (purpose whole or to) in which the person is known today.
std::vector<Group> member_groups(Session& session, std::int64_t person);
std::optional<Delivery> delivery_to_group(Session& session, std::int64_t campaign, std::int64_t group);
// Where the person was counted when the roster was frozen; nothing: not on it.
std::optional<std::int64_t> roster_unit(Session& session, std::int64_t campaign, std::int64_t person);
// Ids, on the group's own platform account, of this person and of the others known in the group whose direct message of this campaign is held.
std::vector<std::string> held_in_group(Session& session, std::int64_t campaign, const Group& group, std::int64_t person);
// A message with this key waits and takes a newer text.
bool still_gathers(Session& session, const std::string& coalesce_key);

void set_unreachable(Session& session, std::int64_t identity, std::int64_t at);
// Forgets the account: its link to a person, memberships in groups of that platform account, what the bot asked, messages that wait.
// Gives the deliveries those messages belonged to; the answers already counted stay as numbers.
std::vector<std::int64_t> forget_identity(Session& session, std::int64_t identity, const std::string& conversation, std::int64_t now);

bool answer_comment_once(Session& session, const std::string& channel, const std::string& comment, std::int64_t now);  // false: it was answered

}  // namespace storage
