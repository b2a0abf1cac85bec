#include "bot/union/reports.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/union/past_scope.hpp"
#include "storage/campaigns.hpp"
#include "storage/directives.hpp"
#include "storage/feedback.hpp"
#include "storage/meetings.hpp"
#include "storage/polls.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t listed = 200;

// The day whose tree a sending is reported by: the one its roster was frozen on.
std::string day_of_sending(const storage::Campaign& campaign, const std::string& today) { return campaign.frozen_at ? language::day_of(*campaign.frozen_at) : today; }

void add(Reach& sum, const storage::Counters& c) {
  sum.roster += c.roster, sum.off_roll += c.off_roll, sum.queued += c.queued, sum.sent += c.sent, sum.held += c.held;
  sum.failed += c.failed, sum.skipped += c.skipped, sum.delivered += c.delivered, sum.seen += c.seen, sum.acknowledged += c.acknowledged, sum.relayed += c.relayed;
}

// The sending whose figures the scope sees: the newest that went to the scope or a unit above it; else, of those within the scope, the
// one to the highest unit (a small later sending does not hide the whole one).
std::optional<storage::Campaign> campaign_for(storage::Session& session, std::int64_t directive, std::int64_t scope, const std::string& today) {
  const auto campaigns = storage::campaigns_of(session, directive);
  for (const auto& campaign : campaigns) {
    const auto above = lineage_then(session, scope, day_of_sending(campaign, today), today);
    if (std::find(above.begin(), above.end(), campaign.scope_unit) != above.end()) return campaign;
  }
  std::optional<storage::Campaign> widest;
  std::size_t depth = 0;
  for (const auto& campaign : campaigns) {
    const auto line = lineage_then(session, campaign.scope_unit, day_of_sending(campaign, today), today);
    if (std::find(line.begin(), line.end(), scope) == line.end() || (widest && line.size() >= depth)) continue;
    widest = campaign;
    depth = line.size();
  }
  return widest;
}

DirectiveHead head_of(storage::Session& session, const storage::Directive& d, std::int64_t scope, const std::string& today) {
  DirectiveHead head{d.id, d.doc, d.kind, d.issued_on, d.abstract, d.urgency, d.deadline, std::nullopt, "", std::nullopt};
  if (const auto campaign = campaign_for(session, d.id, scope, today)) {
    head.campaign_id = campaign->id;
    head.state = campaign->state;
    head.sent_at = campaign->frozen_at;
    if (campaign->deadline) head.deadline = campaign->deadline;
  }
  return head;
}

// A directive is seen by whoever it concerns: issued within the scope, or sent to it, above it or within it.
bool visible(storage::Session& session, const storage::Directive& d, const DirectiveHead& head, std::int64_t scope, const std::string& today) {
  const auto issuers = lineage_then(session, d.unit_id, d.issued_on, today);
  return head.campaign_id || in_scope(session, scope, d.unit_id, today) || std::find(issuers.begin(), issuers.end(), scope) != issuers.end();
}

}  // namespace

bool in_scope(storage::Session& session, std::int64_t scope, std::int64_t unit_id, const std::string& today) {
  const auto above = storage::lineage(session, unit_id, today);
  return std::find(above.begin(), above.end(), scope) != above.end();
}

std::optional<std::int64_t> root_unit(storage::Session& session, const std::string& today) { return storage::root_unit(session, today); }

std::vector<DirectiveHead> directives(storage::Session& session, std::int64_t scope, const std::string& today) {
  std::vector<DirectiveHead> heads;
  for (const auto& d : storage::all_directives(session)) {
    auto head = head_of(session, d, scope, today);
    if (visible(session, d, head, scope, today)) heads.push_back(std::move(head));
  }
  return heads;
}

