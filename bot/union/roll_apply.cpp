// People's rows brought into the roll: who a row is, what it changes, where the person is counted.
#include <algorithm>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"
#include "bot/union/birth.hpp"
#include "bot/union/roll_people.hpp"
#include "bot/union/units.hpp"
#include "storage/memberships.hpp"

namespace trade_union {
namespace {

namespace roll = storage::roll;

bool unlike(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }
bool alike(const std::string& a, const std::string& b) { return !a.empty() && a == b; }
bool first_of_january(const std::string& birth) { return known_to_the_day(birth) && birth.ends_with("-01-01"); }
bool bare(const roll::PersonFields& f) { return f.code.empty() && f.phone.empty() && f.birth_day.empty(); }

// Members of the units of a slice by name, read when first asked for; of a unit with very many only those of the name.
class Rolls {
 public:
  Rolls(storage::Session& session, const std::string& day) : session_(session), day_(day) {}
  std::vector<roll::Person*> called(std::int64_t unit, const std::string& key, const std::string& folded) {
    asked_.clear();
    auto found = large(unit) ? asked(unit, key, folded) : loaded(unit, key);
    add_former(unit, key, found);
    return found;
  }
  // Keeps what was written in step with what is kept here.
  void put(std::int64_t unit, const roll::Person& person) {
    const auto known = rolls_.find(unit);
    if (known == rolls_.end()) return;
    std::erase_if(known->second, [&](const auto& each) { return each.second.id == person.id; });
    known->second.emplace(name_key(person.fields.name), person)->second.former = false;
  }
  void drop(std::int64_t unit, std::int64_t person) {
    if (const auto known = rolls_.find(unit); known != rolls_.end()) std::erase_if(known->second, [&](const auto& each) { return each.second.id == person; });
  }

 private:
  using Members = std::multimap<std::string, roll::Person>;
  std::vector<roll::Person*> asked(std::int64_t unit, const std::string& key, const std::string& folded) {
    std::vector<roll::Person*> found;
    for (auto& each : roll::persons_named_in(session_, unit, folded, day_))
      if (name_key(each.fields.name) == key) found.push_back(&asked_.emplace_back(std::move(each)));
    return found;
  }
  std::vector<roll::Person*> loaded(std::int64_t unit, const std::string& key) {
    std::vector<roll::Person*> found;
    auto& members = load(unit);
    for (auto [at, end] = members.equal_range(key); at != end; ++at) found.push_back(&at->second);
    return found;
  }
  // Whose row in this unit was given up: a list may hold it still.
  void add_former(std::int64_t unit, const std::string& key, std::vector<roll::Person*>& found) {
    const auto [at, fresh] = given_up_.try_emplace(unit);
    if (fresh) at->second = roll::given_up_in(session_, unit);
    for (const auto& each : at->second) {
      const bool here = std::any_of(found.begin(), found.end(), [&](const auto* person) { return person->id == each.keep; });
      auto keep = here || name_key(each.name) != key ? std::nullopt : roll::person(session_, each.keep, day_);
      if (!keep) continue;
      keep->former = true;
      found.push_back(&asked_.emplace_back(std::move(*keep)));
    }
  }
  bool large(std::int64_t unit) {
    constexpr std::int64_t many = 1'000;
    const auto [at, fresh] = large_.try_emplace(unit, false);
    if (fresh) at->second = storage::counted(session_, unit, day_).members > many;
    return at->second;
  }
  Members& load(std::int64_t unit) {
    const auto [at, fresh] = rolls_.try_emplace(unit);
    if (fresh)
      for (auto& person : roll::persons_in(session_, unit, day_)) at->second.emplace(name_key(person.fields.name), std::move(person));
    return at->second;
  }
  storage::Session& session_;
  const std::string& day_;
  std::map<std::int64_t, Members> rolls_;
  std::map<std::int64_t, bool> large_;
  std::map<std::int64_t, std::vector<roll::GivenUp>> given_up_;
  std::deque<roll::Person> asked_;             // those of the last name who are not in rolls_
};

// by_name: nothing that belongs to one person alone said so.
struct Match { std::optional<roll::Person> person; std::optional<CellFinding> problem; bool same_name = false, by_name = false; };

// Of one name in one unit a birth day names one person; a year or month may be theirs as long as no phone speaks against it.
bool surely_born(const roll::PersonFields& known, const roll::PersonFields& said) { return alike(known.birth_day, said.birth_day) && known_to_the_day(said.birth_day); }
bool perhaps_born(const roll::PersonFields& known, const roll::PersonFields& said) {
  return may_be_one_birth(known.birth_day, said.birth_day) && !unlike(known.phone, said.phone);
}

Match problem(const char* key, Column column, Fields fields = Fields::object()) { return {{}, CellFinding{{key, std::move(fields), true}, column}, false}; }

class Applying {
 public:
  Applying(storage::Session& session, const ApplyRoll& how) : session_(session), how_(how), rolls_(session, how.as_of) {}

