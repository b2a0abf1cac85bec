// What the sender does on the storage thread: settles what is finished and claims what goes next, account by account. What would be
// refused, or is to be silent, is put aside here without a call.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/engine/context.hpp"
#include "bot/engine/settle.hpp"

namespace engine {

struct Wish { std::string account; std::int64_t limit = 0; };
struct Lot {
  std::vector<storage::outbox::Claimed> rows;               // to be written
  std::map<std::string, std::int64_t> claimed;              // by account, what was put aside too
  bool stopped = false;                                     // nothing goes out at all, until a human says so
};
Lot claim_lot(storage::Session& session, const Context& context, const ChannelSetup& setup, const std::vector<Wish>& wishes, std::int64_t now);

// May we write to this person on our own at this moment, as far as we know? last: their last interaction, if any.
bool inside_window(const adapters::Capabilities& able, std::optional<std::int64_t> last, std::int64_t now);

}  // namespace engine
