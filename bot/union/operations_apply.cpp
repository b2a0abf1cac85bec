// The effective day: everything a decision means, in one transaction.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/operations_plan.hpp"
#include "bot/union/presence.hpp"
#include "bot/union/scene.hpp"
#include "bot/union/units.hpp"
#include "storage/arrivals.hpp"
#include "storage/audit.hpp"
#include "storage/meetings.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/questions.hpp"
#include "storage/roles.hpp"
#include "storage/unit_changes.hpp"
#include "storage/unit_facts.hpp"
#include "storage/unit_operations.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

using Ids = std::vector<std::int64_t>;

class Applier {
 public:
  Applier(storage::Session& session, const templates::Catalog& catalog, const Case& of, std::int64_t now, Turn& turn)
      : session_(session), catalog_(catalog), of_(of), now_(now), turn_(turn), day_(of.decision.effective_day), at_(language::moment_of(day_ + "T00:00:00+07:00").value()) {}

  void apply(const Create& p) { make(completed(p.unit)); }
  void apply(const Rename& p);
  void apply(const Merge& p);
  void apply(const Split& p);
  void apply(const Move& p) { storage::hang_unit(session_, p.unit, p.parent, day_); }
  void apply(const Close& p);

  void close_questions(const Ids& ending);
  const Ids& results() const { return results_; }

 private:
  std::int64_t make(const PlannedUnit& u);
  std::int64_t make_team(std::int64_t source, std::int64_t target);
  void join(std::int64_t source, std::int64_t target, bool as_team);
  void carry_labour(std::int64_t from, std::int64_t to);
  void end(std::int64_t unit, const char* reason, std::int64_t into);
  void send_away(std::int64_t unit, std::int64_t above);
  void fill(const Part& part, std::int64_t origin, std::int64_t made);
  void seat_boards(std::int64_t origin, const Ids& made);

  storage::Session& session_;
  const templates::Catalog& catalog_;
  const Case& of_;
  std::int64_t now_;
  Turn& turn_;
  std::string day_;
  std::int64_t at_;
  Ids results_;
};

// The day before is their last: the result is that of its last moment, and its groups are those of that day.
void Applier::close_questions(const Ids& ending) {
  for (const auto unit : ending) {
    for (const auto poll : storage::open_polls_in(session_, unit)) close_and_tell(session_, catalog_, poll, std::max(at_ - 1, storage::poll(session_, poll)->opened_at), turn_);
    for (const auto meeting : storage::open_meetings_in(session_, unit)) storage::close_meeting(session_, meeting, std::max(at_ - 1, storage::meeting(session_, meeting)->opened_at));
  }
}

std::int64_t Applier::make(const PlannedUnit& u) {
  const auto id = storage::add_unit(session_, {u.external_code, u.kind, u.name, u.short_name, language::fold(u.name), language::sort_key(u.name), day_, std::nullopt, u.parent});
  storage::set_unit_facts(session_, id, {u.external_code, u.sector, u.remote, u.enterprise});
  for (const auto& commune : u.communes) storage::add_commune(session_, id, commune, "", day_);
  results_.push_back(id);
  return id;
}

void Applier::apply(const Rename& p) {
  const auto short_name = p.short_name.empty() ? p.name : p.short_name;
  storage::rename_unit(session_, p.unit, p.name, short_name, language::fold(p.name), language::sort_key(p.name), day_);
  results_.push_back(p.unit);
}

void Applier::carry_labour(std::int64_t from, std::int64_t to) {
  const auto told = storage::labour(session_, from, day_);
  if (!told) return;
  auto sum = storage::labour(session_, to, day_).value_or(storage::Labour{});
  const auto add = [](std::optional<std::int64_t>& held, const std::optional<std::int64_t>& more) { if (more) held = held.value_or(0) + *more; };
  sum.as_of = day_;
  sum.off_roll += told->off_roll;
  add(sum.workers, told->workers), add(sum.women, told->women);
  storage::set_labour(session_, to, sum);
}

void Applier::end(std::int64_t unit, const char* reason, std::int64_t into) {
  storage::drop_claims(session_, unit, now_);
  storage::end_unit(session_, unit, day_, reason, into);
}

// A tổ takes the members whom the source counted itself; one that counts all of them in units below it needs none.
std::int64_t Applier::make_team(std::int64_t source, std::int64_t target) {
  const auto old = *storage::unit(session_, source, day_);
  if (storage::counted(session_, source, day_).members == 0 && !storage::children(session_, source, day_).empty()) return 0;
  const auto text = [&](const std::string& name) { return catalog_.render("chat/vi/team_name", {{"unit", name}}); };
  return make(completed({.kind = "to", .name = text(old.short_name), .short_name = text(old.short_name), .parent = target}));
}

