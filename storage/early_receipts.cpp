#include "storage/early_receipts.hpp"

namespace storage::early {

bool keep(Session& session, const Receipt& r, const std::string& conversation) {
  return session.run("INSERT INTO early_receipt(channel, message_id, class, at) SELECT CAST(?1 AS TEXT), CAST(?2 AS TEXT), CAST(?3 AS BIGINT), CAST(?4 AS BIGINT) "
                     "WHERE EXISTS (SELECT 1 FROM outbox WHERE conversation = ?5 AND state = 'writing') ON CONFLICT (channel, message_id, class) DO NOTHING",
                     {r.channel, r.message_id, r.evidence, r.at, conversation}) > 0;
}

std::vector<Receipt> take(Session& session, std::int64_t delivery) {
  auto found = session.all("SELECT e.channel, e.message_id, e.class, e.at FROM early_receipt e CROSS JOIN outbox o "  // in this order: few wait here
                           "WHERE o.message_id = e.message_id AND o.channel = e.channel AND o.delivery_id = ?1", {delivery}, [](const Row& r) { return Receipt{r.string(0), r.string(1), r.integer(2), r.integer(3)}; });
  for (const auto& r : found) session.run("DELETE FROM early_receipt WHERE channel = ?1 AND message_id = ?2", {r.channel, r.message_id});
  return found;
}

std::int64_t forget(Session& session, std::int64_t before, std::int64_t limit) {
  return session.run("DELETE FROM early_receipt WHERE (channel, message_id, class) IN (SELECT channel, message_id, class FROM early_receipt WHERE at < ?1 LIMIT ?2)", {before, limit});
}

}  // namespace storage::early
