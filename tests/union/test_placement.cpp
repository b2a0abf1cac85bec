// The plan of groups: packages by size, so many groups and invitations a day, and nothing moves that is placed.
#include <catch2/catch.hpp>
#include <algorithm>
#include <map>

#include "bot/union/placement.hpp"

using namespace trade_union::placement;

namespace {

constexpr const char* monday = "2026-11-23";

Account account(const std::string& id, std::vector<Package> packages, std::int64_t groups_a_day = 0, std::int64_t invitations_a_day = 0) {
  return {"zalo", id, std::move(packages), groups_a_day, invitations_a_day};
}
Wanted whole(std::int64_t unit, std::int64_t people) { return {unit, "whole", people}; }

const Placed* find(const std::vector<Placed>& groups, std::int64_t unit) {
  for (const auto& group : groups)
    if (group.unit == unit) return &group;
  return nullptr;
}

}  // namespace

TEST_CASE("each group takes the smallest package that holds it and the account's own seat") {
  struct Case { std::int64_t people, size; };
  const auto c = GENERATE(Case{1, 10}, Case{9, 10}, Case{10, 50}, Case{49, 50}, Case{50, 100}, Case{99, 100}, Case{100, 1000}, Case{999, 1000});
  CAPTURE(c.people);
  const auto plan = make_plan({whole(1, c.people)}, {account("a", {{1000, 1, 300}, {10, 1, 25}, {100, 1, 90}, {50, 1, 60}})}, {}, monday);
  REQUIRE(plan.fresh.size() == 1);
  CHECK(plan.fresh[0].size == c.size);
  CHECK(plan.fresh[0].day == monday);
  CHECK(plan.unplaced.empty());
}

