#include "bot/server/console_view.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/server/words.hpp"

namespace server {
namespace {

using nlohmann::json;

constexpr std::string_view basic_union = "cdcs";
constexpr int deepest_indent = 5;

// Width of a bar in per cent with one decimal, "0.0" … "100.0".
std::string share(std::int64_t part, std::int64_t whole) {
  const auto tenths = whole > 0 ? std::clamp<std::int64_t>((1'000 * part + whole / 2) / whole, 0, 1'000) : 0;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

json reach_fields(const trade_union::Reach& reach) {
  const auto waiting = reach.queued + reach.held;
  const auto lost = reach.failed + reach.skipped;
  return {{"roster", say_number(reach.roster)},
          {"sent", say_number(reach.sent)},
          {"sent_bar", share(reach.sent, reach.roster)},
          {"sent_share", language::percent(reach.sent, reach.roster)},
          {"acknowledged", say_number(reach.acknowledged)},
          {"acknowledged_bar", share(reach.acknowledged, reach.roster)},
          {"acknowledged_share", language::percent(reach.acknowledged, reach.roster)},
          {"seen", say_number(reach.seen)},
          {"waiting", say_number(waiting)},
          {"has_waiting", waiting > 0},
          {"lost", say_number(lost)},
          {"has_lost", lost > 0},
          {"relayed", reach.relayed > 0 ? say_number(reach.relayed) : ""},
          {"off_roll", say_number(reach.off_roll)},
          {"has_off_roll", reach.off_roll > 0}};
}

json head_fields(const trade_union::DirectiveHead& head) {
  return {{"id", std::to_string(head.id)},
          {"doc", head.doc},
          {"issued", language::say_day(head.issued_on)},
          {"abstract", head.abstract},
          {"urgency", head.urgency},
          {"deadline", head.deadline ? language::say_day(*head.deadline) : ""},
          {"state", word("campaign_state", head.state)},
          {"was_sent", head.sent_at.has_value()},
          {"frozen", head.sent_at ? language::say_moment(*head.sent_at) : ""}};
}

json directive_summary(const trade_union::DirectiveReport& report) {
  json fields = head_fields(report.head);
  fields.update(reach_fields(report.total));
  std::int64_t units = 0, reached = 0;
  for (const auto& unit : report.units) {
    if (unit.kind != basic_union) continue;
    ++units;
    reached += unit.reach.sent > 0 ? 1 : 0;
  }
  fields["units"] = say_number(units);
  fields["units_reached"] = say_number(reached);
  return fields;
}

json poll_fields(const trade_union::PollReport& poll) {
  json options = json::array();
  for (const auto& option : poll.options) {
    options.push_back({{"text", option.text},
                       {"votes", say_number(option.votes)},
                       {"bar", share(option.votes, poll.voted)},
                       {"share", language::percent(option.votes, poll.voted)}});
  }
  return {{"number", std::to_string(poll.number)},
          {"unit", poll.unit},
          {"question", poll.question},
          {"state", word("poll_state", poll.state)},
          {"open", poll.state == "open"},
          {"multiple", poll.multiple},
          {"closes", poll.closes_at ? language::say_moment(*poll.closes_at) : ""},
          {"voted", say_number(poll.voted)},
          {"roster", say_number(poll.roster)},
          {"voted_share", language::percent(poll.voted, poll.roster)},
          {"options", std::move(options)}};
}

json meeting_fields(const trade_union::MeetingReport& meeting) {
  return {{"title", meeting.title},
          {"unit", meeting.unit},
          {"place", meeting.place},
          {"starts", language::say_moment(meeting.starts_at)},
          {"state", word("meeting_state", meeting.state)},
          {"open", meeting.state == "open"},
          {"present", say_number(meeting.present)},
          {"summoned", say_number(meeting.summoned)},
          {"bar", share(meeting.present, meeting.summoned)},
          {"share", language::percent(meeting.present, meeting.summoned)},
          {"late", say_number(meeting.late)},
          {"coming", say_number(meeting.coming)},
          {"has_coming", meeting.coming > 0},
          {"excused", say_number(meeting.excused)},
          {"absent", say_number(meeting.absent)},
          {"quorum", meeting.quorum}};
}

// How many of each category, most first.
json category_fields(const std::vector<trade_union::FeedbackRow>& rows) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : rows) ++counts[row.category];
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  json out = json::array();
  for (const auto& [category, count] : sorted) {
    out.push_back({{"name", word("feedback_category", category)}, {"count", say_number(count)},
                   {"bar", share(count, static_cast<std::int64_t>(rows.size()))}});
  }
  return out;
}

template <class T, class F>
json list(const std::vector<T>& items, F fields) {
  json out = json::array();
  for (const auto& item : items) out.push_back(fields(item));
  return out;
}

// a/b < c/d without division: a verdict never comes from a rounded share.
bool lower_share(const trade_union::UnitReach& a, const trade_union::UnitReach& b) {
  return a.reach.acknowledged * b.reach.roster < b.reach.acknowledged * a.reach.roster;
}

json unit_fields(const trade_union::UnitReach& unit, int depth) {
  json fields = reach_fields(unit.reach);
  fields["name"] = unit.name;
  fields["depth"] = std::clamp(depth, 0, deepest_indent);
  return fields;
}

}  // namespace

std::string say_number(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, '.');
  }
  return digits;
}

json overview_fields(const Overview& overview) {
  const auto open = std::count_if(overview.polls.begin(), overview.polls.end(),
                                  [](const auto& poll) { return poll.state == "open"; });
  const auto fresh = std::count_if(overview.feedback.begin(), overview.feedback.end(),
                                   [](const auto& row) { return row.state == "new"; });
  const bool any_sent = std::any_of(overview.directives.begin(), overview.directives.end(),
                                    [](const auto& d) { return d.head.sent_at.has_value(); });
  return {{"directives", list(overview.directives, directive_summary)},
          {"any_sent", any_sent},
          {"polls", list(overview.polls, poll_fields)},
          {"open_polls", say_number(open)},
          {"meetings", list(overview.meetings, meeting_fields)},
          {"feedback_count", say_number(static_cast<std::int64_t>(overview.feedback.size()))},
          {"feedback_new", say_number(fresh)},
          {"categories", category_fields(overview.feedback)}};
}

json directive_fields(const trade_union::DirectiveReport& report, bool lowest_first) {
  json fields = directive_summary(report);
  std::vector<trade_union::UnitReach> units = report.units;
  if (lowest_first) {
    std::erase_if(units, [](const auto& unit) { return unit.kind != basic_union; });
    std::stable_sort(units.begin(), units.end(), lower_share);
  }
  const int root_depth = units.empty() ? 0 : units.front().depth;
  fields["rows"] =
      list(units, [&](const auto& unit) { return unit_fields(unit, lowest_first ? 0 : unit.depth - root_depth); });
  fields["lowest_first"] = lowest_first;
  fields["body"] = report.body;
  return fields;
}

}  // namespace server
