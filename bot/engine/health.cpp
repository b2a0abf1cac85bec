#include "bot/engine/health.hpp"

#include <algorithm>

namespace engine {
namespace {

constexpr std::int64_t hour = 3'600'000, day = 24 * hour;
constexpr std::int64_t zone = 7 * hour;                 // Viet Nam, all the year
constexpr std::int64_t morning = 6 * hour, evening = 22 * hour;
constexpr std::int64_t token_age_limit = 75 * day;      // a refresh token lives three months

const storage::alarms::Alarm* find(const Alarms& open, const std::string& channel, const std::string& account, const std::string& kind) {
  const auto found = std::find_if(open.begin(), open.end(), [&](const auto& a) { return a.channel == channel && a.account == account && a.kind == kind; });
  return found == open.end() ? nullptr : &*found;
}

// A human must give leave again, or a new pair: more than a stop that can be lifted.
bool consent_lost(const std::string& stopped) {
  return stopped.starts_with("consent_lost") || stopped == "refresh_answer_lost" || stopped == "token_refused";
}

// What should stand.
class Wanted {
 public:
  Wanted(const Health& health, const Alarms& open) : health_(health), open_(open) {
    if (health.silence > 0)
      for (const auto& channel : health.channels) add_silence(channel);
    for (const auto& account : health.accounts) add_account(account);
  }
  Alarms list;

 private:
  void add(const std::string& channel, const std::string& account, const std::string& kind, const std::string& detail) {
    list.push_back({channel, account, kind, detail, health_.now});
  }
  // It ends with the next thing heard, not with the night.
  void add_silence(const std::string& channel) {
    const auto heard = health_.seen.find(channel);
    const auto at = std::max(heard == health_.seen.end() ? 0 : heard->second, health_.started_at);
    const auto* standing = find(open_, channel, "", "silent");
    const bool still = standing && (heard == health_.seen.end() || heard->second <= standing->since);
    if (still || too_silent(at, health_.now, health_.silence)) add(channel, "", "silent", "");
  }
  void add_account(const AccountHealth& a) {
    if (!a.stopped.empty()) add(a.channel, a.account, consent_lost(a.stopped) ? "consent_lost" : "stopped", a.stopped);
    if (a.token_age && *a.token_age >= token_age_limit) add(a.channel, a.account, "token_old", "");
    const auto* standing = find(open_, a.channel, a.account, "webhook");
    if (a.webhook ? !a.webhook->empty() : standing != nullptr) add(a.channel, a.account, "webhook", a.webhook ? *a.webhook : standing->detail);
  }

  const Health& health_;
  const Alarms& open_;
};

}  // namespace

bool too_silent(std::int64_t heard, std::int64_t now, std::int64_t silence) {
  const auto midnight = (now + zone) / day * day - zone;
  const auto time = now - midnight;
  if (time < morning || time >= evening) return false;
  return now - std::max(heard, midnight + morning) >= silence;
}

Changes changes(const Health& health, const Alarms& open) {
  const auto wanted = Wanted(health, open).list;
  Changes changes;
  for (const auto& alarm : wanted)
    if (!find(open, alarm.channel, alarm.account, alarm.kind)) changes.raised.push_back(alarm);
  for (const auto& alarm : open)
    if (!find(wanted, alarm.channel, alarm.account, alarm.kind)) changes.over.push_back(alarm);
  return changes;
}

}  // namespace engine
