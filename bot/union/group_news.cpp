// Who comes into and leaves the chat groups, as the platforms tell it: memberships are dated, and the leaders learn once a day, in private.
#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "bot/union/grouping.hpp"
#include "bot/union/units.hpp"
#include "storage/audit.hpp"
#include "storage/daily.hpp"
#include "storage/groups.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

namespace arrivals = storage::arrivals;

constexpr const char* job = "group_news";
constexpr std::int64_t day_ms = 24 * 3'600'000LL, guests_wait_ms = 30 * day_ms;
constexpr std::size_t most_names = 5, most_units = 8;

void dissolved(storage::Session& session, const templates::Catalog& catalog, const storage::Group& group, std::int64_t at, std::int64_t now, Turn& turn) {
  const auto today = language::day_of(now);
  if (group.unit != 0) {
    const auto text = catalog.render("chat/vi/group_dissolved", {{"unit", place_name(session, group.unit, today)}, {"name", group.name}});
    for (const auto& leader : leaders_for(session, group.unit, today)) turn.out.push_back({.to = leader.to, .text = text, .priority = Priority::bulk});
    storage::log_audit(session, {.at = now, .actor = "channel:" + group.channel, .action = "group_dissolved", .subject = "group:" + std::to_string(group.id), .channel = group.channel, .unit = group.unit});
  }
  storage::close_group(session, group.id, at);
  turn.questions_changed = true;
}

// Whose account it is comes in; somebody unknown is remembered as seen there, so that the unit is known when they write.
void joined(storage::Session& session, const Incoming& in, const storage::Group& group, const std::string& external_id, std::int64_t at) {
  if (external_id == in.from.account) return;  // ourselves
  const auto identity = storage::touch_identity(session, in.from.channel, in.from.account, external_id, 0);
  if (identity.person != 0) return storage::join_group(session, group.id, identity.person, at);
  arrivals::seen_in_group(session, identity.id, group.id, group.unit, at);
}

}  // namespace

void note_group_change(storage::Session& session, const templates::Catalog& catalog, const Incoming& in, std::int64_t now, Turn& turn) {
  const auto at = in.at != 0 ? in.at : now;
  if (in.kind == Incoming::Kind::group_deleted) {
    if (const auto known = storage::find_group(session, in.from.channel, in.from.account, in.from.id)) dissolved(session, catalog, *known, at, now, turn);
    return;
  }
  const auto group = storage::touch_group(session, in.from.channel, in.from.account, in.from.id);
  for (const auto& external_id : in.persons) {
    if (in.kind == Incoming::Kind::group_join) joined(session, in, group, external_id, at);
    else if (const auto identity = storage::find_identity(session, in.from.channel, in.from.account, external_id); identity && identity->person != 0)
      storage::leave_group(session, group.id, identity->person, at);
  }
}

namespace {

struct OfUnit { std::vector<std::string> left, linked; std::int64_t strangers = 0; };
using News = std::map<std::int64_t, OfUnit>;

News gather(storage::Session& session, std::int64_t from, std::int64_t until) {
  News news;
  for (const auto& row : arrivals::left(session, from, until, language::day_of(until))) news[row.unit].left.push_back(row.name);
  for (const auto& row : arrivals::linked_alone(session, from, until)) news[row.unit].linked.push_back(row.name);
  for (const auto& row : arrivals::strangers(session, from, until)) ++news[row.unit].strangers;
  return news;
}

Fields names(std::vector<std::string> all) {
  Fields list = Fields::array();
  for (std::size_t n = 0; n < std::min(all.size(), most_names); ++n) list.push_back({{"name", all[n]}, {"first", n == 0}});
  return list;
}

Fields line(storage::Session& session, std::int64_t unit, const OfUnit& news, const std::string& today) {
  Fields fields{{"unit", place_name(session, unit, today)}, {"left", names(news.left)}, {"linked", names(news.linked)}, {"strangers", Fields()}};
  if (!news.left.empty()) fields["left_count"] = news.left.size();
  if (!news.linked.empty()) fields["linked_count"] = news.linked.size();
  if (news.strangers > 0) fields["strangers"] = news.strangers;
  if (news.left.size() > most_names) fields["left_more"] = true;
  if (news.linked.size() > most_names) fields["linked_more"] = true;
  return fields;
}

struct Letter { Address to; Fields units = Fields::array(); std::size_t more = 0; };

}  // namespace

void tell_group_news(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn) {
  const auto span = storage::daily_span(session, job, language::moment_of(language::day_of(now) + "T17:00:00+07:00").value_or(now), now);
  if (!span) return;
  arrivals::expire(session, now - guests_wait_ms, now);
  const auto today = language::day_of(now);
  std::map<std::int64_t, Letter> letters;  // by leader: one message each
  for (const auto& [unit, news] : gather(session, span->from, span->until))
    for (const auto& leader : leaders_for(session, unit, today)) {
      auto& letter = letters[leader.person];
      letter.to = leader.to;
      letter.units.size() < most_units ? letter.units.push_back(line(session, unit, news, today)) : static_cast<void>(++letter.more);
    }
  for (const auto& [person, letter] : letters) {
    Fields fields{{"units", letter.units}};
    if (letter.more > 0) fields["more"] = letter.more;
    turn.out.push_back({.to = letter.to, .text = catalog.render("chat/vi/group_news", fields), .priority = Priority::bulk});
  }
}

}  // namespace trade_union
