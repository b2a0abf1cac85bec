#include "bot/engine/outgoing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/split.hpp"
#include "storage/media.hpp"
#include "storage/watch.hpp"

namespace engine {
namespace {

using nlohmann::json;
using adapters::ConversationKind;
using trade_union::Manner;

std::string_view name(Manner manner) {
  switch (manner) {
    case Manner::message: return "";
    case Manner::private_reply: return "private_reply";
    case Manner::comment: return "comment";
    case Manner::contact: return "contact";
  }
  return "";
}

ConversationKind kind_of(const trade_union::Outgoing& out) {
  if (out.manner == Manner::comment) return ConversationKind::comments;
  return out.to.group ? ConversationKind::group : ConversationKind::direct;
}

adapters::Capabilities abilities(const Context& context, const trade_union::Outgoing& out) {
  const auto* setup = context.channel(out.to.channel);
  return setup ? setup->channel->capabilities(kind_of(out)) : adapters::Capabilities{};
}

// How a picture or file goes with the text.
enum class Carried { not_at_all, beside_text, alone };
Carried carried(storage::Session& session, const adapters::Capabilities& able, std::int64_t media) {
  const auto label = media ? storage::media::label(session, media) : std::nullopt;
  if (!label) return Carried::not_at_all;
  const auto kind = adapters::media_kind(label->kind).value_or(adapters::MediaKind::file);
  if (kind == adapters::MediaKind::file) return !able.files ? Carried::not_at_all : able.text_with_file ? Carried::beside_text : Carried::alone;
  if (!able.images) return Carried::not_at_all;
  return able.text_with_image && kind == adapters::MediaKind::image ? Carried::beside_text : Carried::alone;
}

// The messages one after the other, as JSON. Choices stand on the last: the platform takes them away when another message follows.
std::vector<json> cut(const trade_union::Outgoing& out, const adapters::Capabilities& able, Carried media) {
  std::vector<json> messages;
  const auto parts = out.text.size() <= able.text_limit ? std::vector{out.text} : adapters::split(out.text, able.text_limit);
  for (const auto& part : parts)
    if (!part.empty() || media == Carried::not_at_all) messages.push_back({{"text", part}});
  const bool only_text = messages.size() == 1;
  if (media == Carried::beside_text && !messages.empty() && !(only_text && !out.choices.empty())) messages.front()["media"] = out.media;
  else if (media != Carried::not_at_all) messages.insert(messages.begin(), json{{"text", ""}, {"media", out.media}});
  for (const auto& choice : out.choices) messages.back()["choices"].push_back({{"title", choice.title}, {"payload", choice.payload}});
  if (!out.quote.empty()) messages.front()["quote"] = out.quote;
  for (auto& message : messages) {
    if (out.manner != Manner::message) message["manner"] = name(out.manner);
    if (!out.target.empty()) message["target"] = out.target;
  }
  return messages;
}

storage::outbox::NewMessage row_of(const trade_union::Outgoing& out, std::string_view conversation, std::int64_t now) {
  return {.channel = out.to.channel, .account = out.to.account, .conversation = conversation, .kind = adapters::name(kind_of(out)),
          .recipient = out.to.id, .priority = static_cast<std::int64_t>(out.priority), .due_at = out.due_at ? out.due_at : now,
          .created_at = now, .message = {}, .delivery_id = {}, .coalesce_key = {}};
}

}  // namespace

ConversationKind kind_of(std::string_view row_kind) { return adapters::conversation_kind(row_kind).value_or(ConversationKind::direct); }

std::int64_t enqueue(storage::Session& session, const Context& context, const trade_union::Outgoing& out, const std::string& answering, std::int64_t now) {
  const auto conversation = trade_union::conversation_key(out.to);
  const bool answers = conversation == answering && out.priority == trade_union::Priority::reply && !out.delivery_id;
  const auto quiet = storage::quiet_until(session, conversation, now);
  if (quiet && answers) return 0;
  const auto able = abilities(context, out);
  const auto messages = cut(out, able, carried(session, able, out.media));
  auto row = row_of(out, conversation, now);
  if (quiet) row.due_at = std::max(row.due_at, *quiet);
  if (messages.size() == 1) row.coalesce_key = out.coalesce_key;  // a newer text of several parts goes out by itself
  std::int64_t id = 0;
  for (std::size_t n = 0; n < messages.size(); ++n) {
    const bool last = n + 1 == messages.size();
    const auto message = messages[n].dump(-1, ' ', false, json::error_handler_t::replace);
    row.message = message;
    row.flags = (!last ? storage::outbox::continued : n > 0 ? storage::outbox::ends : 0) | (answers ? storage::outbox::answer : 0);
    if (last) row.delivery_id = out.delivery_id;
    id = storage::outbox::append(session, row);
    if (n == 0) row.part_of = id;
  }
  return id;
}

void enqueue(storage::Session& session, const Context& context, const std::vector<trade_union::Outgoing>& messages, const std::string& answering,
             std::int64_t now) {
  for (const auto& message : messages) enqueue(session, context, message, answering, now);
}

Prepared prepare(const storage::outbox::Claimed& row, const adapters::Channel& channel) {
  const auto fields = json::parse(row.message);
  const auto manner = fields.value("manner", "");
  Prepared prepared;
  auto& outgoing = prepared.outgoing;
  outgoing.job_id = std::to_string(row.id);
  outgoing.account = row.account;
  outgoing.to = {kind_of(row.kind), row.recipient};
  outgoing.reply = row.priority == storage::outbox::reply;
  if (manner == name(Manner::private_reply)) outgoing.act = adapters::Act::private_reply;
  outgoing.target = fields.value("target", "");
  const auto able = channel.capabilities(outgoing.to.kind);
  auto& message = outgoing.message;
  message.text = fields.at("text").get<std::string>();
  message.plain = (row.flags & storage::outbox::plain) != 0;
  message.asks_contact = manner == name(Manner::contact) && able.asks_contact;
  if (able.quotes) message.quote = fields.value("quote", "");
  const auto choices = fields.value("choices", json::array());
  if (choices.size() <= able.max_choices)
    for (const auto& choice : choices) message.choices.push_back({choice.at("title").get<std::string>(), choice.at("payload").get<std::string>()});
  prepared.media = fields.value("media", std::int64_t{0});
  return prepared;
}

std::int64_t media_of(const std::string& message) {
  const auto parsed = json::parse(message, nullptr, false);
  return parsed.is_object() ? parsed.value("media", std::int64_t{0}) : 0;
}

bool needs_window(const storage::outbox::Claimed& row) {
  if (kind_of(row.kind) != ConversationKind::direct) return false;
  const auto parsed = json::parse(row.message, nullptr, false);
  return !parsed.is_object() || parsed.value("manner", "") != name(Manner::private_reply);
}

}  // namespace engine
