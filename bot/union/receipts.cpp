#include "bot/union/receipts.hpp"

#include "storage/campaigns.hpp"
#include "storage/early_receipts.hpp"
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

}  // namespace trade_union