  void apply(const PersonRow& row) {
    auto match = find(row);
    if (match.problem) return refuse(row, std::move(*match.problem));
    if (!match.person) return create(row, match.same_name);
    bring(row, std::move(*match.person), match.by_name);
  }
  // The sums of the new memberships, once a unit and day.
  void count() {
    for (const auto& [place, sum] : sums_) storage::count_members(session_, place.first, place.second, sum.members, sum.women);
    sums_.clear();
  }
  SliceResult result;

 private:
  // ---- Who is it? ----
  Match find(const PersonRow& row) {
    const auto& f = row.fields;
    auto coded = f.code.empty() ? std::nullopt : roll::person_by_code(session_, f.code, how_.as_of);
    auto phoned = f.phone.empty() ? std::nullopt : roll::person_by_phone(session_, f.phone, how_.as_of);
    if (coded && phoned && coded->id != phoned->id) return problem("phone_of_other", Column::phone, {{"name", phoned->fields.name}});
    if (coded && phoned) coded->former = coded->former && phoned->former;
    if (coded) return {std::move(coded), {}, false};
    if (phoned) return by_phone(row, std::move(*phoned));
    return by_name(row);
  }
  Match by_phone(const PersonRow& row, roll::Person person) {
    const bool called_so = name_key(person.fields.name) == name_key(row.fields.name) || (person.former && language::fold(person.fields.name) == row.folded);
    if (!called_so) return problem("phone_two_names", Column::phone, {{"name", person.fields.name}});
    if (unlike(person.fields.code, row.fields.code)) return problem("code_differs", Column::code, {{"said", row.fields.code}, {"other", person.fields.code}});
    return {std::move(person), {}, false};
  }
  Match by_name(const PersonRow& row) {
    const auto& f = row.fields;
    auto same = rolls_.called(row.unit, name_key(f.name), row.folded);
    std::erase_if(same, [&](const auto* each) { return unlike(each->fields.code, f.code); });
    auto sure = same;
    std::erase_if(sure, [&](const auto* each) { return !surely_born(each->fields, f); });
    if (sure.empty()) std::copy_if(same.begin(), same.end(), std::back_inserter(sure), [&](const auto* each) { return perhaps_born(each->fields, f); });
    if (sure.size() > 1) return problem("several_same", Column::name, {{"said", f.name}, {"count", sure.size()}});
    if (sure.size() == 1) return doubtful(row, *sure[0]) ? problem("phone_in_doubt", Column::phone, {{"said", f.name}}) : Match{*sure[0], {}, false, true};
    if (!row.alone) return bare(f) ? problem("same_name_bare", Column::name, {{"said", f.name}}) : Match();
    return perhaps(row, same);
  }
  // Another phone than the known one: of a birth that is often put for an unknown one, or of somebody who is known better than the row says.
  bool doubtful(const PersonRow& row, const roll::Person& person) {
    if (person.former || !unlike(person.fields.phone, row.fields.phone)) return false;
    const bool own_code = !person.fields.code.empty() && row.fields.code.empty();
    return first_of_january(row.fields.birth_day) || own_code || roll::has_account(session_, person.id);
  }
  // The only row of that name: somebody of whom nothing known speaks against it.
  static Match perhaps(const PersonRow& row, std::vector<roll::Person*> same) {
    const auto& f = row.fields;
    const bool others = !same.empty();
    std::erase_if(same, [&](const auto* each) { return births_differ(each->fields.birth_day, f.birth_day) || unlike(each->fields.phone, f.phone); });
    auto as_bare = same;
    std::erase_if(as_bare, [](const auto* each) { return !bare(each->fields); });
    if (bare(f) && as_bare.size() == 1) return {*as_bare[0], {}, false, true};
    if (same.size() > 1) return problem("several_same", Column::name, {{"said", f.name}, {"count", same.size()}});
    if (same.size() == 1) return {*same[0], {}, false, true};
    return {{}, {}, others};
  }

