// What a platform tells without words: receipts become evidence, group changes become dated memberships.
#pragma once

#include "bot/union/rules.hpp"

namespace trade_union {

void note_receipt(storage::Session& session, const Incoming& in);
void note_group_change(storage::Session& session, const Incoming& in, std::int64_t now);

}  // namespace trade_union
