// The SQL of channel_seen and quiet.
#include "storage/watch.hpp"

namespace storage {

void set_channel_seen(Session& session, std::string_view channel, std::int64_t at) {
  session.run("INSERT INTO channel_seen (channel, at) VALUES (?1, ?2) ON CONFLICT (channel) DO UPDATE SET at = excluded.at "
              "WHERE channel_seen.at < excluded.at",
              {channel, at});
}

std::vector<ChannelSeen> channels_seen(Session& session) {
  return session.all("SELECT channel, at FROM channel_seen ORDER BY channel", {}, [](const Row& row) { return ChannelSeen{row.string(0), row.integer(1)}; });
}

void set_quiet(Session& session, std::string_view conversation, std::int64_t until) {
  session.run("INSERT INTO quiet (conversation, until_at) VALUES (?1, ?2) ON CONFLICT (conversation) DO UPDATE SET until_at = excluded.until_at "
              "WHERE quiet.until_at < excluded.until_at",
              {conversation, until});
}

std::optional<std::int64_t> quiet_until(Session& session, std::string_view conversation, std::int64_t now) {
  return session.one("SELECT until_at FROM quiet WHERE conversation = ?1 AND until_at > ?2", {conversation, now},
                     [](const Row& row) { return row.integer(0); });
}

std::int64_t forget_quiet(Session& session, std::int64_t before, std::int64_t limit) {
  return session.run("DELETE FROM quiet WHERE conversation IN (SELECT conversation FROM quiet WHERE until_at < ?1 LIMIT ?2)", {before, limit});
}

}  // namespace storage
