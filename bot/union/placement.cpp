#include "bot/union/placement.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "bot/language/days.hpp"

namespace trade_union::placement {

namespace {

constexpr std::int64_t own_seat = 1;                    // the account itself is a member of its group

struct Load { std::int64_t groups = 0, invited = 0; };

std::int64_t number(const std::string& day) { return language::number_of(*language::read_date(day)); }
std::string text(std::int64_t day) { return language::iso(language::date_of_number(day)); }

// What one account may still do: packages left by size, and what is planned for each day (a day is a number here).
class Office {
 public:
  Office(const Account& account, std::int64_t first_day) : account_(account), first_free_(first_day) {
    for (const auto& package : account.packages) left_[package.size] += package.count;
  }

  const Account& account() const { return account_; }
  bool is(const Placed& placed) const { return placed.channel == account_.channel && placed.account == account_.id; }
  std::int64_t left(std::int64_t size) const {
    const auto found = left_.find(size);
    return found == left_.end() ? 0 : found->second;
  }
  const std::map<std::int64_t, std::int64_t>& sizes() const { return left_; }
  void take(std::int64_t size) { --left_[size]; }
  std::int64_t price(std::int64_t size) const {
    const auto found = std::find_if(account_.packages.begin(), account_.packages.end(), [&](const Package& p) { return p.size == size; });
    return found == account_.packages.end() ? 0 : found->monthly;
  }

  // Makes the group on the first day from `from` on that has room, and invites as many a day as may be.
  void schedule(Placed& group, std::int64_t from) {
    while (full(load_[first_free_])) ++first_free_;
    auto day = std::max(from, first_free_);
    while (full(load_[day])) ++day;
    group.day = text(day);
    ++load_[day].groups;
    for (auto left = group.people; left > 0; ++day) left -= invite(day, left);
    group.last_day = group.people == 0 ? group.day : text(day - 1);
  }

  Cost cost(const std::vector<const Placed*>& groups) const {
    Cost cost{account_.channel, account_.id, 0, 0};
    for (const auto* group : groups) {
      if (!is(*group)) continue;
      ++cost.groups;
      cost.monthly += price(group->size);
    }
    return cost;
  }

 private:
  std::int64_t invitations_left(const Load& load) const {
    return account_.invitations_a_day == 0 ? std::numeric_limits<std::int64_t>::max() : std::max<std::int64_t>(0, account_.invitations_a_day - load.invited);
  }
  std::int64_t invite(std::int64_t day, std::int64_t wanted) {
    auto& load = load_[day];
    const auto some = std::min(wanted, invitations_left(load));
    load.invited += some;
    return some;
  }
  bool full(const Load& load) const { return (account_.groups_a_day != 0 && load.groups >= account_.groups_a_day) || invitations_left(load) == 0; }

  const Account& account_;
  std::int64_t first_free_;
  std::map<std::int64_t, std::int64_t> left_;
  std::map<std::int64_t, Load> load_;
};

using Key = std::pair<std::int64_t, std::string>;      // unit, purpose
template <class T> Key key_of(const T& group) { return {group.unit, group.purpose}; }

// Who carries the word to others comes first.
std::size_t rank(const std::string& purpose) {
  static constexpr std::array order{"chairs", "board", "whole", "to"};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), purpose) - order.begin());
}

class Planner {
 public:
  Planner(const std::vector<Account>& accounts, const std::string& first_day) : first_day_(number(first_day)) {
    for (const auto& account : accounts) offices_.emplace_back(account, first_day_);
  }

  // What was placed and is still wanted keeps its package. Gives what has no place yet.
  std::vector<Wanted> keep(const std::vector<Wanted>& wanted, const std::vector<Placed>& placed) {
    std::map<Key, const Placed*> before;
    for (const auto& each : placed) before.emplace(key_of(each), &each);
    std::vector<Wanted> open;
    for (const auto& want : wanted) {
      const auto held = before.find(key_of(want));
      const bool fits = held != before.end() && want.people + own_seat <= held->second->size;
      if (held == before.end() || (!fits && !held->second->made)) open.push_back(want);
      else keep_one(want, *held->second, fits);
    }
    reschedule_kept();
    return open;
  }

  // The largest groups first, as many as the packages can hold; of the packages the cheapest that can hold so many. Packages nest, so
  // the groups that were chosen fit into the packages that were chosen, each into the smallest left that holds it.
  void place(std::vector<Wanted> open) {
    std::stable_sort(open.begin(), open.end(), [](const Wanted& a, const Wanted& b) { return a.people > b.people; });
    const auto chosen = groups_that_fit(open);
    auto packages = cheapest(chosen);
    for (const auto& want : chosen) place_one(want, packages);
  }

  Plan finish(const std::vector<Wanted>& wanted) {
    std::map<Key, std::size_t> order;
    for (const auto& want : wanted) order.emplace(key_of(want), order.size());
    const auto position = [&](const Placed& p) { return std::pair{rank(p.purpose), order.at(key_of(p))}; };
    std::sort(plan_.fresh.begin(), plan_.fresh.end(), [&](const Placed& a, const Placed& b) { return position(a) < position(b); });
    for (auto& group : plan_.fresh) office_of(group)->schedule(group, first_day_);
    std::vector<const Placed*> all;
    for (const auto* list : {&plan_.kept, &plan_.fresh})
      for (const auto& group : *list) all.push_back(&group);
    for (const auto& office : offices_) plan_.costs.push_back(office.cost(all));
    return std::move(plan_);
  }

