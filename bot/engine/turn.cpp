#include "bot/engine/turn.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/engine/events.hpp"
#include "bot/engine/outgoing.hpp"
#include "storage/inbox.hpp"
#include "storage/people.hpp"

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

namespace {

namespace outbox = storage::outbox;

// What waits for the person, message by message: a long one is several rows.
std::vector<std::vector<outbox::Held>> waiting_messages(storage::Session& session, const std::string& conversation) {
  std::vector<std::vector<outbox::Held>> messages;
  bool goes_on = false;
  for (const auto& row : outbox::held_for_person(session, conversation)) {
    if (!goes_on) messages.emplace_back();
    messages.back().push_back(row);
    goes_on = (row.flags & outbox::continued) != 0;
  }
  return messages;
}

void digest(storage::Session& session, const Context& context, const trade_union::Address& to, const std::vector<std::vector<outbox::Held>>& messages, std::int64_t now) {
  std::vector<std::int64_t> deliveries;
  for (const auto& rows : messages) {
    const auto before = deliveries.size();
    for (const auto& row : rows) {
      for (const auto covered : outbox::covered_deliveries(session, row.id)) deliveries.push_back(covered);
      if (row.delivery_id) deliveries.push_back(*row.delivery_id);
    }
    if (deliveries.size() == before) deliveries.push_back(0);
  }
  auto out = context.rules.digest(session, to, deliveries, now);
  out.priority = trade_union::Priority::bulk;  // after those that go one by one
  const auto by = enqueue(session, context, out, "", now);
  for (const auto& rows : messages)
    for (const auto& row : rows) outbox::cover_held(session, row.id, by);
}

// The person may be written to again: the first few messages go as they are, the rest as one. False: nothing waited.
bool release_held(storage::Session& session, const Context& context, const trade_union::Address& to, const std::string& conversation, std::int64_t now) {
  auto messages = waiting_messages(session, conversation);
  if (messages.empty()) return false;
  const auto first = context.rules.digest ? std::min(messages.size(), context.options.held_first) : messages.size();
  for (std::size_t n = 0; n < first; ++n)
    for (const auto& row : messages[n]) outbox::release(session, row.id, now);
  messages.erase(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(first));
  if (!messages.empty()) digest(session, context, to, messages, now);
  return true;
}

// What the rules have no use for but opens the platform's window: a reaction.
void note_interaction(storage::Session& session, const trade_union::Incoming& incoming) {
  if (incoming.kind != trade_union::Incoming::Kind::other) return;
  storage::touch_identity(session, incoming.from.channel, incoming.from.account, incoming.sender_id.empty() ? incoming.from.id : incoming.sender_id, incoming.at);
}

}  // namespace

TurnDone run_turn(storage::Session& session, const Context& context, const Arrived& event, std::int64_t now) {
  const auto begun = std::chrono::steady_clock::now();
  if (!storage::inbox::is_next(session, event.id)) return {};
  if (!event.incoming) throw std::runtime_error("no event of a configured channel");
  const auto turn = context.rules.handle(session, *event.incoming, now);
  enqueue(session, context, turn.out, event.conversation, now);
  auto done = summary(turn);
  if (opens_window(*event.incoming)) {
    note_interaction(session, *event.incoming);
    if (release_held(session, context, event.incoming->from, event.conversation, now)) done.spoke = true;
  }
  storage::inbox::handled(session, event.id);
  done.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  return done;
}

TurnDone run_initiative(storage::Session& session, const Context& context, const Initiative& initiative, std::int64_t now) {
  const auto turn = initiative(session, now);
  enqueue(session, context, turn.out, "", now);
  return summary(turn);
}

}  // namespace engine