  // ---- What changes ----
  std::string begins(const PersonRow& row) const { return row.from_day.empty() ? how_.as_of : row.from_day; }
  static roll::PersonKeys keys(const PersonRow& row) {
    return {row.folded, std::string(language::given_name(row.folded)), row.sort_key};
  }
  static roll::PersonKeys keys_of(const std::string& name, const PersonRow& row) {
    if (name == row.fields.name) return keys(row);
    const auto folded = language::fold(name);
    return {folded, std::string(language::given_name(folded)), language::person_sort_key(name)};
  }

  void create(const PersonRow& row, bool same_name) {
    ++result.counts.created;
    if (same_name) warn(row, {{"same_name", {{"said", row.fields.name}}, false}, Column::name});
    warn_of_twin(row);
    if (how_.dry) return;
    const auto id = roll::add_person(session_, row.fields, keys(row), how_.now);
    storage::add_uncounted(session_, id, row.unit, begins(row));
    auto& sum = sums_[{row.unit, begins(row)}];
    ++sum.members;
    sum.women += row.fields.woman.value_or(false) ? 1 : 0;
    rolls_.put(row.unit, {id, row.fields, row.unit, begins(row)});
  }

  // Somebody of this name and birth day is on the roll elsewhere: more often one who moved than two people. A code of its own says two.
  void warn_of_twin(const PersonRow& row) {
    const auto& f = row.fields;
    if (!f.code.empty() || !known_to_the_day(f.birth_day)) return;
    if (row.twin) return warn(row, {{"same_born_in_list", {{"said", f.name}}, false}, Column::name});
    for (const auto& each : roll::persons_born(session_, row.folded, f.birth_day, how_.as_of))
      if (name_key(each.fields.name) == name_key(f.name))
        return warn(row, {{"same_born", {{"said", f.name}, {"unit", each.unit == 0 ? "" : place_name(session_, each.unit, how_.as_of)}}, false}, Column::name});
  }

  void bring(const PersonRow& row, roll::Person person, bool by_name) {
    if (person.former) return bring_former(row, std::move(person));
    if (const auto stands = stands_in_the_way(row, person)) return refuse(row, *stands);
    if (by_name && unlike(person.fields.phone, row.fields.phone)) warn(row, {{"phone_changed", {{"said", row.fields.name}}, false}, Column::phone});
    const bool changed = change(row, person), moved = place(row, person);
    ++(moved ? result.counts.moved : changed ? result.counts.updated : result.counts.unchanged);
  }

  // A row of somebody who was joined to another: it adds what is not known, and moves nobody who is counted; the other's own row does.
  void bring_former(const PersonRow& row, roll::Person person) {
    const auto now = held(row, person);
    const bool elsewhere = now && now->unit != row.unit;
    if (const auto stands = elsewhere ? std::nullopt : stands_in_the_way(row, person)) return refuse(row, *stands);
    const Fields who{{"name", person.fields.name}, {"unit", elsewhere ? place_name(session_, now->unit, how_.as_of) : ""}};
    const bool other_keys = unlike(person.fields.phone, row.fields.phone) || unlike(person.fields.code, row.fields.code);
    if (other_keys) warn(row, {{"joined_keeps", who, false}, Column::phone});
    if (elsewhere) warn(row, {{"joined_elsewhere", who, false}, Column::unit});
    const bool changed = change(row, person), moved = !elsewhere && place(row, person);
    ++(moved ? result.counts.moved : changed ? result.counts.updated : result.counts.unchanged);
  }

