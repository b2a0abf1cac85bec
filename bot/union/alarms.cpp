// Something is wrong with a platform: the officers are told what it means for members and what to do, and when it is over.
#include <algorithm>
#include <array>

#include "bot/language/text.hpp"
#include "bot/union/presence.hpp"
#include "bot/union/scene.hpp"
#include "storage/alarms.hpp"
#include "storage/people.hpp"
#include "storage/roles.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

bool out_of_order(const Address& broken, const std::string& channel, const std::string& account) {
  return broken.channel == channel && (broken.account.empty() || broken.account == account);
}

std::vector<Address> boards(storage::Session& session, std::int64_t top, const Address& broken) {
  std::vector<Address> found;
  for (const auto& group : storage::groups_of(session, top))
    if (group.purpose == "board" && !out_of_order(broken, group.channel, group.account)) found.push_back(address_of(group));
  return found;
}

std::vector<Address> officers_in_private(storage::Session& session, std::int64_t top, const std::string& day, const Address& broken) {
  std::vector<Address> found;
  for (const auto person : storage::officers(session, top, day)) {
    const auto accounts = storage::accounts(session, person);
    if (accounts.empty()) continue;
    const auto works = std::find_if(accounts.begin(), accounts.end(), [&](const auto& a) { return !out_of_order(broken, a.channel, a.account); });
    const auto& to = works != accounts.end() ? *works : accounts.front();  // by the broken way it waits there until it is mended
    found.push_back({to.channel, to.account, false, to.external_id});
  }
  return found;
}

std::int64_t since(storage::Session& session, const Alarm& alarm, std::int64_t now) {
  for (const auto& open : storage::alarms::open(session))
    if (open.channel == alarm.channel && open.account == alarm.account && open.kind == alarm.kind) return open.since;
  return now;
}

}  // namespace

void tell_officers(storage::Session& session, const std::string& text, const Address& broken, const std::string& key, std::int64_t now, Turn& turn) {
  const auto day = language::day_of(now);
  const auto top = storage::root_unit(session, day);
  if (!top) return;
  auto to = boards(session, *top, broken);
  if (to.empty()) to = officers_in_private(session, *top, day, broken);
  for (const auto& address : to)
    turn.out.push_back({.to = address, .text = text, .coalesce_key = key.empty() ? "" : key + "|" + conversation_key(address)});
}

Turn Rules::alarm(storage::Session& session, const Alarm& alarm, std::int64_t now) const {
  static constexpr std::array kinds{"silent", "stopped", "webhook", "token_old", "consent_lost"};
  Turn turn;
  turn.intent = "alarm";
  const auto note = settings_.channels.find(alarm.channel);
  const auto label = note != settings_.channels.end() ? note->second.label : alarm.channel;
  Fields fields{{"channel", label}, {"account", alarm.account}, {"when", language::say_moment(alarm.over ? now : since(session, alarm, now))},
                {"detail", alarm.detail}, {"over", alarm.over}};
  const bool known = std::find(kinds.begin(), kinds.end(), alarm.kind) != kinds.end();
  fields[known ? alarm.kind : "other"] = true;
  tell_officers(session, catalog_.render("chat/vi/alarm", fields), {alarm.channel, alarm.account, false, ""}, "alarm|" + alarm.channel + "|" + alarm.account + "|" + alarm.kind, now, turn);
  return turn;
}

}  // namespace trade_union
