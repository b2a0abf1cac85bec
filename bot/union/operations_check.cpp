// What speaks against a plan, kind by kind.
#include <algorithm>
#include <set>

#include "bot/language/text.hpp"
#include "bot/union/operations_plan.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/unit_facts.hpp"
#include "storage/unit_operations.hpp"
#include "storage/units.hpp"

namespace trade_union {

namespace {

constexpr std::int64_t small = 10;  // dưới 10: small; a union that was joined has trên 10 (domain: both strict)

int rank(const std::string& kind) {
  static const std::vector<std::string> kinds{"tinh", "cap_tren", "cdcs", "cdbp", "to"};
  return static_cast<int>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
}
bool known_kind(const std::string& kind) { return rank(kind) < 5; }

bool is_decided(storage::Session& session, std::int64_t operation) {
  const auto found = storage::operation(session, operation);
  return found && found->state == "decided";
}

// Collects what is found about one plan as of the day on which it is to take effect.
class Checker {
 public:
  Checker(storage::Session& session, const std::optional<Decision>& decision, std::string today, std::int64_t operation)
      : session_(session), operation_(operation), applying_(is_decided(session, operation)), decided_(decision.has_value()), today_(std::move(today)), day_(decision ? decision->effective_day : today_) {}

  bool decision(const Decision& d);
  void look(const Create& p) { fits(completed(p.unit)); }
  void look(const Rename& p);
  void look(const Merge& p);
  void look(const Split& p);
  void look(const Move& p);
  void look(const Close& p);
  Findings take() { return std::move(found_); }

 private:
  void refuse(const char* key, Fields fields = Fields::object()) { found_.push_back({key, std::move(fields), true}); }
  void note(const char* key, Fields fields = Fields::object()) { found_.push_back({key, std::move(fields), false}); }
  std::string name(std::int64_t unit) { const auto u = storage::unit(session_, unit, day_); return u ? u->name : std::to_string(unit); }
  std::string said(const std::string& day) { return language::say_day(day); }
  std::string call(const storage::Operation& o) { return o.case_number != 0 ? case_name(o.case_number) : o.decision.empty() ? "#" + std::to_string(o.id) : o.decision; }

  bool is_there(std::int64_t unit);          // known, begun and not ended by that day
  bool may_change(std::int64_t unit);        // … and begun before it
  bool is_free(std::int64_t unit);           // … and in no other open case
  bool stays(std::int64_t unit);             // … and no open case ends it
  bool fits(const PlannedUnit& unit);        // a new unit can stand there
  bool under(std::int64_t unit, const std::string& called, const std::string& kind, std::int64_t parent);
  void remark_member_union(const std::string& kind, std::int64_t parent);
  bool goes_round(const std::vector<std::int64_t>& units, std::int64_t parent);
  bool changed_since(const std::vector<std::int64_t>& units);  // a decision dated back does not reach behind a later change of the tree
  void sizes(const Merge& p, const std::string& kind);
  void sectors(const Merge& p);
  void chair(const Merge& p);
  void split_part(const Split& p, const Part& part, std::set<std::int64_t>& units, std::set<std::int64_t>& persons);

