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
  bool stop_account = false;                           // the whole account waits for what held_until says
};
struct RetryPolicy { BackOff back_off; std::int64_t attempts = 1; };

// Pure. attempts: tries before this one; random in [0, 1).
Verdict judge(const adapters::Outcome& outcome, std::int64_t attempts, const RetryPolicy& policy, std::int64_t now, double random);

struct Finished { storage::outbox::Claimed row; Verdict verdict; };

bool pauses_account(const Verdict& verdict);           // the account goes on by itself once its quota may have renewed

// Writes the verdict and tells the rules about a delivery. False: the claim is no longer ours. A storage thread.
bool settle(storage::Session& session, const Context& context, const std::string& channel, const Finished& finished, std::int64_t now);

// Tells the rules how a delivery ended, if there is one.
void tell_rules(storage::Session& session, const Context& context, std::optional<std::int64_t> delivery_id, trade_union::Settled how,
                const std::string& reason, std::int64_t now);

}  // namespace engine
