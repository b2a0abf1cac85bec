#include "bot/server/relay_view.hpp"

#include <algorithm>
#include <map>

#include "bot/language/text.hpp"
#include "bot/server/console_view.hpp"
#include "bot/union/relay.hpp"
#include "bot/union/units.hpp"
#include "storage/campaigns.hpp"
#include "storage/directives.hpp"
#include "storage/people.hpp"
#include "storage/relay.hpp"

namespace server {
namespace {

using nlohmann::json;
using storage::Session;
namespace relay = storage::relay;

constexpr std::string_view basic_union = "cdcs";

// Sums over a unit and what is below it. The report lists units in tree order, so what is below follows at a greater depth.
struct Row { std::int64_t persons = 0, relayed = 0; };

std::map<std::int64_t, Row> sums(Session& session, const trade_union::DirectiveReport& report) {
  std::map<std::int64_t, relay::Without> own;
  for (const auto& without : relay::without_channel(session, *report.head.campaign_id)) own[without.unit] = without;
  std::map<std::int64_t, Row> rows;
  std::vector<const trade_union::UnitReach*> above;
  for (const auto& unit : report.units) {
    while (!above.empty() && above.back()->depth >= unit.depth) above.pop_back();
    above.push_back(&unit);
    for (const auto* at : above) rows[at->unit_id].persons += own[unit.unit_id].persons, rows[at->unit_id].relayed += own[unit.unit_id].relayed;
  }
  return rows;
}

// Who ticked and when, by unit.
std::map<std::int64_t, json> ticks(Session& session, std::int64_t campaign) {
  std::map<std::int64_t, json> by_unit;
  for (const auto& task : relay::tasks(session, campaign)) {
    auto& list = by_unit.try_emplace(task.unit, json::array()).first->second;
    list.push_back({{"when", language::say_moment(task.posted_at)}, {"who", storage::person_name(session, task.posted_by)}});
  }
  return by_unit;
}

json group_fields(Session& session, std::int64_t unit) {
  json list = json::array();
  for (const auto& group : relay::groups(session, unit)) list.push_back({{"name", group.name}, {"link", group.link}, {"facebook", group.platform == "facebook"}});
  return list;
}

json head_fields(const trade_union::DirectiveReport& report) {
  return {{"id", std::to_string(report.head.id)}, {"doc", report.head.doc}, {"abstract", report.head.abstract}};
}

}  // namespace

json relay_list_fields(Session& session, const trade_union::DirectiveReport& report) {
  json fields = head_fields(report), rows = json::array();
  std::int64_t persons = 0, relayed = 0, posted = 0;
  const auto totals = sums(session, report);
  const auto posts = ticks(session, *report.head.campaign_id);
  for (const auto& unit : report.units) {
    const auto tick = posts.find(unit.unit_id);
    const bool ticked = tick != posts.end();
    const auto& sum = totals.at(unit.unit_id);
    if (unit.kind != basic_union && !ticked) continue;
    if (sum.persons == 0 && !ticked && relay::groups(session, unit.unit_id).empty()) continue;
    const auto code = relay::find_code(session, unit.unit_id);
    if (unit.kind == basic_union) persons += sum.persons, relayed += sum.relayed, posted += ticked;
    rows.push_back({{"unit_id", std::to_string(unit.unit_id)}, {"name", unit.name}, {"persons", say_number(sum.persons)}, {"relayed", say_number(sum.relayed)},
                    {"came", say_number(code ? relay::came(session, *code) : 0)}, {"posts", ticked ? tick->second : json::array()}});
  }
  fields.update({{"persons", say_number(persons)}, {"relayed", say_number(relayed)}, {"posted", say_number(posted)}, {"units", say_number(static_cast<std::int64_t>(rows.size()))}});
  fields["rows"] = std::move(rows);
  return fields;
}

std::optional<json> relay_kit_fields(Session& session, const templates::Catalog& catalog, const trade_union::Settings& settings,
                                     const trade_union::DirectiveReport& report, std::int64_t unit, const std::string& today) {
  const auto at = std::find_if(report.units.begin(), report.units.end(), [&](const auto& u) { return u.unit_id == unit; });
  if (at == report.units.end()) return std::nullopt;
  const auto campaign = storage::campaign(session, *report.head.campaign_id);
  const auto code = relay::find_code(session, unit).value_or("");
  const auto place = trade_union::place_name(session, unit, today);
  const auto kit = trade_union::kit(session, catalog, settings, *storage::directive(session, report.head.id), campaign->deadline, place, code);
  json fields = head_fields(report);
  const auto posts = ticks(session, *report.head.campaign_id);
  const auto tick = posts.find(unit);
  fields.update({{"unit", place}, {"text", kit.text}, {"code", kit.code}, {"link", kit.link}, {"qr", kit.link.empty() ? "" : "/r/" + code + "/qr.svg"},
                 {"persons", say_number(sums(session, report).at(unit).persons)}, {"came", say_number(code.empty() ? 0 : relay::came(session, code))},
                 {"groups", group_fields(session, unit)}, {"posts", tick != posts.end() ? tick->second : json::array()}});
  return fields;
}

}  // namespace server