  // What the row says, over what is known.
  static roll::PersonFields merged(const PersonRow& row, const roll::PersonFields& known) {
    auto fields = known;
    const auto take = [](std::string& into, const std::string& said) { if (!said.empty()) into = said; };
    take(fields.code, row.fields.code);
    take(fields.name, row.fields.name);
    take(fields.phone, row.fields.phone);
    if (row.fields.birth_day.size() >= known.birth_day.size()) take(fields.birth_day, row.fields.birth_day);  // a year takes no day away
    take(fields.union_day, row.fields.union_day);
    if (row.fields.woman) fields.woman = row.fields.woman;
    return fields;
  }
  // … only where nothing is known.
  static roll::PersonFields filled(const PersonRow& row, const roll::PersonFields& known) {
    auto fields = known;
    const auto take = [](std::string& into, const std::string& said) { if (into.empty()) into = said; };
    take(fields.code, row.fields.code);
    take(fields.phone, row.fields.phone);
    take(fields.union_day, row.fields.union_day);
    if (fields.birth_day.empty() || (row.fields.birth_day.size() > fields.birth_day.size() && may_be_one_birth(fields.birth_day, row.fields.birth_day))) fields.birth_day = row.fields.birth_day;
    if (!fields.woman) fields.woman = row.fields.woman;
    return fields;
  }
  bool change(const PersonRow& row, roll::Person& person) {
    const auto fields = person.former ? filled(row, person.fields) : merged(row, person.fields);
    if (births_differ(fields.birth_day, row.fields.birth_day)) warn(row, {{"birth_differs", {{"said", say_birth(row.fields.birth_day)}}, false}, Column::birth});
    if (fields == person.fields) return false;
    if (name_key(fields.name) != name_key(person.fields.name)) warn(row, {{"name_changed", {{"said", fields.name}, {"name", person.fields.name}}, false}, Column::name});
    if (!how_.dry) {
      roll::change_person(session_, person.id, fields, keys_of(fields.name, row));
      if (fields.woman != person.fields.woman) storage::set_woman(session_, person.id, fields.woman);
    }
    person.fields = fields;
    if (!how_.dry && person.unit != 0) rolls_.put(person.unit, person);
    return true;
  }

  // ---- Where they are counted ----
  // A row may say since when; what is to come counts from then on.
  std::string looked_at(const PersonRow& row) const { return std::max(how_.as_of, begins(row)); }
  std::optional<storage::Membership> held(const PersonRow& row, const roll::Person& person) {
    if (looked_at(row) != how_.as_of) return storage::membership_at(session_, person.id, looked_at(row));
    if (person.unit == 0) return std::nullopt;
    return storage::Membership{0, person.id, person.unit, person.member_from, {}};
  }
  std::optional<CellFinding> stands_in_the_way(const PersonRow& row, const roll::Person& person) {
    const auto now = held(row, person);
    if (now && now->unit == row.unit) return std::nullopt;
    const auto from = now ? looked_at(row) : begins(row);
    if (now && now->from_day <= from) {  // on the first day already: as if it had never begun
      const auto later = storage::membership_after(session_, person.id, from);
      if (!later) return std::nullopt;
      return CellFinding{{"moves_later", {{"day", language::say_day(later->from_day)}, {"said", language::say_day(from)}}, true}, Column::from_day};
    }
    const auto other = now ? now : storage::overlapping(session_, person.id, from, std::nullopt);
    if (!other) return std::nullopt;
    return CellFinding{{"overlap", {{"day", language::say_day(other->from_day)}, {"said", language::say_day(from)}}, true}, Column::from_day};
  }
  // True: the person is counted elsewhere from now on.
  bool place(const PersonRow& row, const roll::Person& person) {
    const auto now = held(row, person);
    if (now && now->unit == row.unit) {
      ++result.counted_there;
      if (!row.from_day.empty() && row.from_day != now->from_day)
        warn(row, {{"from_day_differs", {{"said", language::say_day(row.from_day)}, {"day", language::say_day(now->from_day)}}, false}, Column::from_day});
      return false;
    }
    if (now) result.moved_from.push_back(now->unit);
    if (how_.dry) return true;
    if (now) storage::move_membership(session_, person.id, row.unit, looked_at(row), "import");
    else storage::add_membership(session_, person.id, row.unit, begins(row));
    if (now) rolls_.drop(now->unit, person.id);
    rolls_.put(row.unit, person);
    return true;
  }

  void refuse(const PersonRow& row, CellFinding finding) {
    ++result.counts.refused;
    result.findings.push_back({row.row, std::move(finding)});
  }
  void warn(const PersonRow& row, CellFinding finding) {
    ++result.counts.warned;
    result.findings.push_back({row.row, std::move(finding)});
  }

  storage::Session& session_;
  const ApplyRoll& how_;
  Rolls rolls_;
  struct Sum { std::int64_t members = 0, women = 0; };
  std::map<std::pair<std::int64_t, std::string>, Sum> sums_;
};

}  // namespace

SliceResult apply_people(storage::Session& session, const std::vector<PersonRow>& rows, const ApplyRoll& how) {
  Applying applying(session, how);
  for (const auto& row : rows) applying.apply(row);
  applying.count();
  return std::move(applying.result);
}

}  // namespace trade_union
