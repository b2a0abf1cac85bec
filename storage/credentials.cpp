// The SQL of credentials and of the setting `sending_stopped`.
#include "storage/credentials.hpp"

namespace storage::credentials {

std::optional<Pair> load(Session& session, const Account& account) {
  return session.one("SELECT sealed, expires_at, refreshed_at, version, stopped FROM credential WHERE channel = ?1 AND account = ?2",
                     {account.channel, account.id}, [](const Row& row) {
                       return Pair{row.bytes(0), row.integer(1), row.integer(2), row.integer(3), row.string(4)};
                     });
}

std::int64_t seed(Session& session, const Account& account, std::string_view sealed, std::int64_t expires_at, std::int64_t now) {
  return session.number(
      "INSERT INTO credential (channel, account, sealed, expires_at, refreshed_at) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (channel, account) DO UPDATE SET previous = credential.sealed, sealed = excluded.sealed, "
      "expires_at = excluded.expires_at, refreshed_at = excluded.refreshed_at, version = credential.version + 1, stopped = '', "
      "paused_until = 0, lease_owner = '', lease_until = 0 RETURNING version",
      {account.channel, account.id, Bytes{sealed}, expires_at, now});
}

bool take_lease(Session& session, const Account& account, std::string_view owner, std::int64_t now, std::int64_t until) {
  return session.run(
             "UPDATE credential SET lease_owner = ?3, lease_until = ?5 "
             "WHERE channel = ?1 AND account = ?2 AND (lease_owner = ?3 OR lease_until <= ?4)",
             {account.channel, account.id, owner, now, until}) == 1;
}

void drop_lease(Session& session, const Account& account, std::string_view owner) {
  session.run("UPDATE credential SET lease_owner = '', lease_until = 0 WHERE channel = ?1 AND account = ?2 AND lease_owner = ?3",
              {account.channel, account.id, owner});
}

std::int64_t renew(Session& session, const Account& account, std::int64_t version, std::string_view sealed, std::int64_t expires_at,
                   std::int64_t now) {
  return session.number(
      "UPDATE credential SET previous = sealed, sealed = ?4, expires_at = ?5, refreshed_at = ?6, version = version + 1, "
      "lease_owner = '', lease_until = 0 WHERE channel = ?1 AND account = ?2 AND version = ?3 RETURNING version",
      {account.channel, account.id, version, Bytes{sealed}, expires_at, now});
}

void stop(Session& session, const Account& account, std::string_view reason) {
  session.run("UPDATE credential SET stopped = ?3, lease_owner = '', lease_until = 0 WHERE channel = ?1 AND account = ?2",
              {account.channel, account.id, reason});
}

void pause(Session& session, const Account& account, std::int64_t until) {
  session.run("UPDATE credential SET paused_until = ?3 WHERE channel = ?1 AND account = ?2 AND paused_until < ?3",
              {account.channel, account.id, until});
}

bool resume(Session& session, const Account& account) {
  return session.run(
             "UPDATE credential SET stopped = '', paused_until = 0 "
             "WHERE channel = ?1 AND account = ?2 AND (stopped <> '' OR paused_until > 0)",
             {account.channel, account.id}) == 1;
}

std::vector<Stopped> stopped(Session& session) {
  return session.all("SELECT channel, account, stopped FROM credential WHERE stopped <> '' ORDER BY channel, account", {},
                     [](const Row& row) { return Stopped{row.string(0), row.string(1), row.string(2)}; });
}

}  // namespace storage::credentials

namespace storage {

bool sending_stopped(Session& session) { return session.number("SELECT count(*) FROM setting WHERE name = 'sending_stopped'") > 0; }

void stop_sending(Session& session) {
  session.run("INSERT INTO setting (name, value) VALUES ('sending_stopped', 'yes') ON CONFLICT (name) DO NOTHING");
}

void resume_sending(Session& session) { session.run("DELETE FROM setting WHERE name = 'sending_stopped'"); }

}  // namespace storage
