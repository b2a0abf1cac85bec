#include "bot/engine/outgoing.hpp"

#include <nlohmann/json.hpp>

#include "adapters/split.hpp"

namespace engine {
namespace {

using nlohmann::json;

std::size_t text_limit(const Context& context, const trade_union::Address& to) {
  const auto kind = to.group ? adapters::ConversationKind::group : adapters::ConversationKind::direct;
  const auto* setup = context.channel(to.channel);
  return (setup ? setup->channel->capabilities(kind) : adapters::Capabilities{}).text_limit;
}

std::string encode(const std::string& text, const std::vector<trade_union::Choice>& choices) {
  json message{{"text", text}};
  for (const auto& choice : choices) message["choices"].push_back({{"title", choice.title}, {"payload", choice.payload}});
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

void enqueue_one(storage::Session& session, const Context& context, const trade_union::Outgoing& out, std::int64_t now) {
  const auto limit = text_limit(context, out.to);
  const auto parts = out.text.size() <= limit ? std::vector{out.text} : adapters::split(out.text, limit);
  const auto conversation = trade_union::conversation_key(out.to);
  storage::outbox::NewMessage row{.channel = out.to.channel, .account = out.to.account, .conversation = conversation,
                                  .kind = out.to.group ? "group" : "direct", .recipient = out.to.id,
                                  .priority = static_cast<std::int64_t>(out.priority), .due_at = out.due_at ? out.due_at : now,
                                  .created_at = now, .message = {}, .delivery_id = {}, .coalesce_key = {}};
  if (parts.size() == 1) row.coalesce_key = out.coalesce_key;  // a newer text of several parts goes out by itself
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const bool last = n + 1 == parts.size();
    const auto message = encode(parts[n], last ? out.choices : std::vector<trade_union::Choice>{});
    row.message = message;
    if (last) row.delivery_id = out.delivery_id;
    storage::outbox::append(session, row);
  }
}

}  // namespace

void enqueue(storage::Session& session, const Context& context, const std::vector<trade_union::Outgoing>& messages, std::int64_t now) {
  for (const auto& message : messages) enqueue_one(session, context, message, now);
}

adapters::Outgoing outgoing_of(const storage::outbox::Claimed& row) {
  const auto message = json::parse(row.message);
  adapters::Outgoing outgoing;
  outgoing.job_id = std::to_string(row.id);
  outgoing.account = row.account;
  outgoing.to.kind = row.kind == "group" ? adapters::ConversationKind::group : adapters::ConversationKind::direct;
  outgoing.to.id = row.recipient;
  outgoing.message.text = message.at("text").get<std::string>();
  for (const auto& choice : message.value("choices", json::array()))
    outgoing.message.choices.push_back({choice.at("title").get<std::string>(), choice.at("payload").get<std::string>()});
  outgoing.reply = row.priority == storage::outbox::reply;
  return outgoing;
}

}  // namespace engine
