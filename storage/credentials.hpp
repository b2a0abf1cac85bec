// Tokens of channel accounts, sealed by the vault before they come here, and the brakes of sending: an account that was stopped
// or paused, and all sending stopped (a database restored from a backup).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage::credentials {

struct Account { std::string_view channel, id; };
struct Pair {
  std::string sealed;
  std::int64_t expires_at = 0, refreshed_at = 0, version = 0;
  std::string stopped;                                         // why the account sends nothing; "": it sends
};
std::optional<Pair> load(Session& session, const Account& account);

// A pair given by a human (configuration): takes the place of what there was and starts the account again. Gives its version.
std::int64_t seed(Session& session, const Account& account, std::string_view sealed, std::int64_t expires_at, std::int64_t now);

// Only the holder of the lease renews; while it runs the account's messages wait. False: somebody else holds it.
bool take_lease(Session& session, const Account& account, std::string_view owner, std::int64_t now, std::int64_t until);
void drop_lease(Session& session, const Account& account, std::string_view owner);

// The renewed pair, in the place of the one with `version`; that one is kept as previous and the lease ends. Gives the new version;
// 0: the stored pair is another one by now.
std::int64_t renew(Session& session, const Account& account, std::int64_t version, std::string_view sealed, std::int64_t expires_at,
                   std::int64_t now);

void stop(Session& session, const Account& account, std::string_view reason);
void pause(Session& session, const Account& account, std::int64_t until);  // goes on by itself
bool resume(Session& session, const Account& account);         // ends a stop and a pause; false: there was neither
struct Stopped { std::string channel, account, reason; };
std::vector<Stopped> stopped(Session& session);

}  // namespace storage::credentials

namespace storage {

// All sending stands still until a human resumes it: a restored database does not know what was sent since its backup.
bool sending_stopped(Session& session);
void stop_sending(Session& session);
void resume_sending(Session& session);

}  // namespace storage
