#include "bot/engine/events.hpp"

namespace engine {
namespace {

using Kind = trade_union::Incoming::Kind;

trade_union::Address address_of(const adapters::Event& event, const ChannelSetup& channel) {
  trade_union::Address address;
  address.channel = channel.name;
  address.account = event.account;
  // A platform whose bodies do not name our side serves one account a channel.
  if (address.account.empty() && channel.accounts.size() == 1) address.account = channel.accounts.front().id;
  address.group = event.conversation && event.conversation->kind == adapters::ConversationKind::group;
  address.id = event.conversation ? event.conversation->id : event.sender_id;
  return address;
}

// A clock of theirs that runs ahead would keep a window open for ever, and win over every later answer.
std::int64_t moment_of(const adapters::Event& event, std::int64_t received_at) {
  constexpr std::int64_t tolerance = 60'000;
  const auto at = event.at.value_or(received_at);
  return at > received_at + tolerance ? received_at : at;
}

}  // namespace

Kind kind_of(adapters::EventType type) {
  using adapters::EventType;
  switch (type) {
    case EventType::message: return Kind::message;
    case EventType::button: return Kind::button;
    case EventType::opened:
    case EventType::referral: return Kind::opened;  // came by a link: `ref` says which
    case EventType::follow: return Kind::follow;
    case EventType::unfollow: return Kind::unfollow;
    case EventType::group_join: return Kind::group_join;
    case EventType::group_leave: return Kind::group_leave;
    case EventType::group_created: return Kind::group_created;
    case EventType::group_deleted: return Kind::group_deleted;
    case EventType::delivered: return Kind::delivered;
    case EventType::seen: return Kind::seen;
    case EventType::profile: return Kind::profile;
    case EventType::comment: return Kind::comment;
    case EventType::erase_request: return Kind::erase_request;
    case EventType::group_changed:
    case EventType::group_request:
    case EventType::reaction:
    case EventType::edited:
    case EventType::deleted:
    case EventType::staff_spoke:
    case EventType::ignored: return Kind::other;
  }
  return Kind::other;
}

trade_union::Incoming incoming_of(const adapters::Event& event, const ChannelSetup& channel, std::int64_t received_at) {
  trade_union::Incoming incoming;
  incoming.kind = kind_of(event.type);
  incoming.from = address_of(event, channel);
  incoming.sender_id = event.sender_id;
  incoming.sender_name = event.sender_name;
  if (incoming.kind == Kind::message || incoming.kind == Kind::comment) incoming.message_id = event.id;
  incoming.profile = event.profile;
  incoming.text = event.text.value_or("");
  incoming.payload = event.payload;
  incoming.ref = event.ref;
  incoming.reply_to = event.reply_to;
  incoming.message_ids = event.message_ids;
  incoming.watermark = event.watermark;
  incoming.persons = event.persons;
  incoming.at = moment_of(event, received_at);
  incoming.received_at = received_at;
  return incoming;
}

bool kept_for_window(const adapters::Event& event, const ChannelSetup& channel) {
  if (event.type != adapters::EventType::reaction || event.sender_id.empty()) return false;
  if (!event.conversation || event.conversation->kind != adapters::ConversationKind::direct) return false;
  return channel.channel->capabilities(adapters::ConversationKind::direct).reactions_open;
}

bool opens_window(const trade_union::Incoming& incoming) {
  if (incoming.from.group) return false;
  return incoming.kind == Kind::other || incoming.kind == Kind::message || incoming.kind == Kind::button || incoming.kind == Kind::opened || incoming.kind == Kind::follow;
}

}  // namespace engine
