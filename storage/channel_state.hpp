// How each account of a channel stands, for the page officers look at: what waits, who can be written to, how old its token is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct AccountState {
  std::string channel, account;
  std::int64_t queued = 0, held_person = 0, held_quota = 0, held_human = 0, unsure = 0, dead = 0;  // messages; dead: rejected too
  std::int64_t people = 0, reachable = 0;        // accounts of persons known here; those that interacted since the moment asked for
  std::int64_t refreshed_at = 0, expires_at = 0, paused_until = 0;  // of the token; 0: none kept, does not expire, is not paused
  std::string stopped;                           // why it sends nothing; "": it sends
};
// Of one channel, by account; only accounts of which the database knows something. window_from: a message to a person is allowed if they
// interacted after it (0: always).
std::vector<AccountState> account_states(Session& session, const std::string& channel, std::int64_t window_from);

}  // namespace storage
