// From what is known of channels and accounts to the alarms that should stand. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/alarms.hpp"

namespace engine {

struct AccountHealth {
  std::string channel, account;
  std::string stopped;                                  // why it sends nothing; "": it sends
  std::optional<std::int64_t> token_age;                // ms since the pair was renewed, where it must be renewed
  std::optional<std::string> webhook;                   // what is wrong with the platform's idea of our webhook; "": nothing; nothing: not known
};
struct Health {
  std::int64_t now = 0, started_at = 0, silence = 0;    // silence 0: not watched
  std::map<std::string, std::int64_t> seen;             // when each channel was heard last; missing: never
  std::vector<std::string> channels;
  std::vector<AccountHealth> accounts;
};

using Alarms = std::vector<storage::alarms::Alarm>;
struct Changes { Alarms raised, over; };
Changes changes(const Health& health, const Alarms& open);

// Is a channel that was heard then silent for too long? Only hours between 06:00 and 22:00 in Viet Nam count, and a night ends the count.
bool too_silent(std::int64_t heard, std::int64_t now, std::int64_t silence);

}  // namespace engine
