// Who of the roll a newcomer may be: the rows that could fit, handed to the pure table of matching.cpp.
#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/arrivals.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

namespace arrivals = storage::arrivals;

void add(std::vector<arrivals::Candidate>& all, std::vector<arrivals::Candidate> more) {
  for (auto& one : more)
    if (std::none_of(all.begin(), all.end(), [&](const auto& known) { return known.person == one.person; })) all.push_back(std::move(one));
}

std::vector<arrivals::Candidate> rows(Scene& scene, const Arrival& arrival, const std::vector<std::int64_t>& units) {
  const auto name = language::fold(arrival.name);
  auto found = arrivals::named(scene.session, name, scene.today);
  if (arrival.phone) add(found, arrivals::with_phone(scene.session, *arrival.phone, scene.today));
  const auto blank = name.find(' ');
  if (found.empty() && blank != std::string::npos && !units.empty()) {
    add(found, arrivals::nearly_named(scene.session, name.substr(0, blank), name.substr(name.rfind(' ') + 1), scene.today));
    std::erase_if(found, [&](const auto& one) { return std::find(units.begin(), units.end(), one.unit) == units.end(); });
  }
  return found;
}

bool among(const std::vector<std::int64_t>& units, std::int64_t unit) { return std::find(units.begin(), units.end(), unit) != units.end(); }

}  // namespace

bool is_base(Scene& scene, std::int64_t unit) {
  const bool lives = unit != 0 && storage::exists(scene.session, unit, scene.today);
  const auto at = lives ? storage::unit(scene.session, unit, scene.today) : std::nullopt;
  return at && (at->kind == "cdcs" || at->kind == "cdbp" || at->kind == "to");
}

namespace {

// Only the platform's own form says the number of who holds the account; a typed one a colleague knows too. It is compared in the turn it comes in.
bool by_form(const Scene& scene, const Arrival& arrival) {
  return arrival.phone && scene.in.kind == Incoming::Kind::profile && said_in(scene).phone == arrival.phone;
}

bool came_from_unit(Scene& scene, const Arrival& arrival) { return (arrival.source == "code" || arrival.source == "group") && is_base(scene, arrival.unit); }

}  // namespace

Verdict match(Scene& scene, const Arrival& arrival, bool vouched) {
  const auto units = arrival.unit != 0 ? unit_ids(scene.session, arrival.unit, scene.today) : std::vector<std::int64_t>();
  const auto team = team_in(scene, arrival.unit, arrival.team);
  const auto of_team = team != 0 ? unit_ids(scene.session, team, scene.today) : std::vector<std::int64_t>();
  std::vector<Known> roll;
  for (const auto& row : rows(scene, arrival, units)) {
    const bool in_scope = arrival.unit == 0 || among(units, row.unit);  // of an ended unit nobody is
    const bool by_phone = arrival.phone && row.phone == arrival.phone;
    if (!in_scope && !by_phone) continue;
    roll.push_back({row.person, row.name, row.phone, row.birth_day, in_scope, among(of_team, row.unit), row.linked, row.post});
  }
  const bool in_unit = vouched ? arrival.unit != 0 : came_from_unit(scene, arrival);
  return decide({arrival.name, arrival.phone, arrival.birth_day, in_unit, team != 0, by_form(scene, arrival)}, roll);
}

}  // namespace trade_union
