// Two rows of people that are one person: what stands against joining them, and what passes from the one that is given up to the one that
// goes on. Rows are turned or ended, never deleted. The caller has checked; each call is one kind of thing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage::joining {

struct Standing {
  std::int64_t joined_to = 0;             // given up already for this one
  bool post = false;                      // holds one that day, or will
  bool open_matter = false;               // on the list of an open poll or meeting, or of a sending that is not done
  bool gave = false;                      // phone or birth date of theirs are kept under a consent that holds
  bool awaited = false;                   // somebody who waits to be let in may be them
};
Standing standing(Session& session, std::int64_t person, const std::string& day);

// Accounts with what was agreed to there, groups they are in, feedback of theirs.
void pass_accounts(Session& session, std::int64_t gone, std::int64_t keep);
void pass_groups(Session& session, std::int64_t gone, std::int64_t keep, std::int64_t now);
// Places on lists of sendings that are done where only the one who is given up stands: the lists keep their length.
std::int64_t pass_lists(Session& session, std::int64_t gone, std::int64_t keep);
// A list that names the one who is given up, by code or phone, or one given up for them before, names who goes on. Before give_up().
void keep_keys(Session& session, std::int64_t gone, std::int64_t keep);
// What tells somebody apart leaves the row: code, phone, birth. It names who goes on.
void give_up(Session& session, std::int64_t gone, std::int64_t keep);

}  // namespace storage::joining