 private:
  Office* office_of(const Placed& placed) {
    const auto found = std::find_if(offices_.begin(), offices_.end(), [&](const Office& office) { return office.is(placed); });
    return found == offices_.end() ? nullptr : &*found;
  }

  void keep_one(const Wanted& want, const Placed& held, bool fits) {
    plan_.kept.push_back(held);
    plan_.kept.back().people = want.people;
    if (auto* office = office_of(held)) office->take(held.size);
    if (!fits) plan_.unplaced.push_back({want, "outgrown", held.size});
  }

  // Days that are still to come are kept before those that passed look for new ones.
  void reschedule_kept() {
    for (const bool passed : {false, true})
      for (auto& kept : plan_.kept) {
        auto* office = office_of(kept);
        if (office && !kept.made && (number(kept.day) < first_day_) == passed) office->schedule(kept, number(kept.day));
      }
  }

  // Free packages by size, and how many of them have at least that size.
  std::map<std::int64_t, std::int64_t> room() const {
    std::map<std::int64_t, std::int64_t> free;
    for (const auto& office : offices_)
      for (const auto& [size, left] : office.sizes()) free[size] += std::max<std::int64_t>(0, left);
    for (auto size = free.rbegin(); size != free.rend() && std::next(size) != free.rend(); ++size) std::next(size)->second += size->second;
    return free;
  }

  // Each takes one of what is as large as it needs and of all that is smaller: what is left says whether the next still fits.
  std::vector<Wanted> groups_that_fit(const std::vector<Wanted>& open) {
    auto left = room();
    std::vector<Wanted> chosen;
    for (const auto& want : open) {
      const auto fitting = left.lower_bound(want.people + own_seat);
      const bool fits = fitting != left.end() && std::all_of(left.begin(), std::next(fitting), [](const auto& each) { return each.second > 0; });
      if (!fits) {
        plan_.unplaced.push_back({want, fitting == left.end() ? "too_large" : "no_package", 0});
        continue;
      }
      for (auto each = left.begin(); each != std::next(fitting); ++each) --each->second;
      chosen.push_back(want);
    }
    return chosen;
  }

  struct Free { Office* office = nullptr; std::int64_t size = 0; };

  // By size: the packages that go. Cheapest first, then smallest, then of the account that has most left; each only while what is taken up to
  // its size can still be filled by groups that small.
  std::multimap<std::int64_t, Office*> cheapest(const std::vector<Wanted>& groups) {
    std::map<std::int64_t, std::int64_t> fillable;
    for (const auto& [size, at_least] : room())
      fillable[size] = std::count_if(groups.begin(), groups.end(), [size = size](const Wanted& want) { return want.people + own_seat <= size; });
    std::multimap<std::int64_t, Office*> taken;
    for (auto free = best_free(fillable); free.office && taken.size() < groups.size(); free = best_free(fillable)) {
      free.office->take(free.size);
      for (auto each = fillable.lower_bound(free.size); each != fillable.end(); ++each) --each->second;
      taken.emplace(free.size, free.office);
    }
    return taken;
  }

  Free best_free(const std::map<std::int64_t, std::int64_t>& fillable) {
    Free best;
    const auto rank_of = [](const Office& office, std::int64_t size) { return std::tuple{office.price(size), size, -office.left(size)}; };
    for (auto& office : offices_)
      for (const auto& [size, left] : office.sizes()) {
        const bool free = left > 0 && std::all_of(fillable.lower_bound(size), fillable.end(), [](const auto& each) { return each.second > 0; });
        if (free && (!best.office || rank_of(office, size) < rank_of(*best.office, best.size))) best = {&office, size};
      }
    return best;
  }

  void place_one(const Wanted& want, std::multimap<std::int64_t, Office*>& packages) {
    const auto found = packages.lower_bound(want.people + own_seat);
    plan_.fresh.push_back(placed_at(want, *found->second, found->first));
    packages.erase(found);
  }

  static Placed placed_at(const Wanted& want, const Office& office, std::int64_t size) {
    return {want.unit, want.purpose, office.account().channel, office.account().id, size, want.people, "", "", false};
  }

  std::deque<Office> offices_;
  std::int64_t first_day_;
  Plan plan_;
};

}  // namespace

namespace {

Wanted want(const storage::placements::Need& need, bool teams) {
  const bool upper = need.kind == "tinh" || need.kind == "cap_tren";
  if (upper && need.children > 0) return {need.unit, "chairs", need.children};
  if (need.kind == "cdcs" && need.members > 0) return {need.unit, "whole", need.members};
  if (need.kind == "to" && teams && need.members > 0) return {need.unit, "to", need.members};
  return {};
}

}  // namespace

std::vector<Wanted> wanted(const Roll& roll, bool teams) {
  std::set<Key> there, ours;
  for (const auto& bound : roll.bound) there.insert(key_of(bound));
  for (const auto& held : roll.held) ours.insert(key_of(held));
  std::vector<Wanted> found;
  for (const auto& need : roll.needs) {
    const auto group = want(need, teams);
    if (group.unit != 0 && (!there.contains(key_of(group)) || ours.contains(key_of(group)))) found.push_back(group);
  }
  return found;
}

Plan make_plan(const std::vector<Wanted>& wanted, const std::vector<Account>& accounts, const std::vector<Placed>& placed, const std::string& first_day) {
  Planner planner(accounts, first_day);
  planner.place(planner.keep(wanted, placed));
  return planner.finish(wanted);
}

}  // namespace trade_union::placement