  storage::Session& session_;
  std::int64_t operation_;
  bool applying_;   // its day has come: what others plan is no longer in its way
  bool decided_;
  std::string today_, day_;
  Findings found_;
};

bool Checker::decision(const Decision& d) {
  if (!language::doc_number(d.doc)) refuse("bad_decision", {{"said", d.doc}});
  for (const auto& day : {d.decision_day, d.effective_day})
    if (!language::valid_day(day)) return refuse("bad_day", {{"said", day}}), false;
  if (d.decision_day > today_) refuse("decision_future", {{"day", said(d.decision_day)}});
  if (d.decision_day > d.effective_day) refuse("decision_after_effect", {{"day", said(d.decision_day)}, {"until", said(d.effective_day)}});
  if (d.effective_day < today_) note("effect_past", {{"day", said(d.effective_day)}});
  return true;
}

bool Checker::is_there(std::int64_t unit) {
  const auto life = storage::life(session_, unit);
  if (!life) return refuse("unknown_unit", {{"said", std::to_string(unit)}}), false;
  if (life->to_day) {
    const auto now = storage::successor(session_, unit, *life->to_day);
    return refuse("ended_unit", {{"unit", name(unit)}, {"day", said(*life->to_day)}, {"other", now != unit ? name(now) : ""}}), false;
  }
  if (life->from_day > day_) return refuse("not_begun", {{"unit", name(unit)}, {"day", said(life->from_day)}}), false;
  return true;
}

bool Checker::may_change(std::int64_t unit) {
  if (!is_there(unit)) return false;
  if (const auto life = storage::life(session_, unit); decided_ && life->from_day >= day_)
    return refuse("not_begun", {{"unit", name(unit)}, {"day", said(life->from_day)}}), false;
  return true;
}

bool Checker::is_free(std::int64_t unit) {
  if (!may_change(unit)) return false;
  const auto other = applying_ ? std::nullopt : storage::open_source(session_, unit, operation_);
  if (other) refuse("in_other_case", {{"unit", name(unit)}, {"case", call(*other)}});
  return !other;
}

bool Checker::stays(std::int64_t unit) {
  if (!is_there(unit)) return false;
  const auto other = applying_ ? std::nullopt : storage::open_source(session_, unit, operation_);
  if (!other) return true;
  const auto ending = ending_units(session_, plan_from_json(other->kind, nlohmann::json::parse(other->plan)), day_);
  const bool ends = std::find(ending.begin(), ending.end(), unit) != ending.end();
  if (ends) refuse("ends_by_case", {{"unit", name(unit)}, {"case", call(*other)}});
  return !ends;
}

// Would any of the units come to stand below itself, once it or what is below it hangs under `parent`? Also on every later day on which
// the tree is known to change.
bool Checker::goes_round(const std::vector<std::int64_t>& units, std::int64_t parent) {
  for (const auto& day : storage::tree_days(session_, day_)) {
    const auto above = storage::lineage(session_, parent, day);
    const auto unit = std::find_first_of(above.begin(), above.end(), units.begin(), units.end());
    if (unit == above.end()) continue;
    if (*unit == parent) refuse("under_source", {{"unit", name(parent)}});
    else refuse("cycle", {{"unit", name(*unit)}, {"other", name(parent)}, {"day", day != day_ ? said(day) : ""}});
    return true;
  }
  return false;
}

bool Checker::changed_since(const std::vector<std::int64_t>& units) {
  for (const auto unit : units)
    if (const auto later = storage::last_edge_day(session_, unit); later && *later > day_)
      return refuse("changed_since", {{"unit", name(unit)}, {"day", said(*later)}}), true;
  return false;
}

bool Checker::under(std::int64_t unit, const std::string& called, const std::string& kind, std::int64_t parent) {
  const auto life = storage::life(session_, parent);
  if (life && life->from_day > day_ && !life->to_day) return refuse("parent_later", {{"other", name(parent)}, {"day", said(life->from_day)}}), false;
  if (life && life->to_day && *life->to_day > day_) return refuse("parent_ends", {{"other", name(parent)}, {"day", said(*life->to_day)}}), false;
  if (!stays(parent)) return false;
  const auto above = storage::unit(session_, parent, day_);
  if (above->kind == "to") return refuse("under_team", {{"other", above->name}}), false;
  if (kind == "cdbp" && above->kind != "cdcs") return refuse("cdbp_place", {{"other", above->name}}), false;
  if (rank(kind) < rank(above->kind)) return refuse("kind_order", {{"unit", called}, {"other", above->name}}), false;
  return unit == 0 || !goes_round({unit}, parent);
}

// A CĐCS under a CĐCS is a member union (CĐCS thành viên), as large firms have them.
void Checker::remark_member_union(const std::string& kind, std::int64_t parent) {
  const auto above = storage::unit(session_, parent, day_);
  if (kind == "cdcs" && above && above->kind == "cdcs") note("member_union", {{"other", above->name}});
}

bool Checker::fits(const PlannedUnit& u) {
  const auto before = found_.size();
  if (language::trim(u.name).empty()) refuse("name_missing");
  if (!known_kind(u.kind)) return refuse("unknown_kind"), false;
  if (u.parent != 0 || storage::root_unit(session_, day_)) under(0, u.name, u.kind, u.parent);
  if (const auto holder = u.external_code.empty() ? std::nullopt : storage::unit_by_code(session_, u.external_code))
    refuse("code_taken", {{"said", u.external_code}, {"unit", name(*holder)}});
  const bool well = found_.size() == before;
  if (well) remark_member_union(u.kind, u.parent);
  for (const auto& sibling : well ? storage::children(session_, u.parent, day_) : std::vector<storage::Unit>{})
    if (sibling.folded_name == language::fold(u.name)) note("same_name", {{"name", u.name}});
  return well;
}

void Checker::look(const Rename& p) {
  if (!may_change(p.unit)) return;
  if (language::trim(p.name).empty()) return refuse("name_missing");
  for (const auto& held : storage::unit_names(session_, p.unit))
    if (!held.to_day && held.from_day > day_) return refuse("changed_since", {{"unit", held.name}, {"day", said(held.from_day)}});
  if (name(p.unit) == p.name) refuse("rename_same", {{"unit", p.name}});
}

void Checker::sizes(const Merge& p, const std::string& kind) {
  if (kind != "cdcs") return;
  auto sum = p.into != 0 ? storage::counted_below(session_, p.into, day_).members : 0;
  bool any_small = p.into != 0 && sum < small;
  for (const auto source : p.sources) {
    const auto members = storage::counted_below(session_, source, day_).members;
    sum += members;
    any_small = any_small || members < small;
  }
  if (sum <= small) note("merge_small_result", {{"count", sum}});
  if (!any_small) note("merge_none_small");
}

void Checker::sectors(const Merge& p) {
  auto units = p.sources;
  if (p.into != 0) units.push_back(p.into);
  const auto first = storage::unit_facts(session_, units.front()).sector;
  for (const auto unit : units) {
    const auto other = storage::unit_facts(session_, unit).sector;
    if (!first.empty() && !other.empty() && language::fold(first) != language::fold(other))
      return note("merge_sectors", {{"unit", name(units.front())}, {"said", first}, {"other", name(unit)}, {"name", other}});
  }
}

void Checker::chair(const Merge& p) {
  if (p.chair == 0) return;
  const auto name = storage::person_name(session_, p.chair);
  if (name.empty()) return refuse("chair_unknown", {{"said", std::to_string(p.chair)}});
  const auto counted = storage::membership_unit(session_, p.chair, day_);
  const auto above = counted ? storage::lineage(session_, *counted, day_) : std::vector<std::int64_t>{};
  const auto of_them = [&](std::int64_t unit) { return unit == p.into || std::find(p.sources.begin(), p.sources.end(), unit) != p.sources.end(); };
  if (std::none_of(above.begin(), above.end(), of_them)) note("chair_not_member", {{"name", name}});
}

void Checker::look(const Merge& p) {
  if (p.sources.size() < (p.into != 0 ? 1U : 2U)) return refuse("merge_one");
  std::set<std::int64_t> seen, parents;
  for (const auto source : p.sources) {
    if (source == p.into) return refuse("merge_itself", {{"unit", name(source)}});
    if (!seen.insert(source).second) return refuse("merge_twice", {{"unit", name(source)}});
    if (!is_free(source)) return;
    parents.insert(parent_of(session_, source, day_));
  }
  if (p.into != 0 && !stays(p.into)) return;
  const auto kind = storage::unit(session_, p.sources.front(), day_)->kind;
  auto all = p.sources;
  if (p.into != 0) all.push_back(p.into);
  for (const auto unit : all) {
    if (storage::unit(session_, unit, day_)->kind != kind) return refuse("merge_kinds", {{"unit", name(p.sources.front())}, {"other", name(unit)}});
    for (const auto above : storage::lineage(session_, unit, day_))
      if (above != unit && seen.contains(above)) return refuse("merge_nested", {{"unit", name(unit)}, {"other", name(above)}});
  }
  if (p.into == 0) {
    if (parents.size() > 1 && (!p.fresh || p.fresh->parent == 0)) return refuse("merge_where");
    auto fresh = completed(session_, p, day_);
    if (fresh.kind != kind) return refuse("merge_kinds", {{"unit", name(p.sources.front())}, {"other", fresh.name}});
    if (fits(fresh)) goes_round(p.sources, fresh.parent);
  } else {
    goes_round(p.sources, p.into);
  }
  sizes(p, kind), sectors(p), chair(p);
}

// What a split hangs under its parts: the units named, or all that is below where the origin ends.
std::vector<std::int64_t> carried(const Split& p) {
  if (p.ends) return {p.unit};
  std::vector<std::int64_t> units;
  for (const auto& part : p.parts) units.insert(units.end(), part.units.begin(), part.units.end());
  return units;
}

void Checker::split_part(const Split& p, const Part& part, std::set<std::int64_t>& units, std::set<std::int64_t>& persons) {
  const auto made = completed(session_, p, part.unit, day_);
  if (made.parent == p.unit && p.ends) return refuse("ends_by_case", {{"unit", name(p.unit)}, {"case", language::say_day(day_)}});
  if (!fits(made) || goes_round(carried(p), made.parent)) return;
  for (const auto unit : part.units) {
    if (!is_there(unit)) return;
    const auto above = storage::lineage(session_, unit, day_);
    if (unit == p.unit || std::find(above.begin(), above.end(), p.unit) == above.end()) return refuse("split_unit", {{"unit", name(unit)}, {"other", name(p.unit)}});
    if (!units.insert(unit).second) return refuse("split_twice", {{"name", name(unit)}});
    if (made.kind == "to") return refuse("under_team", {{"other", made.name}});
    if (storage::unit(session_, unit, day_)->kind == "cdbp" && made.kind != "cdcs") return refuse("cdbp_place", {{"other", made.name}});
  }
  for (const auto person : applying_ ? std::vector<std::int64_t>{} : part.persons) {  // who left meanwhile stays away
    const auto counted = storage::membership_unit(session_, person, day_);
    const auto above = counted ? storage::lineage(session_, *counted, day_) : std::vector<std::int64_t>{};
    if (std::find(above.begin(), above.end(), p.unit) == above.end())
      return refuse("split_person", {{"name", storage::person_name(session_, person)}, {"unit", name(p.unit)}});
    if (!persons.insert(person).second) return refuse("split_twice", {{"name", storage::person_name(session_, person)}});
  }
}

void Checker::look(const Split& p) {
  if (p.parts.empty() || (p.ends && p.parts.size() < 2)) return refuse("split_parts");
  if (!is_free(p.unit)) return;
  if (p.ends && parent_of(session_, p.unit, day_) == 0) return refuse("close_root");
  std::set<std::int64_t> units, persons;
  for (const auto& part : p.parts) split_part(p, part, units, persons);
  if (refused(found_) || !p.ends) return;
  if (changed_since({p.unit})) return;
  const auto first = completed(session_, p, p.parts.front().unit, day_);
  for (const auto& child : storage::children(session_, p.unit, day_))
    if (!units.contains(child.id) && first.kind == "to") return refuse("under_team", {{"other", first.name}});
  auto rest = storage::counted_below(session_, p.unit, day_).members - static_cast<std::int64_t>(persons.size());
  for (const auto unit : units) rest -= storage::counted_below(session_, unit, day_).members;
  if (rest > 0) note("split_rest", {{"count", rest}, {"unit", p.parts.front().unit.name}});
}

void Checker::look(const Move& p) {
  if (!is_free(p.unit)) return;
  const auto unit = *storage::unit(session_, p.unit, day_);
  if (unit.parent == 0) return refuse("close_root");
  if (p.parent == p.unit) return refuse("cycle", {{"unit", unit.name}, {"other", unit.name}});
  if (changed_since({p.unit})) return;
  if (unit.parent == p.parent) return refuse("move_same", {{"unit", unit.name}, {"other", name(p.parent)}});
  if (under(p.unit, unit.name, unit.kind, p.parent)) remark_member_union(unit.kind, p.parent);
}

void Checker::look(const Close& p) {
  if (!is_free(p.unit)) return;
  const auto unit = *storage::unit(session_, p.unit, day_);
  if (unit.parent == 0) return refuse("close_root");
  const auto ending = ending_units(session_, p, day_);
  if (std::find(ending.begin(), ending.end(), p.members_to) != ending.end()) return refuse("close_itself", {{"unit", name(p.members_to)}});
  if (p.members_to != 0 && !stays(p.members_to)) return;
  if (changed_since(ending)) return;
  const auto below = storage::children(session_, p.unit, day_);
  if (unit.kind == "cap_tren" && !below.empty()) {
    if (p.members_to == 0) return refuse("close_has_unions", {{"unit", unit.name}, {"count", below.size()}});
    for (const auto& child : below)
      if (!under(child.id, child.name, child.kind, p.members_to)) return;
  }
  const auto members = storage::counted_below(session_, p.unit, std::max(day_, today_)).members;  // who joined since that day ends too
  if (members > 0 && p.members_to == 0) note("close_members_end", {{"count", members}});
}

}  // namespace

Findings check_plan(storage::Session& session, const Plan& plan, const std::optional<Decision>& decision, const std::string& today, std::int64_t operation) {
  Checker checker(session, decision, today, operation);
  if (decision && !checker.decision(*decision)) return checker.take();
  std::visit([&](const auto& p) { checker.look(p); }, plan);
  return checker.take();
}

Findings check(storage::Session& session, const Plan& plan, const std::optional<Decision>& decision, const std::string& today) {
  return check_plan(session, plan, decision, today, 0);
}

}  // namespace trade_union
