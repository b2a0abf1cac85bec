// Members by command: added, taken off the list, moved to another tổ, looked up. Every change is shown with its day, confirmed, written
// down. What is done when confirmed checks everything again.
#pragma once

#include "bot/union/findings.hpp"
#include "bot/union/scene.hpp"
#include "storage/memberships.hpp"
#include "storage/units.hpp"

namespace trade_union {

void on_member_add(Scene&, const nlohmann::json& args);
void on_member_remove(Scene&, const nlohmann::json& args);
void on_member_transfer(Scene&, const nlohmann::json& args);
void on_member_view(Scene&, const nlohmann::json& args);
void do_member_add(Scene&, const nlohmann::json& data);
void do_member_remove(Scene&, const nlohmann::json& data);
void do_member_transfer(Scene&, const nlohmann::json& data);

// From `person`'s tổ, where they are counted on `day`, to `unit`: asks to confirm, or says why not. Both within the speaker's right.
void propose_transfer(Scene& scene, std::int64_t person, std::int64_t unit, const std::string& day);

// Where a new member is to stand: args.unit_id, else the unit said; with tổ below it is asked which, and the answer comes as args.unit_id.
// Answers itself and gives nothing where that is no place for members, or not the speaker's to decide.
std::optional<storage::Unit> team_for(Scene& scene, const nlohmann::json& args, std::int64_t own);

// ---- What ends with a membership (members_leave.cpp) ----
// Own posts of the person within `unit` and below that hold on `day`.
std::vector<storage::Role> posts_within(Scene& scene, std::int64_t person, std::int64_t unit, const std::string& day);
Fields post_list(Scene& scene, const std::vector<storage::Role>& posts, const std::string& day);
nlohmann::json end_posts(Scene& scene, const std::vector<storage::Role>& posts, const std::string& day, const std::string& reason);
// The membership that holds on that day; what is said when there is none.
std::optional<storage::Membership> held(Scene& scene, std::int64_t person, const std::string& day);

// ---- Shared by what changes the roll ----
// Where the writer may do that, for a command that names people: not in a group. 0: it was said why not.
std::int64_t scope_for(Scene& scene, Act act);
// Asked in a group, answered in the direct chat; the group sees only that it was.
void answer_in_private(Scene& scene, const nlohmann::json& args, Handler handler);
// Says what stands in the way; false: nothing does.
bool refuse_findings(Scene& scene, const Findings& findings);
// What a text shows of a change: count[union, before, after] of the union of `unit` on that day.
Fields count_change(Scene& scene, std::int64_t unit, const std::string& day, int by);
// What to know of a day that has passed (figures from then on change) or is nearly a year off (was this year's meant?); "" for another.
std::string day_note(Scene& scene, const std::string& day);
// Tells the person in a direct chat, where they have one.
void tell_person(Scene& scene, std::int64_t person, std::string_view text, const Fields& fields);
// The day in `args`, today if there is none.
std::string day_arg(const Scene& scene, const nlohmann::json& args, const char* name);

}  // namespace trade_union
