// What a platform tells about a person's standing: they left, want to be forgotten, wrote below a post of ours.
#pragma once

#include "bot/union/rules.hpp"

namespace trade_union {

// The account takes no messages until the person comes back: sendings pass it over.
void note_left(storage::Session& session, const Incoming& in, std::int64_t now);
// Forgets the account: link, groups, questions, messages that wait. What was counted stays as numbers. The officers learn of a demand
// that names nobody: only a human can find out whom it means.
void forget(storage::Session& session, const templates::Catalog& catalog, const Incoming& in, std::int64_t now, Turn& turn);
// One private answer a comment, which reveals nothing: the post may be read by anybody.
void answer_comment(storage::Session& session, const templates::Catalog& catalog, const Incoming& in, std::int64_t now, Turn& turn);

// A line for the officers of the top: their board group, else each of them in private; not by the channel or account that is out of
// order, if there is another way. A queued line with the same key takes the newer text.
void tell_officers(storage::Session& session, const std::string& text, const Address& out_of_order, const std::string& key, std::int64_t now, Turn& turn);

}  // namespace trade_union