TEST_CASE("the largest groups take the large packages, small ones go up a size when theirs are used, and what does not fit is said") {
  const auto plan = make_plan({whole(1, 8), whole(2, 7), whole(3, 40), whole(4, 2'000), whole(5, 6)}, {account("a", {{10, 1, 25}, {50, 2, 60}})}, {}, monday);
  CHECK(find(plan.fresh, 3)->size == 50);
  CHECK(find(plan.fresh, 1)->size == 10);
  CHECK(find(plan.fresh, 2)->size == 50);
  REQUIRE(plan.unplaced.size() == 2);
  CHECK(plan.unplaced[0].wanted.unit == 4);
  CHECK(plan.unplaced[0].why == "too_large");
  CHECK(plan.unplaced[1].wanted.unit == 5);
  CHECK(plan.unplaced[1].why == "no_package");
  CHECK(plan.costs.at(0).groups == 3);
  CHECK(plan.costs.at(0).monthly == 25 + 60 + 60);
}

TEST_CASE("so many groups a day, so many invitations a day, those who carry the word first") {
  const std::vector<Wanted> wanted{whole(1, 30), whole(2, 30), whole(3, 30), {4, "chairs", 10}};
  const auto plan = make_plan(wanted, {account("a", {{50, 10, 0}}, 2)}, {}, monday);
  CHECK(find(plan.fresh, 4)->day == monday);
  CHECK(find(plan.fresh, 1)->day == monday);
  CHECK(find(plan.fresh, 2)->day == "2026-11-24");
  CHECK(find(plan.fresh, 3)->day == "2026-11-24");

  const auto slow = make_plan(wanted, {account("a", {{50, 10, 0}}, 0, 25)}, {}, monday);
  CHECK(find(slow.fresh, 4)->last_day == monday);
  CHECK(find(slow.fresh, 1)->day == monday);             // 15 today, 15 tomorrow
  CHECK(find(slow.fresh, 1)->last_day == "2026-11-24");
  CHECK(find(slow.fresh, 2)->day == "2026-11-24");
  CHECK(find(slow.fresh, 2)->last_day == "2026-11-25");
}

TEST_CASE("no day holds more groups or invitations than allowed, no package is used twice") {
  const auto seed = GENERATE(range(1, 9));
  std::vector<Wanted> wanted;
  for (std::int64_t unit = 1; unit <= 400; ++unit) wanted.push_back(whole(unit, (unit * 7919 * seed) % 130 + 1));
  const std::vector<Account> accounts{account("a", {{10, 30, 1}, {50, 90, 2}, {100, 50, 3}}, 7, 300), account("b", {{50, 60, 2}, {1000, 20, 9}}, 3, 120)};
  const auto plan = make_plan(wanted, accounts, {}, monday);
  CHECK(plan.fresh.size() + plan.unplaced.size() == wanted.size());
  for (const auto& each : accounts) {
    std::map<std::string, std::int64_t> groups;
    std::map<std::int64_t, std::int64_t> used;
    std::int64_t people = 0;
    std::string last;
    for (const auto& group : plan.fresh) {
      if (group.account != each.id) continue;
      ++groups[group.day];
      ++used[group.size];
      people += group.people;
      last = std::max(last, group.last_day);
      CHECK(group.people < group.size);
      CHECK(group.day >= std::string(monday));
      CHECK(group.last_day >= group.day);
    }
    for (const auto& [day, count] : groups) CHECK(count <= each.groups_a_day);
    for (const auto& package : each.packages) CHECK(used[package.size] <= package.count);
    const auto days = static_cast<std::int64_t>(groups.size());
    CHECK(people <= (days + 2) * each.invitations_a_day + each.invitations_a_day);
  }
}

TEST_CASE("a second run moves nothing that is placed; what changed finds its place beside it") {
  const std::vector<Account> accounts{account("a", {{10, 3, 1}, {50, 2, 2}}, 2)};
  const auto first = make_plan({whole(1, 5), whole(2, 6), whole(3, 30)}, accounts, {}, monday);
  REQUIRE(first.fresh.size() == 3);
  const auto again = make_plan({whole(1, 5), whole(2, 6), whole(3, 30)}, accounts, first.fresh, monday);
  CHECK(again.fresh.empty());
  REQUIRE(again.kept.size() == 3);
  for (const auto& kept : again.kept) {
    CHECK(kept.day == find(first.fresh, kept.unit)->day);
    CHECK(kept.size == find(first.fresh, kept.unit)->size);
  }
  const auto grown = make_plan({whole(3, 31), whole(4, 9), whole(2, 20)}, accounts, first.fresh, monday);  // 1 is gone, 2 grew, 4 is new
  CHECK(find(grown.kept, 3)->people == 31);
  CHECK(find(grown.fresh, 4)->size == 10);
  CHECK(find(grown.fresh, 2)->size == 50);
  CHECK(find(grown.kept, 2) == nullptr);
}

TEST_CASE("a group that stands is never moved: one that is too small now is told; a day that passed unmade is planned anew") {
  const std::vector<Account> accounts{account("a", {{10, 2, 1}}, 1)};
  const std::vector<Placed> placed{{1, "whole", "zalo", "a", 10, 9, "2026-10-01", "2026-10-01", true}, {2, "whole", "zalo", "a", 10, 5, "2026-11-02", "2026-11-02", false}};
  const auto plan = make_plan({whole(1, 12), whole(2, 5), whole(3, 4)}, accounts, placed, monday);
  CHECK(find(plan.kept, 1)->day == "2026-10-01");
  CHECK(find(plan.kept, 2)->day == monday);
  REQUIRE(plan.unplaced.size() == 2);
  CHECK(plan.unplaced[0].why == "outgrown");
  CHECK(plan.unplaced[0].size == 10);
  CHECK(plan.unplaced[1].why == "no_package");
}

namespace {

// By trying everything: how many groups fit at most, and what so many cost at least.
struct Best { std::int64_t groups = 0, monthly = 0; };
Best best_of(const std::vector<std::int64_t>& people, std::size_t from, std::vector<Package> free) {
  if (from == people.size()) return {};
  auto best = best_of(people, from + 1, free);
  for (auto& package : free) {
    if (package.count == 0 || package.size < people[from] + 1) continue;
    --package.count;
    auto with = best_of(people, from + 1, free);
    ++package.count;
    ++with.groups, with.monthly += package.monthly;
    if (with.groups > best.groups || (with.groups == best.groups && with.monthly < best.monthly)) best = with;
  }
  return best;
}

// The plan as it was made before: largest first, each into the smallest that holds it.
Best largest_first(std::vector<std::int64_t> people, std::vector<Package> free) {
  std::sort(people.rbegin(), people.rend());
  std::sort(free.begin(), free.end(), [](const Package& a, const Package& b) { return a.size < b.size; });
  Best made;
  for (const auto each : people)
    for (auto& package : free) {
      if (package.count == 0 || package.size < each + 1) continue;
      --package.count, ++made.groups, made.monthly += package.monthly;
      break;
    }
  return made;
}

}  // namespace

TEST_CASE("a dear package that holds more is left alone while a cheap one does") {
  const auto plan = make_plan({{1, "chairs", 8}, whole(2, 40)}, {account("a", {{10, 1, 900}, {50, 1, 60}, {100, 1, 70}})}, {}, monday);
  CHECK(plan.unplaced.empty());
  CHECK(plan.costs.at(0).monthly == 60 + 70);
}

TEST_CASE("as many groups as can be placed are, and no placement of so many is cheaper") {
  std::uint32_t seed = 1;
  const auto any = [&](std::int64_t below) { return static_cast<std::int64_t>((seed = seed * 1'664'525u + 1'013'904'223u) >> 8) % below; };
  for (int round = 0; round < 3'000; ++round) {
    std::vector<Package> packages;
    for (const auto size : {10, 20, 50, 100})
      if (any(4) > 0) packages.push_back({size, any(3), any(5) * 10});
    std::vector<std::int64_t> people;
    std::vector<Wanted> wanted;
    for (auto n = any(6); n >= 0; --n) {
      people.push_back(any(110));
      wanted.push_back(whole(static_cast<std::int64_t>(wanted.size()) + 1, people.back()));
    }
    const auto half = packages.size() / 2;  // over two accounts
    const auto plan = make_plan(wanted, {account("a", {packages.begin(), packages.begin() + static_cast<std::ptrdiff_t>(half)}), account("b", {packages.begin() + static_cast<std::ptrdiff_t>(half), packages.end()})}, {}, monday);
    const auto best = best_of(people, 0, packages), before = largest_first(people, packages);
    std::int64_t monthly = 0;
    for (const auto& cost : plan.costs) monthly += cost.monthly;
    CAPTURE(round);
    REQUIRE(static_cast<std::int64_t>(plan.fresh.size()) == best.groups);
    REQUIRE(monthly == best.monthly);
    REQUIRE((best.groups == before.groups && monthly <= before.monthly));
    for (const auto& group : plan.fresh) REQUIRE(group.people < group.size);
  }
}
