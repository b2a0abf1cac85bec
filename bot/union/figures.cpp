// The chair's and the officer's numbers, on one phone screen: "thống kê", "thêm".
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/documents.hpp"
#include "bot/union/helping.hpp"
#include "bot/union/reports.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/unit_cases.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/feedback.hpp"
#include "storage/questions.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::size_t page = 5;
constexpr std::int64_t page_open_ms = 10 * 60 * 1000;

Fields reach_fields(const std::string& doc, const Reach& r) {
  Fields fields{{"doc", doc}, {"roster", r.roster}, {"sent", r.sent}, {"sent_percent", language::percent(r.sent, r.roster)},
                {"acknowledged", r.acknowledged}, {"ack_percent", language::percent(r.acknowledged, r.roster)}};
  if (r.queued > 0) fields["waiting"] = r.queued;
  if (const auto unreached = r.held + r.failed + r.skipped; unreached > 0) fields["unreached"] = unreached;
  if (r.relayed > 0) fields["relayed"] = r.relayed;
  if (r.off_roll > 0) fields["off_roll"] = r.off_roll;
  return fields;
}

// The directive the figures are about: the one named, else the one sent last within the unit.
std::optional<DirectiveReport> report_for(Scene& scene, const nlohmann::json& args, std::int64_t unit) {
  std::int64_t id = 0;
  for (const auto& named : named_directives(scene.session, args))
    if (id == 0 && may_read(scene, named)) id = named.id;  // exactly one: on_stats asked otherwise
  if (names_directive(args)) return id != 0 ? directive_report(scene.session, id, unit, scene.today) : std::nullopt;
  if (const auto recent = storage::campaigns_of_unit(scene.session, unit, 1); !recent.empty()) id = storage::campaign(scene.session, recent.front())->directive;
  return id != 0 ? directive_report(scene.session, id, unit, scene.today) : std::nullopt;
}

Fields poll_fields(const PollReport& poll) {
  Fields options = Fields::array();
  for (const auto& option : poll.options) options.push_back({{"text", option.text}, {"votes", option.votes}, {"more", &option != &poll.options.back()}});
  return {{"number", poll.number}, {"open", poll.state == "open"}, {"voted", poll.voted}, {"roster", poll.roster},
          {"percent", language::percent(poll.voted, poll.roster)}, {"options", options}};
}

void unit_figures(Scene& scene, const nlohmann::json& args, const storage::Unit& unit) {
  const auto units = unit_ids(scene.session, unit.id, scene.today);
  Fields fields{{"unit", unit.short_name}, {"when", language::say_moment(scene.now)}, {"feedback", storage::count_feedback(scene.session, units, "new")}};
  const auto metric = args.value("metric", "overview");
  const auto wants = [&](const char* which) { return metric == "overview" || metric == which; };
  if (const auto report = wants("reads") ? report_for(scene, args, unit.id) : std::nullopt; report && report->head.campaign_id)
    fields["reach"] = reach_fields(report->head.doc, report->total);
  if (const auto found = wants("poll") ? polls(scene.session, unit.id, scene.today) : std::vector<PollReport>{}; !found.empty()) {
    const auto number = args.value("poll", nlohmann::json());
    const auto named = std::find_if(found.begin(), found.end(), [&](const PollReport& p) { return number.is_number_integer() && p.number == number.get<std::int64_t>(); });
    const auto open = std::find_if(found.begin(), found.end(), [](const PollReport& p) { return p.state == "open"; });
    fields["poll"] = poll_fields(named != found.end() ? *named : open != found.end() ? *open : found.front());
  }
  if (const auto found = wants("attendance") ? meetings(scene.session, unit.id, scene.today) : std::vector<MeetingReport>{}; !found.empty()) {
    const auto& m = found.front();
    fields["meeting"] = {{"title", m.title}, {"present", m.present}, {"summoned", m.summoned}, {"percent", language::percent(m.present, m.summoned)}, {"enough", m.quorum}};
  }
  fields["none"] = !fields.contains("reach") && !fields.contains("poll") && !fields.contains("meeting");
  scene.reply("stats_unit", fields);
}

// Grassroots unions, the lowest share of readers first; shares are compared as fractions, not as rounded per cents.
std::vector<UnitReach> lowest_first(const DirectiveReport& report) {
  std::vector<UnitReach> lines;
  for (const auto& unit : report.units)
    if (unit.kind == "cdcs") lines.push_back(unit);
  std::stable_sort(lines.begin(), lines.end(), [](const UnitReach& a, const UnitReach& b) {
    return a.reach.acknowledged * b.reach.roster < b.reach.acknowledged * a.reach.roster;
  });
  return lines;
}

// Lines [from, from + page) of the ranking; remembers where "thêm" goes on.
Fields page_fields(Scene& scene, const std::vector<UnitReach>& all, std::size_t from, std::int64_t directive, std::int64_t unit) {
  const auto to = std::min(all.size(), from + page);
  Fields lines = Fields::array();
  for (auto n = from; n < to; ++n)
    lines.push_back({{"n", n + 1}, {"unit", all[n].short_name}, {"acknowledged", all[n].reach.acknowledged}, {"roster", all[n].reach.roster},
                     {"percent", language::percent(all[n].reach.acknowledged, all[n].reach.roster)}});
  const bool more = to < all.size();
  if (more && !scene.group)
    storage::ask(scene.session, scene.me.id, "more", nlohmann::json{{"directive", directive}, {"unit", unit}, {"from", to}}.dump(), scene.now, scene.now + page_open_ms);
  return {{"from", all.empty() ? 0 : from + 1}, {"to", to}, {"of", all.size()}, {"lines", lines}, {"more", more && !scene.group}};
}

