// One turn: an event becomes effects and replies, all in one transaction, exactly once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bot/engine/context.hpp"

namespace engine {

// An event taken from the inbox, read by a reader thread before its turn.
struct Arrived {
  std::int64_t id = 0;
  std::string conversation;
  std::shared_ptr<const trade_union::Incoming> incoming;  // null: its body is no event
};

// What the engine needs to know of a turn once it is committed.
struct TurnDone {
  bool done = false;                                      // false: it was handled before, or an earlier event must go first
  std::string intent;
  bool questions_changed = false, work_waiting = false, spoke = false;
  double milliseconds = 0;                                // inside the transaction
};

// The oldest waiting events but those under way (sorted ids). A reader thread.
std::vector<Arrived> read_waiting(storage::Session& session, const Context& context, const std::vector<std::int64_t>& under_way);

// The turn of this event. Throws what the rules throw: then nothing of it is kept. A storage thread.
TurnDone run_turn(storage::Session& session, const Context& context, const Arrived& event, std::int64_t now);

// What the rules do by themselves (plan_slice, due) with what they have to say.
using Initiative = std::function<trade_union::Turn(storage::Session&, std::int64_t)>;
TurnDone run_initiative(storage::Session& session, const Context& context, const Initiative& initiative, std::int64_t now);

}  // namespace engine
