#include "bot/engine/intake.hpp"

#include <charconv>

#include "bot/engine/events.hpp"
#include "bot/engine/proof.hpp"
#include "bot/engine/supervise.hpp"
#include "bot/language/intent.hpp"
#include "storage/await.hpp"
#include "storage/inbox.hpp"
#include "storage/outbox.hpp"
#include "storage/watch.hpp"

namespace engine {
namespace asio = boost::asio;

namespace {

using Kind = trade_union::Incoming::Kind;
struct Kept { std::string event_id, conversation, body; };
using Batch = std::shared_ptr<const std::vector<Kept>>;

// Appends the batch; gives how many were new.
auto append(const Shared& context, const std::string& channel, Batch batch) {
  auto key = batch->front().conversation;
  auto job = [channel, batch = std::move(batch), now = context->now()](storage::Session& session) {
    std::int64_t fresh = 0;
    for (const auto& event : *batch) fresh += storage::inbox::append(session, {channel, event.event_id, event.conversation, event.body, now});
    return fresh;
  };
  return storage::async_write(context->database, std::move(key), std::move(job));
}

auto is_ours(const Shared& context, const std::string& message_id) {
  return storage::async_read(context->database, [message_id](storage::Session& session) { return storage::outbox::is_ours(session, message_id); });
}

auto keep_quiet(const Shared& context, std::string conversation, std::int64_t until) {
  auto key = conversation;
  auto job = [conversation = std::move(conversation), until](storage::Session& session) {
    storage::set_quiet(session, conversation, until);
  };
  return storage::async_write(context->database, std::move(key), std::move(job));
}

// Ours are the numbers of outbox rows.
bool is_number(std::string_view job) {
  return !job.empty() && job.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

asio::awaitable<void> Intake::accept(std::string channel, std::vector<adapters::Event> events) {
  const auto* setup = context_->channel(channel);
  if (!setup) co_return;
  if (!groups_.known()) co_await groups_.read();
  watch_.heard(channel);
  auto kept = std::make_shared<std::vector<Kept>>();
  for (const auto& event : events) {
    const auto incoming = incoming_of(event, *setup, context_->now());
    if (event.type == adapters::EventType::staff_spoke) co_await make_way(*setup, event, trade_union::conversation_key(incoming.from));
    bool keep = wanted(*setup, event, incoming);
    if (keep && incoming.from.group && incoming.kind == Kind::message) keep = co_await for_the_bot(*setup, incoming);
    if (keep) kept->push_back({event.id, trade_union::conversation_key(incoming.from), adapters::to_line(event)});
  }
  if (kept->empty()) co_return;
  std::int64_t fresh = 0;
  try {
    fresh = co_await append(context_, channel, kept);
  } catch (...) {
    count(channel, "failed", kept->size());
    throw;
  }
  count(channel, "accepted", static_cast<std::uint64_t>(fresh));
  count(channel, "duplicate", kept->size() - static_cast<std::uint64_t>(fresh));
  if (fresh > 0) arrived_();
}

bool Intake::wanted(const ChannelSetup& setup, const adapters::Event& event, const trade_union::Incoming& incoming) {
  const bool nameless = incoming.sender_id.empty() && (incoming.kind == Kind::message || incoming.kind == Kind::button || incoming.from.id.empty());
  if (!nameless && (incoming.kind != Kind::other || kept_for_window(event, setup))) return true;
  echoed(setup, event);
  count(setup.name, "ignored");
  return false;
}

// A line in a group. An answer to a message of ours counts as one to an open question.
asio::awaitable<bool> Intake::for_the_bot(const ChannelSetup& setup, const trade_union::Incoming& incoming) {
  const auto* grammar = context_->options.grammar.get();
  if (language::addressed(incoming.text, groups_.has(trade_union::conversation_key(incoming.from)), grammar)) co_return true;
  bool answers_us = !incoming.reply_to.empty() && language::addressed(incoming.text, true, grammar);
  if (answers_us) answers_us = co_await is_ours(context_, incoming.reply_to);
  if (!answers_us) count(setup.name, "chatter");
  co_return answers_us;
}

// A human spoke in our name: the bot is silent in that conversation for a while. What we sent ourselves is never taken for a human.
asio::awaitable<void> Intake::make_way(const ChannelSetup& setup, const adapters::Event& event, std::string conversation) {
  if (context_->options.quiet.count() == 0 || !event.conversation) co_return;
  bool ours = !event.job_id.empty() && is_number(event.job_id);
  const auto message_id = event.message_ids.empty() ? event.id : event.message_ids.front();
  if (!ours) ours = co_await is_ours(context_, message_id);
  const auto until = std::min(event.at.value_or(context_->now()), context_->now()) + context_->options.quiet.count();
  if (ours || until <= context_->now()) co_return;      // told late: the human spoke long ago
  co_await keep_quiet(context_, std::move(conversation), until);
  context_->log("staff_spoke", setup.name);
}

void Intake::echoed(const ChannelSetup& setup, const adapters::Event& event) {
  std::int64_t id = 0;
  const auto& job = event.job_id;
  if (job.empty() || std::from_chars(job.data(), job.data() + job.size(), id).ec != std::errc{}) return;
  const auto message_id = event.message_ids.empty() ? event.id : event.message_ids.front();
  if (evidence_.echo(id, message_id)) spawn_task(*context_, "evidence_" + setup.name, prove_sent(context_, id, message_id));
}

void Intake::count(const std::string& channel, std::string result, std::uint64_t times) {
  if (times > 0) context_->stats.events[{channel, std::move(result)}] += times;
}

}  // namespace engine
