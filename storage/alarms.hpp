// What is wrong with a channel or one of its accounts: opened once, closed when it is right again, kept for looking back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace storage::alarms {

// account "": the whole channel. kind: silent, stopped, webhook, token_old, consent_lost. detail: no secret in it.
struct Alarm {
  std::string channel, account, kind, detail;
  std::int64_t since = 0;                                // UTC ms
};
std::vector<Alarm> open(Session& session);               // by channel, account, kind
bool raise(Session& session, const Alarm& alarm);        // false: it was open before (its detail follows)
bool end(Session& session, const Alarm& alarm, std::int64_t now);  // false: it was not open

}  // namespace storage::alarms
