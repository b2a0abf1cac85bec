#include "bot/engine/proof.hpp"

#include "bot/engine/settle.hpp"
#include "storage/await.hpp"
#include "storage/outbox.hpp"

namespace engine {
namespace {

constexpr std::int64_t slice = 500;                    // rows a job, so that the writer is never held for long
constexpr std::string_view cut_short = "stopped_while_writing";

auto write_proof(const Shared& context, std::int64_t id, std::string message_id) {
  auto job = [context, id, message_id = std::move(message_id), now = context->now()](storage::Session& session) {
    if (storage::outbox::is_ours(session, message_id)) return false;
    const auto row = storage::outbox::proved_sent(session, id, message_id, now);
    if (!row) return false;
    tell_settled(session, *context, *row, trade_union::Settled::sent, "", now);
    tell_covered(session, *context, id, trade_union::Settled::sent, "", now);
    storage::outbox::covered_sent(session, id, now);
    return true;
  };
  return storage::async_write(context->database, "proof", std::move(job));
}

auto abandon_slice(const Shared& context) {
  auto job = [context, now = context->now()](storage::Session& session) {
    const auto rows = storage::outbox::abandon(session, context->owner, cut_short, now, slice);
    for (const auto& row : rows) {
      tell_settled(session, *context, row, trade_union::Settled::unsure, std::string(cut_short), now);
      tell_covered(session, *context, row.id, trade_union::Settled::unsure, std::string(cut_short), now);
    }
    return static_cast<std::int64_t>(rows.size());
  };
  return storage::async_write(context->database, "recovery", std::move(job));
}

auto read_unsure(const Shared& context) {
  return storage::async_read(context->database, [](storage::Session& session) { return storage::outbox::unsure(session); });
}

}  // namespace

boost::asio::awaitable<bool> proved(Shared context, std::int64_t id, std::string message_id) {
  co_return co_await write_proof(context, id, std::move(message_id));
}

boost::asio::awaitable<void> prove_sent(Shared context, std::int64_t id, std::string message_id) {
  co_await write_proof(context, id, std::move(message_id));
}

boost::asio::awaitable<void> recover(Shared context, Evidence& evidence) {
  std::int64_t abandoned = 0, found = slice;
  while (found == slice) {
    found = co_await abandon_slice(context);
    abandoned += found;
  }
  if (abandoned > 0) context->log("left_unsure", std::to_string(abandoned) + " messages");
  const auto unsure = co_await read_unsure(context);
  for (const auto id : unsure) evidence.unsure_before(id);
}

}  // namespace engine
