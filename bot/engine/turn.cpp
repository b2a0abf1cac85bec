#include "bot/engine/turn.hpp"

#include <nlohmann/json.hpp>

#include "bot/engine/events.hpp"
#include "bot/engine/outgoing.hpp"
#include "storage/inbox.hpp"

namespace engine {
namespace {

std::shared_ptr<const trade_union::Incoming> read_body(const Context& context, const storage::inbox::Waiting& row) {
  const auto* setup = context.channel(row.channel);
  if (!setup) return nullptr;  // its channel is no longer configured
  try {
    const auto event = adapters::event_from_json(nlohmann::json::parse(row.body));
    return std::make_shared<const trade_union::Incoming>(incoming_of(event, *setup, row.received_at));
  } catch (const std::exception&) {
    return nullptr;
  }
}

TurnDone summary(const trade_union::Turn& turn) {
  return {true, turn.intent, turn.questions_changed, turn.work_waiting, !turn.out.empty(), 0};
}

}  // namespace

std::vector<Arrived> read_waiting(storage::Session& session, const Context& context, const std::vector<std::int64_t>& under_way) {
  std::vector<Arrived> arrived;
  for (auto& row : storage::inbox::waiting(session, static_cast<std::int64_t>(context.options.inbox_batch), under_way))
    arrived.push_back({row.id, row.conversation, read_body(context, row)});
  return arrived;
}

TurnDone run_turn(storage::Session& session, const Context& context, const Arrived& event, std::int64_t now) {
  const auto begun = std::chrono::steady_clock::now();
  if (!storage::inbox::is_next(session, event.id)) return {};
  if (!event.incoming) throw std::runtime_error("no event of a configured channel");
  const auto turn = context.rules.handle(session, *event.incoming, now);
  enqueue(session, context, turn.out, now);
  auto done = summary(turn);
  if (opens_window(*event.incoming) && storage::outbox::release_person(session, event.conversation, now) > 0) done.spoke = true;
  storage::inbox::handled(session, event.id);
  done.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  return done;
}

TurnDone run_initiative(storage::Session& session, const Context& context, const Initiative& initiative, std::int64_t now) {
  const auto turn = initiative(session, now);
  enqueue(session, context, turn.out, now);
  return summary(turn);
}

}  // namespace engine
