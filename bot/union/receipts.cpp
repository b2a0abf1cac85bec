#include "bot/union/receipts.hpp"

#include "storage/campaigns.hpp"
#include "storage/early_receipts.hpp"
#include "storage/groups.hpp"
#include "storage/people.hpp"

namespace trade_union {

void note_receipt(storage::Session& session, const Incoming& in) {
  const auto evidence = in.kind == Incoming::Kind::seen ? storage::Evidence::seen : storage::Evidence::delivered;
  auto deliveries = storage::deliveries_of_messages(session, in.from.channel, in.message_ids);
  if (deliveries.empty() && in.watermark && !in.from.group) {
    const auto& who = in.sender_id.empty() ? in.from.id : in.sender_id;
    if (const auto identity = storage::find_identity(session, in.from.channel, in.from.account, who); identity && identity->person != 0)
      deliveries = storage::deliveries_until(session, identity->person, *in.watermark);
  }
  if (deliveries.empty() && !in.from.group)
    for (const auto& id : in.message_ids) storage::early::keep(session, {in.from.channel, id, static_cast<std::int64_t>(evidence), in.at}, conversation_key(in.from));
  for (const auto& delivery : deliveries)
    if (delivery.person) storage::add_evidence(session, delivery.campaign, *delivery.person, evidence, in.at);
}

void note_group_change(storage::Session& session, const Incoming& in, std::int64_t now) {
  const auto at = in.at != 0 ? in.at : now;
  if (in.kind == Incoming::Kind::group_deleted) {
    if (const auto known = storage::find_group(session, in.from.channel, in.from.account, in.from.id)) storage::close_group(session, known->id, at);
    return;
  }
  const auto group = storage::touch_group(session, in.from.channel, in.from.account, in.from.id);
  for (const auto& external_id : in.persons) {
    const auto identity = storage::find_identity(session, in.from.channel, in.from.account, external_id);
    if (!identity || identity->person == 0) continue;
    in.kind == Incoming::Kind::group_join ? storage::join_group(session, group.id, identity->person, at)
                                          : storage::leave_group(session, group.id, identity->person, at);
  }
}

}  // namespace trade_union
