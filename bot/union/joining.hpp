// Two rows of the roll that are one person (two phones, brought in twice) made one: the first goes on, the second is given up and names it.
// From that day on they are counted once; what was reported before stays as it was. What cannot be joined soundly is refused with the reason.
#pragma once

#include <cstdint>
#include <string>

#include "bot/union/findings.hpp"
#include "storage/database.hpp"

namespace trade_union {

struct Join {
  Findings findings;                        // refused: nothing was changed
  bool before = false;                      // they had been joined already
  std::string name, unit;                   // of who goes on, and where they are counted from that day on ("": nowhere)
  std::int64_t lists = 0;                   // places on lists of sendings that passed on
};
// In one transaction of its own. dry: looks and changes nothing.
Join join_persons(storage::Session& session, std::int64_t keep, std::int64_t gone, std::int64_t now, bool dry);

}  // namespace trade_union