void Applier::join(std::int64_t source, std::int64_t target, bool as_team) {
  const auto team = as_team ? make_team(source, target) : 0;
  storage::hang_children(session_, source, target, day_);
  storage::move_members(session_, source, team != 0 ? team : target, day_, "merged", of_.operation);
  storage::carry_posts(session_, source, target, day_, "merged");
  storage::carry_groups(session_, source, target, team, at_);
  storage::carry_matters(session_, source, target);
  storage::carry_communes(session_, source, target, day_);
  carry_labour(source, target);
  end(source, "merged", target);
}

void Applier::apply(const Merge& p) {
  const auto target = p.into != 0 ? p.into : make(completed(session_, p, day_));
  if (p.into != 0) results_.push_back(target);
  const bool as_teams = p.as_teams && storage::unit(session_, target, day_)->kind == "cdcs";
  for (const auto source : p.sources) join(source, target, as_teams);
  if (p.chair != 0) storage::appoint_head(session_, p.chair, target, day_, of_.decided_by);
}

// Who left the origin meanwhile stays where he is now.
void Applier::fill(const Part& part, std::int64_t origin, std::int64_t made) {
  for (const auto unit : part.units) storage::hang_unit(session_, unit, made, day_);
  for (const auto person : part.persons) {
    const auto counted = storage::membership_unit(session_, person, day_);
    if (!counted) continue;
    const auto above = storage::lineage(session_, *counted, language::day_of(at_ - 1));
    if (std::find(above.begin(), above.end(), origin) != above.end()) storage::move_span(session_, person, *counted, made, day_, "split", of_.operation);
  }
}

// Whoever led the origin sits on the provisional board of the part where he is counted now.
void Applier::seat_boards(std::int64_t origin, const Ids& made) {
  for (const auto person : storage::board_of(session_, origin, day_)) {
    const auto counted = storage::membership_unit(session_, person, day_);
    const auto above = counted ? storage::lineage(session_, *counted, day_) : Ids{};
    const auto part = std::find_first_of(made.begin() + 1, made.end(), above.begin(), above.end());
    if (part != made.end()) storage::carry_seat(session_, person, origin, *part, day_, "split");
  }
}

void Applier::apply(const Split& p) {
  Ids made;
  for (const auto& part : p.parts) made.push_back(make(completed(session_, p, part.unit, day_)));
  for (std::size_t n = 0; n < p.parts.size(); ++n) fill(p.parts[n], p.unit, made[n]);
  if (!p.ends) return;
  const auto first = made.front();
  storage::hang_children(session_, p.unit, first, day_);
  storage::move_members(session_, p.unit, first, day_, "split", of_.operation);
  seat_boards(p.unit, made);
  storage::carry_posts(session_, p.unit, first, day_, "split");
  storage::carry_groups(session_, p.unit, first, 0, at_);
  storage::carry_matters(session_, p.unit, first);
  storage::carry_communes(session_, p.unit, first, day_);
  carry_labour(p.unit, first);
  end(p.unit, "split", first);
}

// Who waits to be let in where nothing is left is told so: there is nobody to decide, and a question asked anew would never end.
void Applier::send_away(std::int64_t unit, std::int64_t above) {
  const auto name = [&](std::int64_t id) { const auto u = storage::unit(session_, id, day_); return u ? u->name : std::string(); };
  const auto text = catalog_.render("chat/vi/arrival_unit_ended", {{"unit", place_name(session_, unit, day_)}, {"day", language::say_day(day_)}, {"upper", name(above)}});
  for (const auto& arrival : storage::arrivals::waiting_in(session_, unit)) {
    storage::arrivals::decide(session_, arrival.id, "refused", std::nullopt, now_);
    storage::forget_question(session_, arrival.identity);
    if (const auto account = storage::arrivals::account_of(session_, arrival.identity))
      turn_.out.push_back({.to = {account->channel, account->account, false, account->external_id}, .text = text, .priority = Priority::bulk});
  }
}

void Applier::apply(const Close& p) {
  const auto above = parent_of(session_, p.unit, day_);
  const auto ending = ending_units(session_, p, day_);
  if (ending.size() == 1 && p.members_to != 0) storage::hang_children(session_, p.unit, p.members_to, day_);
  for (const auto unit : ending) {
    p.members_to != 0 ? storage::move_members(session_, unit, p.members_to, day_, "closed", of_.operation) : storage::end_members(session_, unit, day_, "closed");
    storage::end_posts(session_, unit, day_, "closed");
    p.members_to != 0 ? storage::carry_groups(session_, unit, p.members_to, 0, at_) : storage::unbind_groups(session_, unit, at_);
    if (p.members_to == 0) send_away(unit, above);
    storage::carry_matters(session_, unit, p.members_to != 0 ? p.members_to : above);
    end(unit, "closed", p.members_to);
  }
}

