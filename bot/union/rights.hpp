// Who may do what: one table of posts and acts. A post covers its unit and all below it, from day to day; several add up. What
// somebody stands in for counts like their own while it lasts, and is written down as done for the holder.
// What everybody may do (vote, answer, see what one was asked and what is kept of oneself) needs no right and is not listed.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace trade_union {

struct Scene;

enum class Act {
  see_figures,      // counts of the unit, by group and document
  see_missing,      // who has not answered, by name
  lead,             // polls, meetings, announcements, passing on by hand
  attest,           // say for somebody without a phone
  admit,            // say which person of the roll somebody who came in is
  read_feedback,
  handle_feedback,  // answer, forward, close
  manage_members,   // add, remove, transfer
  read_person,      // phone number and birth date
  manage_groups,    // bind and unbind chat groups
  draft,            // prepare a document
  send_down,        // send a document to the unit and below
  list_units,       // lists of units by what they have or lack, cases of mergers
  manage_units,     // merge, split, move, close
  grant_posts,
  delegate,         // hand over the own post for a time
  read_audit,
};
inline constexpr int act_count = static_cast<int>(Act::read_audit) + 1;

enum class Post { member, to_leader, to_deputy, chair, deputy, board, inspection, officer, clerk, administrator };

// The table. Pure.
bool allows(Post post, Act act);
// The posts a row of the roll gives: chair and deputy of a union above the grass roots do an officer's work too. Empty: unknown role.
std::vector<Post> posts_of(std::string_view role, std::string_view unit_kind);

// May the person do that over this unit, by their own post or one they stand in for (posts are given and handed over by own ones only)? Remembers for whom (Scene::on_behalf).
bool may(Scene& scene, Act act, std::int64_t unit);
// The unit a person speaks for when doing that: the group's, or one below it, if a post covers it; else that of their strongest post. 0: none.
std::int64_t own_unit(Scene& scene, Act act);
// Says that it is not theirs to do, and who can: the holders nearest above. unit 0: the group's, else where the person is a member.
void refuse(Scene& scene, Act act, std::int64_t unit = 0);

// Who that is, for a text: who[post, unit, names], or responsible.
nlohmann::json who_can(Scene& scene, Act act, std::int64_t unit);

// One row of the audit log: who (and for whom, from which channel) did that. detail: JSON of what was before and after; no secret in it.
void note(Scene& scene, std::string_view action, std::string_view subject, const nlohmann::json& detail, std::int64_t unit);

}  // namespace trade_union
