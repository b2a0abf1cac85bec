// The SQL of alarms.
#include "storage/alarms.hpp"

namespace storage::alarms {

std::vector<Alarm> open(Session& session) {
  return session.all("SELECT channel, account, kind, detail, since FROM alarm WHERE over_at IS NULL ORDER BY channel, account, kind", {},
                     [](const Row& row) { return Alarm{row.string(0), row.string(1), row.string(2), row.string(3), row.integer(4)}; });
}

bool raise(Session& session, const Alarm& alarm) {
  if (session.run("UPDATE alarm SET detail = ?4 WHERE channel = ?1 AND account = ?2 AND kind = ?3 AND over_at IS NULL",
                  {alarm.channel, alarm.account, alarm.kind, alarm.detail}) > 0)
    return false;
  session.run("INSERT INTO alarm (channel, account, kind, detail, since) VALUES (?1, ?2, ?3, ?4, ?5)",
              {alarm.channel, alarm.account, alarm.kind, alarm.detail, alarm.since});
  return true;
}

bool end(Session& session, const Alarm& alarm, std::int64_t now) {
  return session.run("UPDATE alarm SET over_at = ?4 WHERE channel = ?1 AND account = ?2 AND kind = ?3 AND over_at IS NULL",
                     {alarm.channel, alarm.account, alarm.kind, now}) > 0;
}

}  // namespace storage::alarms
