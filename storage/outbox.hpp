// The outbox: messages that wait to go out, are being written, or were settled. A row is claimed (`writing`, committed) before its
// first byte goes out, so that after a crash exactly these rows are unsure. Every settling statement compares the number of the claim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage::outbox {

inline constexpr std::int64_t reply = 0, bulk = 1;            // priorities
// Flags of a row. continued: the next row of the conversation belongs to the same message. answer: to what the person just said, worth
// nothing once a human has taken over. covers: others are settled together with it. ends: the last row of a message of several.
inline constexpr std::int64_t plain = 1, uploaded_again = 2, continued = 4, answer = 8, covers = 16, ends = 32;

struct NewMessage {
  std::string_view channel, account, conversation, kind, recipient;  // kind: direct, group, comments
  std::int64_t priority = reply;
  std::int64_t due_at = 0, created_at = 0;
  std::string_view message;                                    // JSON, the engine's
  std::optional<std::int64_t> delivery_id;
  std::string_view coalesce_key;                               // a queued row with this key takes this text instead; "": none
  std::int64_t flags = 0;
  std::optional<std::int64_t> part_of{};                       // the first row of the message this one belongs to
};
std::int64_t append(Session& session, const NewMessage& message);  // gives its id

struct Lease { std::string_view owner; std::int64_t until = 0; };
struct Claimed {
  std::int64_t id = 0, number = 0;                             // number: of the claim
  std::int64_t attempts = 0, priority = 0;
  std::string account, conversation, kind, recipient, message;
  std::optional<std::int64_t> delivery_id;
  std::int64_t flags = 0;
  std::optional<std::int64_t> last_interaction, quiet_until;   // of the recipient, if known; until when the bot holds back there
};
// Marks due rows of the account as being written and gives them, replies first, at most `limit`. One row a conversation at a time: a
// row waits while any row of its conversation is being written or an earlier one of the same or higher priority is queued. Nothing of
// an account that was stopped, is paused or is renewing its token.
std::vector<Claimed> claim(Session& session, std::string_view channel, std::string_view account, std::int64_t now, std::int64_t limit,
                           const Lease& lease);
// Accounts of the channel that have queued rows, in order of their names.
std::vector<std::string> waiting_accounts(Session& session, std::string_view channel);
// Rows of an account nobody configured are held for a human, at most `limit`. Gives how many.
std::int64_t hold_account(Session& session, std::string_view channel, std::string_view account, std::string_view reason, std::int64_t limit);

struct Claim { std::int64_t id = 0, number = 0; };
// Each settles one claimed row; false: the claim is no longer ours and nothing changed.
bool sent(Session& session, const Claim& claim, std::string_view message_id, std::int64_t now);
// Queued again; flags are added to the row's, and the try counts unless we were only told to slow down.
struct Again { std::int64_t flags = 0; bool counts = true; };
bool retry(Session& session, const Claim& claim, std::int64_t due_at, std::string_view reason, const Again& again = {});
bool postpone(Session& session, const Claim& claim, std::int64_t due_at);  // queued again, nothing was tried
bool drop(Session& session, const Claim& claim);                           // it is not wanted any more: gone
// until: person_writes, quota_renews (tried again at due_at), human_acts
bool hold(Session& session, const Claim& claim, std::string_view until, std::string_view reason, std::int64_t due_at);
bool end(Session& session, const Claim& claim, std::string_view state, std::string_view reason, std::int64_t now);  // rejected, unsure, dead

// What became of the message of several rows that this row is part of, once its last row is settled: that row's state; where it was sent,
// the worst of the others. Nothing: it is not settled yet, or no delivery hangs on it.
struct Whole { std::int64_t delivery = 0; std::string state, reason; };
std::optional<Whole> whole_message(Session& session, std::int64_t id);

// What waits for the person to write, oldest first.
struct Held { std::int64_t id = 0, flags = 0; std::optional<std::int64_t> delivery_id; };
std::vector<Held> held_for_person(Session& session, std::string_view conversation);
void release(Session& session, std::int64_t id, std::int64_t now);     // a held row is due now

// One row in the place of others: a digest, or a group's message. The held row is settled together with row `by`; what it
// covered itself goes along.
void cover_held(Session& session, std::int64_t id, std::int64_t by);
std::vector<std::int64_t> covered_deliveries(Session& session, std::int64_t by);
void covered_sent(Session& session, std::int64_t by, std::int64_t now);
void uncover(Session& session, std::int64_t by);                       // row `by` will never go out: they wait for the person again
std::int64_t release_quota(Session& session, std::int64_t now);        // those whose time has come
std::int64_t release_account(Session& session, std::string_view channel, std::string_view account, std::int64_t now);  // held until a human acts

struct Unfinished { std::int64_t id = 0; std::optional<std::int64_t> delivery_id; std::int64_t flags = 0; };
// Rows that another owner, dead by now, left as being written become unsure; at most `limit`.
std::vector<Unfinished> abandon(Session& session, std::string_view owner, std::string_view reason, std::int64_t now, std::int64_t limit);
// Rows this owner claimed and then lost from sight (the commit of the claim was in doubt): those whose lease has ended and which are not
// in `posted` (sorted ids) were never written and are queued again. Gives how many.
std::int64_t take_back(Session& session, std::string_view channel, std::string_view owner, const std::vector<std::int64_t>& posted, std::int64_t now);
// Evidence came that an unsure row did arrive (an echo with our job id). Gives its delivery (nothing: the row was not unsure).
std::optional<Unfinished> proved_sent(Session& session, std::int64_t id, std::string_view message_id, std::int64_t now);
std::vector<std::int64_t> unsure(Session& session);                    // ids

// Unsure rows of the channel whose time to be looked for has come, at most `limit`.
struct Sought { Claimed row; std::int64_t claimed_at = 0, settled_at = 0, looks = 0; };
std::vector<Sought> to_look_for(Session& session, std::string_view channel, std::int64_t looked_before, std::int64_t most_looks, std::int64_t limit);
void looked(Session& session, std::int64_t id, std::int64_t at);       // in vain: the next look is counted from that moment

bool is_ours(Session& session, std::string_view message_id);           // did the bot send the message with this id?

struct Settled {
  std::int64_t id = 0, attempts = 0, created_at = 0;
  std::string state, channel, account, conversation, reason;
  std::optional<std::int64_t> delivery_id;
};
// For a human: rejected, unsure, dead, and held until a human acts; oldest first of each.
std::vector<Settled> attention(Session& session, std::int64_t limit);
// Queues a rejected, unsure, dead or held row anew; false: it is none of these. For an unsure row this may send twice: a human decides.
bool replay(Session& session, std::int64_t id, std::int64_t now);

// The same for all of these with a larger id but the unsure ones, at most `limit`, in order of id.
struct Replayed { std::int64_t count = 0, last = 0; };                 // last: the largest id, or `after`
Replayed replay_after(Session& session, std::int64_t after, std::int64_t now, std::int64_t limit);
// Forgets messages sent (rejected) before this moment, at most `limit`; gives how many. What else waits for a human stays.
std::int64_t forget(Session& session, std::int64_t sent_before, std::int64_t limit);
std::int64_t forget_rejected(Session& session, std::int64_t before, std::int64_t limit);

struct Counts {
  std::int64_t replies_due = 0, bulk_due = 0, held = 0, rejected = 0, unsure = 0, dead = 0;
  std::optional<std::int64_t> oldest_due_at;
};
Counts counts(Session& session, std::int64_t now);

}  // namespace storage::outbox