std::vector<Choice> more_button(Scene& scene, const Fields& fields) {
  return fields["more"] == true ? std::vector<Choice>{{title(scene.catalog, "more"), "#1 more"}} : std::vector<Choice>{};
}

// Open polls or meetings of many units together: answers over those asked, summed up, never a mean of shares.
struct Together { std::int64_t open = 0, part = 0, whole = 0; };
Together open_votes(const std::vector<PollReport>& polls) {
  Together sum;
  for (const auto& poll : polls)
    if (poll.state == "open") ++sum.open, sum.part += poll.voted, sum.whole += poll.roster;
  return sum;
}
Together open_presence(const std::vector<MeetingReport>& meetings) {
  Together sum;
  for (const auto& meeting : meetings)
    if (meeting.state == "open") ++sum.open, sum.part += meeting.present, sum.whole += meeting.summoned;
  return sum;
}

void upper_figures(Scene& scene, const nlohmann::json& args, const storage::Unit& unit) {
  const auto report = report_for(scene, args, unit.id);
  if (!report || !report->head.campaign_id) return scene.reply("stats_none", {{"unit", unit.name}});
  auto fields = reach_fields(report->head.doc, report->total);
  fields.update(page_fields(scene, lowest_first(*report), 0, report->head.id, unit.id));
  const auto votes = open_votes(polls(scene.session, unit.id, scene.today));
  const auto present = open_presence(meetings(scene.session, unit.id, scene.today));
  fields.update({{"unit", unit.short_name}, {"when", language::say_moment(scene.now)},
                 {"voted", votes.part}, {"asked", votes.whole}, {"present", present.part}, {"summoned", present.whole},
                 {"feedback", storage::count_feedback(scene.session, unit_ids(scene.session, unit.id, scene.today), "new")}});
  if (votes.open > 0) fields["polls"] = votes.open;
  if (present.open > 0) fields["meetings"] = present.open;
  scene.reply("stats_province", fields, more_button(scene, fields));
}

// What the line names as the unit it asks about; "" for the own one.
std::string said_unit(const nlohmann::json& args) {
  for (const auto* key : {"unit", "group"})
    if (const auto said = args.value(key, ""); !said.empty()) return said;
  return "";
}

// A document that is named must be exactly one that the speaker may see; answers itself and gives false otherwise.
bool document_is_clear(Scene& scene, const nlohmann::json& args) {
  if (!names_directive(args)) return true;
  auto found = named_directives(scene.session, args);
  std::erase_if(found, [&](const storage::Directive& d) { return !may_read(scene, d); });
  found = without_older_years(std::move(found));
  if (found.size() == 1) return true;
  found.empty() ? scene.reply("doc_unknown", {{"asked", called(args)}}) : ask_which(scene, found);
  return false;
}

// What a member without a post may ask for in the group: polls and attendance, which the group sees anyway (docs/intents.md §3).
void group_figures(Scene& scene, const nlohmann::json& args) {
  const auto metric = args.value("metric", "overview");
  if (names_directive(args) || (metric != "poll" && metric != "attendance")) return refuse(scene, Act::see_figures);
  unit_figures(scene, args, *storage::unit(scene.session, scene.group->unit, scene.today));
}

}  // namespace

void on_stats(Scene& scene, const nlohmann::json& args) {
  const auto own = own_unit(scene, Act::see_figures);
  if (own == 0 && scene.group) return group_figures(scene, args);
  if (own == 0) return refuse(scene, Act::see_figures);
  if (!document_is_clear(scene, args)) return;
  const auto said = said_unit(args);
  const auto asked = said.empty() ? std::optional(own) : find_unit(scene.session, said, own, scene.today);
  const auto unit = asked ? storage::unit(scene.session, *asked, scene.today) : std::nullopt;
  if (!unit) return scene.reply("unit_unknown", {{"said", said}});
  unit->kind == "tinh" || unit->kind == "cap_tren" ? upper_figures(scene, args, *unit) : unit_figures(scene, args, *unit);
}

void on_broadcast_status(Scene& scene, const nlohmann::json& args) { on_stats(scene, args); }

void on_more(Scene& scene, const nlohmann::json&) {
  const auto question = storage::pending_question(scene.session, scene.me.id, scene.now);
  if (scene.group || !question || question->kind != "more") return scene.group ? void() : scene.reply("nothing_more");
  storage::forget_question(scene.session, scene.me.id);
  const auto data = nlohmann::json::parse(question->data);
  if (data.contains("units")) return more_units(scene, data);
  if (data.contains("help")) return show_help(scene, data.at("help"));
  const std::int64_t unit = data.at("unit");
  if (!may(scene, Act::see_figures, unit)) return refuse(scene, Act::see_figures, unit);
  const auto report = directive_report(scene.session, data.at("directive"), unit, scene.today);
  if (!report) return scene.reply("nothing_more");
  auto fields = page_fields(scene, lowest_first(*report), data.at("from"), report->head.id, unit);
  fields["doc"] = report->head.doc;
  scene.reply("stats_more", fields, more_button(scene, fields));
}

}  // namespace trade_union
