// What the rules say when something is wrong with a platform, and when a message could not go the way it was meant to.
#include "bot/union/rules.hpp"

namespace trade_union {

Turn Rules::alarm(storage::Session&, const Alarm&, std::int64_t) const { return {}; }

Outgoing Rules::digest(storage::Session&, const Address& to, const std::vector<std::int64_t>&, std::int64_t) const {
  Outgoing out;
  out.to = to;
  return out;
}

std::optional<Outgoing> Rules::instead(storage::Session&, std::int64_t, std::int64_t) const { return std::nullopt; }

}  // namespace trade_union
