#include "bot/engine/claiming.hpp"

#include "bot/engine/outgoing.hpp"
#include "storage/credentials.hpp"

namespace engine {
namespace {

namespace outbox = storage::outbox;
constexpr std::int64_t lease_time = 120'000;            // longer than any exchange
constexpr std::int64_t margin = 60'000;                 // the window is not used to its last moment

// True: it is not to be written now.
bool put_aside(storage::Session& session, const Context& context, const ChannelSetup& setup, const outbox::Claimed& row, std::int64_t now) {
  const outbox::Claim claim{row.id, row.number};
  if (row.quiet_until)
    return (row.flags & outbox::answer) != 0 ? outbox::drop(session, claim) : outbox::postpone(session, claim, *row.quiet_until);
  if (inside_window(setup.channel->capabilities(kind_of(row.kind)), row.last_interaction, now) || !needs_window(row)) return false;
  hold_for_person(session, context, setup.name, row, now);
  return true;
}

}  // namespace

bool inside_window(const adapters::Capabilities& able, std::optional<std::int64_t> last, std::int64_t now) {
  return !able.window_ms || (last && now < *last + *able.window_ms - margin);
}

Lot claim_lot(storage::Session& session, const Context& context, const ChannelSetup& setup, const std::vector<Wish>& wishes, std::int64_t now) {
  Lot lot;
  lot.stopped = !wishes.empty() && storage::sending_stopped(session);
  if (lot.stopped) return lot;
  for (const auto& wish : wishes) {
    auto rows = outbox::claim(session, setup.name, wish.account, now, wish.limit, {context.owner, now + lease_time});
    lot.claimed[wish.account] = static_cast<std::int64_t>(rows.size());
    for (auto& row : rows)
      if (!put_aside(session, context, setup, row, now)) lot.rows.push_back(std::move(row));
  }
  return lot;
}

}  // namespace engine
