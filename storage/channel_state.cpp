#include "storage/channel_state.hpp"

#include <map>

namespace storage {

namespace {

// The counter a row of the outbox belongs to.
std::int64_t& counter(AccountState& state, std::string_view row, std::string_view until) {
  if (row == "queued") return state.queued;
  if (row == "unsure") return state.unsure;
  if (row != "held") return state.dead;
  return until == "person_writes" ? state.held_person : until == "quota_renews" ? state.held_quota : state.held_human;
}

}  // namespace

std::vector<AccountState> account_states(Session& session, const std::string& channel, std::int64_t window_from) {
  std::map<std::string, AccountState> states;
  session.each("SELECT account, state, held_until, COUNT(*) FROM outbox WHERE channel = ?1 AND state IN ('queued', 'held', 'unsure', 'rejected', 'dead') "
               "GROUP BY account, state, held_until", {channel}, [&](const Row& r) {
    counter(states[r.string(0)], r.text(1), r.text(2)) += r.integer(3);
  });
  session.each("SELECT account, COUNT(*), SUM(CASE WHEN COALESCE(last_interaction, 0) >= ?2 THEN 1 ELSE 0 END) FROM identity "
               "WHERE channel = ?1 AND person_id IS NOT NULL AND unreachable_at IS NULL GROUP BY account", {channel, window_from}, [&](const Row& r) {
    auto& state = states[r.string(0)];
    state.people = r.integer(1);
    state.reachable = r.integer(2);
  });
  session.each("SELECT account, refreshed_at, expires_at, paused_until, stopped FROM credential WHERE channel = ?1", {channel}, [&](const Row& r) {
    auto& state = states[r.string(0)];
    state.refreshed_at = r.integer(1), state.expires_at = r.integer(2), state.paused_until = r.integer(3), state.stopped = r.string(4);
  });
  std::vector<AccountState> found;
  for (auto& [account, state] : states) {
    state.channel = channel, state.account = account;
    found.push_back(std::move(state));
  }
  return found;
}

}  // namespace storage