// ---- Who is told ----

// The chairs of what was and of what is, and the officers for whom it was proposed.
std::set<std::int64_t> to_be_told(storage::Session& session, const Case& of, const Ids& results, const std::string& before) {
  std::set<std::int64_t> persons;
  const auto add = [&](const Ids& more) { persons.insert(more.begin(), more.end()); };
  for (const auto& [unit, part] : touched_units(of.plan))
    if (part != "parent") add(storage::leaders(session, unit, before));
  for (const auto unit : results) add(storage::leaders(session, unit, of.decision.effective_day));
  if (of.proposed_by != 0) {
    persons.insert(of.proposed_by);
    for (const auto& role : storage::roles(session, of.proposed_by, of.decision.effective_day))
      if (role.role == "officer" || role.role == "administrator") add(storage::officers(session, role.unit, of.decision.effective_day));
  }
  return persons;
}

void tell(storage::Session& session, const std::set<std::int64_t>& persons, const std::string& text, Turn& turn) {
  for (const auto person : persons)
    if (const auto accounts = storage::accounts(session, person); !accounts.empty())
      turn.out.push_back({.to = {accounts.front().channel, accounts.front().account, false, accounts.front().external_id}, .text = text, .priority = Priority::bulk});
}

void note(storage::Session& session, const Case& of, const char* how, std::int64_t unit, std::int64_t now) {
  const nlohmann::json detail{{"kind", of.kind}, {"decision", of.decision.doc}, {"effective", of.decision.effective_day}, {"result", of.result}};
  storage::log_audit(session, {.at = now, .actor = "job", .action = "unit_" + of.kind + how, .subject = "operation:" + std::to_string(of.operation), .detail = detail.dump(),
                               .channel = "job", .unit = unit != 0 ? std::optional(unit) : std::nullopt});
}

void stuck(storage::Session& session, const templates::Catalog& catalog, const Case& of, const Findings& findings, std::int64_t now, Turn& turn) {
  storage::stuck_operation(session, of.operation, language::day_of(now));
  if (!of.stuck_day.empty()) return;  // they know
  note(session, of, "_stuck", touched_units(of.plan).empty() ? 0 : touched_units(of.plan).front().unit, now);
  auto fields = case_fields(session, of, language::day_of(now));
  fields["reasons"] = sentences(catalog, findings);
  tell_officers(session, catalog.render("chat/vi/operation_stuck", fields), {}, "", now, turn);
}

}  // namespace

Ids apply_plan(storage::Session& session, const templates::Catalog& catalog, const Case& of, std::int64_t now, Turn& turn) {
  Applier applier(session, catalog, of, now, turn);
  applier.close_questions(ending_units(session, of.plan, of.decision.effective_day));
  std::visit([&](const auto& plan) { applier.apply(plan); }, of.plan);
  for (const auto unit : applier.results()) storage::touch_unit(session, of.operation, unit, "result");
  storage::applied_operation(session, of.operation, now);
  return applier.results();
}

bool apply_due(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn) {
  const auto today = language::day_of(now);
  const auto due = storage::operation_due(session, today);
  if (!due) return false;
  const auto before = *operation_case(session, due->id);
  if (const auto findings = check_plan(session, before.plan, before.decision, today, due->id); refused(findings)) {
    stuck(session, catalog, before, findings, now, turn);
    return true;
  }
  const auto last_day = language::day_of(language::moment_of(before.decision.effective_day + "T00:00:00+07:00").value() - 1);
  const auto results = apply_plan(session, catalog, before, now, turn);
  const auto after = *operation_case(session, due->id);
  std::set<std::int64_t> concerned(results.begin(), results.end());
  for (const auto& [unit, part] : touched_units(after.plan)) concerned.insert(unit);
  for (const auto unit : concerned) note(session, after, "_effective", unit, now);
  turn.questions_changed = true;  // groups answer for other units now
  tell(session, to_be_told(session, after, results, last_day), catalog.render("chat/vi/operation_effective", case_fields(session, after, today)), turn);
  return true;
}

bool set_aside_due(storage::Session& session, const templates::Catalog& catalog, std::int64_t now, Turn& turn) {
  const auto due = storage::operation_due(session, language::day_of(now));
  if (due) stuck(session, catalog, *operation_case(session, due->id), {{"breaks_rows", Fields::object(), true}}, now, turn);
  return due.has_value();
}

}  // namespace trade_union
