// The inbox: events that were acknowledged to a platform and wait for their turn. An event's key stays seven days, so that a late
// repetition is known; its body goes when it is handled. Order is arrival within a conversation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage::inbox {

struct NewEvent {
  std::string_view channel, event_id, conversation, body;  // body: JSON
  std::int64_t received_at = 0;
};
// Keeps the event; false: it was there before and nothing changed.
bool append(Session& session, const NewEvent& event);

struct Waiting {
  std::int64_t id = 0, received_at = 0;
  std::string channel, conversation, body;
};
// The oldest waiting events but those in `except` (sorted ids, of turns under way), at most `limit`.
std::vector<Waiting> waiting(Session& session, std::int64_t limit, const std::vector<std::int64_t>& except = {});

// Is it this event's turn: does it still wait, and no earlier event of its conversation? Read inside the turn's transaction.
bool is_next(Session& session, std::int64_t id);
// The turn's effects are in this transaction: marks the event handled and drops its body.
void handled(Session& session, std::int64_t id);
// The turn threw: counts the attempt and keeps why. After `attempts` of them the event is dead. True: it is dead now.
bool failed(Session& session, std::int64_t id, std::string_view error, int attempts);

struct Dead {
  std::int64_t id = 0, received_at = 0, attempts = 0;
  std::string channel, conversation, error;
};
std::vector<Dead> dead(Session& session, std::int64_t limit);          // oldest first
bool replay(Session& session, std::int64_t id);                        // a dead event waits again; false: it is not dead
std::int64_t replay_all(Session& session);

// Forgets the keys of handled events received before this moment, at most `limit`; gives how many.
std::int64_t forget(Session& session, std::int64_t received_before, std::int64_t limit);

struct Counts { std::int64_t waiting = 0, dead = 0; };
Counts counts(Session& session);

}  // namespace storage::inbox
