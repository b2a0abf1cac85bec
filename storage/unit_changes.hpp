// What an operation on the tree does to the rows, one kind of thing at a time, set by set. `day`: the first day of what is new; `at`: its
// first millisecond. The caller has checked the whole plan; each call keeps what was before readable as of its day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

// ---- The tree ----
void end_unit(Session& session, std::int64_t unit, const std::string& day, const std::string& reason, std::int64_t merged_into = 0);
// From that day on it stands under `parent`, as long as it was to stand where it stood.
void hang_unit(Session& session, std::int64_t unit, std::int64_t parent, const std::string& day);
void hang_children(Session& session, std::int64_t from, std::int64_t to, const std::string& day);
void carry_communes(Session& session, std::int64_t from, std::int64_t to, const std::string& day);

// ---- Posts ----
void end_posts(Session& session, std::int64_t unit, const std::string& day, const std::string& reason);
// Chair, deputies and board sit on the provisional board of `to`; officers and administrators go on there; all posts of `from` end,
// inspection, clerks, team leaders and stand-ins without a new one.
void carry_posts(Session& session, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason);
// Of one person's posts at the head of `from` comes a seat on the provisional board of `to`.
void carry_seat(Session& session, std::int64_t person, std::int64_t from, std::int64_t to, const std::string& day, const std::string& reason);
// One person's post at the head (chair, of a tổ to_leader); who held it before sits on the board from then on.
void appoint_head(Session& session, std::int64_t person, std::int64_t unit, const std::string& day, std::int64_t by);

// ---- Groups, ways in, matters under way ----
// Groups bound to `from` are bound to `to`; `whole_to`: where groups of all its members go (its tổ in the new unit), as a tổ's group; 0: to `to`.
void carry_groups(Session& session, std::int64_t from, std::int64_t to, std::int64_t whole_to, std::int64_t at);
void unbind_groups(Session& session, std::int64_t unit, std::int64_t at);
// Feedback that is not settled, people who wait to be let in. Numbers and due days stay.
void carry_matters(Session& session, std::int64_t from, std::int64_t to);
// One-time codes for posts there, programs' access to it, places planned for its groups.
void drop_claims(Session& session, std::int64_t unit, std::int64_t now);
std::vector<std::int64_t> open_polls_in(Session& session, std::int64_t unit);
std::vector<std::int64_t> open_meetings_in(Session& session, std::int64_t unit);

// Who has a post at the head of the unit or on its board that day, or takes one up later, in order of the post.
std::vector<std::int64_t> board_of(Session& session, std::int64_t unit, const std::string& day);

}  // namespace storage
