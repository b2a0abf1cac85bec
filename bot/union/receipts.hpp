// What a platform tells without words: receipts become evidence.
#pragma once

#include "bot/union/rules.hpp"

namespace trade_union {

void note_receipt(storage::Session& session, const Incoming& in);

}  // namespace trade_union
