// What becomes of a row once its outcome is known: decided purely, then written in one job with the next claim.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/channel.hpp"
#include "bot/engine/back_off.hpp"
#include "bot/engine/context.hpp"
#include "storage/outbox.hpp"

namespace engine {

struct Verdict {
  enum class State { sent, queued, held, rejected, unsure, dead };
  State state = State::queued;
  std::int64_t due_at = 0;                             // of queued, and of held until the quota renews
  std::string held_until, reason, message_id;
  std::int64_t flags = 0;                              // added to the row's: how it is to be tried next
  std::int64_t pause_until = 0;                        // of queued: we were told to slow down, the account waits and the try does not count
  bool stop_account = false;                           // the whole account waits for what held_until says
};
struct RetryPolicy { BackOff back_off; std::int64_t attempts = 1; };

// What was done with the message before: tries, and the flags of its row.
struct Tried { std::int64_t attempts = 0, flags = 0; };

// Pure. random in [0, 1). What asks for a plain form or a new upload is tried so at once, and once.
Verdict judge(const adapters::Outcome& outcome, const Tried& tried, const RetryPolicy& policy, std::int64_t now, double random);

struct Finished { storage::outbox::Claimed row; Verdict verdict; };

bool pauses_account(const Verdict& verdict);           // the account goes on by itself once its quota may have renewed

// Writes the verdict and tells the rules about a delivery; what waits for the person goes to a group of theirs instead where the rules know
// one. False: the claim is no longer ours. A storage thread.
bool settle(storage::Session& session, const Context& context, const std::string& channel, const Finished& finished, std::int64_t now);

// The person cannot be written to now: the row waits for them. A storage thread.
bool hold_for_person(storage::Session& session, const Context& context, const std::string& channel, const storage::outbox::Claimed& row, std::int64_t now);

// The deliveries of rows that are settled together with this one.
void tell_covered(storage::Session& session, const Context& context, std::int64_t row, trade_union::Settled how, const std::string& reason, std::int64_t now);

// Tells the rules how the row's delivery ended. Of a message of several rows (a file and its text) the whole counts: it arrived when all did.
void tell_settled(storage::Session& session, const Context& context, const storage::outbox::Unfinished& row, trade_union::Settled how,
                  const std::string& reason, std::int64_t now);
// Tells the rules how a delivery ended, if there is one.
void tell_rules(storage::Session& session, const Context& context, std::optional<std::int64_t> delivery_id, trade_union::Settled how,
                const std::string& reason, std::int64_t now);

}  // namespace engine