std::optional<DirectiveReport> directive_report(storage::Session& session, std::int64_t directive_id, std::int64_t scope, const std::string& today) {
  const auto d = storage::directive(session, directive_id);
  if (!d) return std::nullopt;
  DirectiveReport report{head_of(session, *d, scope, today), d->body, {}, {}};
  if (!visible(session, *d, report.head, scope, today)) return std::nullopt;
  if (!report.head.campaign_id) return report;
  const auto counters = storage::counters(session, *report.head.campaign_id);
  const auto day = report.head.sent_at ? language::day_of(*report.head.sent_at) : today;
  std::map<std::int64_t, std::size_t> places;
  std::map<std::int64_t, std::int64_t> parents;
  for (const auto& unit : tree_then(session, scope, day, today)) {
    places[unit.id] = report.units.size();
    parents[unit.id] = unit.id == scope ? 0 : unit.parent;
    report.units.push_back({unit.id, unit.name, unit.short_name, unit.kind, unit.depth, {}});
    const auto own = counters.find(unit.id);
    if (own == counters.end()) continue;
    add(report.total, own->second);
    for (auto at = unit.id; at != 0; at = parents[at]) add(report.units[places[at]].reach, own->second);  // the unit and those above, within the scope
  }
  std::erase_if(report.units, [](const UnitReach& unit) { return unit.reach.roster == 0; });
  return report;
}

namespace {

bool ever_in_scope(storage::Session& session, std::int64_t scope, std::int64_t unit, const std::string& today) {
  if (in_scope(session, scope, unit, today)) return true;
  const auto ended = storage::ended_below(session, scope, today);
  return std::find(ended.begin(), ended.end(), unit) != ended.end();
}

PollReport poll_of(storage::Session& session, const storage::Poll& p, const std::string& today) {
  PollReport report{p.id, p.number, p.unit, "", p.question, p.state, p.multiple, p.opened_at, p.closes_at, p.closed_at, p.roster, p.voted, {}};
  if (const auto unit = storage::unit(session, p.unit, today)) report.unit = unit->name;
  for (auto& option : storage::poll_options(session, p.id)) report.options.push_back({option.n, std::move(option.text), option.votes});
  return report;
}

MeetingReport meeting_of(storage::Session& session, const storage::Meeting& m, const std::string& today) {
  MeetingReport report{m.id, m.unit, "", m.title, m.place, m.state, m.starts_at, m.opened_at, m.closed_at,
                       m.summoned, m.present, m.coming, m.late, m.excused, m.absent, m.summoned > 0 && 3 * m.present >= 2 * m.summoned};
  if (const auto unit = storage::unit(session, m.unit, today)) report.unit = unit->name;
  return report;
}

}  // namespace

std::vector<PollReport> polls(storage::Session& session, std::int64_t scope, const std::string& today) {
  std::vector<PollReport> reports;
  for (const auto& p : storage::polls_of(session, units_ever(session, scope, today), listed)) reports.push_back(poll_of(session, p, today));
  return reports;
}

std::optional<PollReport> poll_report(storage::Session& session, std::int64_t poll_id, std::int64_t scope, const std::string& today) {
  const auto p = storage::poll(session, poll_id);
  if (!p || !ever_in_scope(session, scope, p->unit, today)) return std::nullopt;
  return poll_of(session, *p, today);
}

std::vector<MeetingReport> meetings(storage::Session& session, std::int64_t scope, const std::string& today) {
  std::vector<MeetingReport> reports;
  for (const auto& m : storage::meetings_of(session, units_ever(session, scope, today), listed)) reports.push_back(meeting_of(session, m, today));
  return reports;
}

std::optional<MeetingReport> meeting_report(storage::Session& session, std::int64_t meeting_id, std::int64_t scope, const std::string& today) {
  const auto m = storage::meeting(session, meeting_id);
  if (!m || !ever_in_scope(session, scope, m->unit, today)) return std::nullopt;
  return meeting_of(session, *m, today);
}

std::vector<FeedbackRow> feedback(storage::Session& session, std::int64_t scope, const std::string& today, std::int64_t limit) {
  std::vector<FeedbackRow> rows;
  for (const auto& f : storage::feedback_of(session, units_ever(session, scope, today), limit)) {
    const auto unit = f.unit ? storage::unit(session, *f.unit, today) : std::nullopt;
    rows.push_back({f.id, ticket_number(f.number), unit ? unit->name : "", f.kind, f.category, f.text, f.state, f.created_at});
  }
  return rows;
}

std::string ticket_number(std::int64_t number) {
  const auto digits = std::to_string(number);
  return "PA-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

}  // namespace trade_union
