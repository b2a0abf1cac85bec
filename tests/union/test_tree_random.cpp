// A random life of a tree: units are made, renamed, joined, split, moved, closed, people come, go and change place, days pass. Whatever
// was decided, sums agree on every day, nobody is counted twice, nothing hangs in the air, and days that are over read as they did.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <random>

#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "bot/union/rules.hpp"
#include "storage/groups.hpp"
#include "storage/memberships.hpp"
#include "storage/people.hpp"
#include "storage/polls.hpp"
#include "storage/roles.hpp"
#include "storage/unit_counts.hpp"
#include "storage/units.hpp"
#include "storage/verify.hpp"
#include "templates/catalog.hpp"
#include "tests/storage/stores.hpp"

namespace {

using namespace trade_union;
using storage::Session;
using Lines = std::vector<std::string>;
constexpr std::int64_t day_ms = 86'400'000, start = 1'767'200'400'000;  // 2026-01-01T00:00+07:00

unsigned chosen_seed() {
  const char* said = std::getenv("NHIPCAU_SEED");
  return said ? static_cast<unsigned>(std::stoul(said)) : std::random_device()();
}

class World {
 public:
  World(Session& session, unsigned seed) : session_(session), random_(seed) {
    root_ = unit("tinh", 0);
    for (int n = 0; n < 3; ++n) unit("cap_tren", root_);
    for (int n = 0; n < 8; ++n) unit("cdcs", pick("cap_tren"));
    for (int n = 0; n < 12; ++n) unit("to", pick("cdcs"));
    for (int n = 0; n < 150; ++n) join();
    pass_day();
  }

  bool step() {
    switch (below(14)) {
      case 0: return decide(Create{{.kind = any({"cdcs", "cdbp", "to", "cap_tren"}), .name = name(), .parent = pick()}});
      case 1: return decide(Rename{pick(), name()});
      case 2: return decide(merge());
      case 3: return decide(split());
      case 4: return decide(Move{pick(), pick()});
      case 5: return below(3) == 0 && decide(Close{pick(), below(2) != 0 ? pick() : 0, "closed"});
      case 6: return undo_one();
      case 7: case 8: return join();
      case 9: return leave();
      case 10: case 11: return transfer();
      case 12: return open_poll();
      default: return pass_day();
    }
  }

  // Every day so far, read again, is what it was when it was over.
  void past_is_unchanged() {
    for (const auto& [day, seen] : past_) {
      CAPTURE(day);
      const auto now = picture(day);
      Lines lost, came;
      std::set_difference(seen.begin(), seen.end(), now.begin(), now.end(), std::back_inserter(lost));
      std::set_difference(now.begin(), now.end(), seen.begin(), seen.end(), std::back_inserter(came));
      CAPTURE(came);
      REQUIRE(lost == Lines{});
      REQUIRE(came == Lines{});
    }
  }

  void sums_agree() {
    for (const auto& day : {language::day_of(now_ - 5 * day_ms), today(), language::day_of(now_ + 9 * day_ms)}) {
      CAPTURE(day);
      const auto units = storage::counted_tree(session_, root_, day);
      std::map<std::int64_t, std::int64_t> sums;
      for (const auto& each : units) {
        CHECK(each.own.members == session_.number("SELECT COUNT(*) FROM membership WHERE unit_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day > ?2)", {each.unit.id, day}));
        sums[each.unit.id] += each.own.members;
        sums[each.unit.parent] += each.total.members;
      }
      for (const auto& each : units) CHECK(each.total.members == sums[each.unit.id]);
      REQUIRE(storage::counted_below(session_, root_, day).members == active(day));
    }
    REQUIRE(storage::verify(session_) == std::vector<std::string>{});
  }

  std::string today() const { return language::day_of(now_); }
  int applied = 0;

 private:
  std::int64_t below(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random_); }
  template <class T> const T& of(const std::vector<T>& all) { return all.at(static_cast<std::size_t>(below(static_cast<std::int64_t>(all.size())))); }
  std::string any(const std::vector<std::string>& all) { return of(all); }
  std::string name() { return "Đơn vị " + std::to_string(++named_); }
  std::int64_t active(const std::string& day) {
    return session_.number("SELECT COUNT(DISTINCT person_id) FROM membership WHERE from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)", {day});
  }

  std::int64_t unit(const std::string& kind, std::int64_t parent) {
    const auto called = name();
    const auto id = storage::add_unit(session_, {"", kind, called, called, language::fold(called), language::sort_key(called), today(), std::nullopt, parent});
    furnish(id);
    return id;
  }
  // A chair, a board, a group: what must go somewhere when the unit ends.
  void furnish(std::int64_t id) {
    const auto& group = storage::touch_group(session_, "zalo", "1", "g" + std::to_string(id));
    storage::bind_group(session_, group.id, id, "whole");
    for (const auto* post : {"chair", "inspection", "officer"})
      if (below(2) == 0) storage::add_role(session_, person(), id, post, today());
  }
  std::int64_t person() {
    const auto called = "Người " + std::to_string(++people_);
    const auto id = storage::add_person(session_, called, language::fold(called), language::person_sort_key(called), now_);
    if (below(2) == 0) storage::set_woman(session_, id, true);
    return id;
  }
  std::int64_t pick(const std::string& kind = "") {
    std::vector<std::int64_t> fitting;
    for (const auto& each : storage::subtree(session_, root_, today()))
      if (kind.empty() || each.kind == kind) fitting.push_back(each.id);
    return fitting.empty() ? root_ : of(fitting);
  }
  std::int64_t member() {
    const auto all = session_.all("SELECT person_id FROM membership WHERE from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)", {today()},
                                  [](const storage::Row& r) { return r.integer(0); });
    return all.empty() ? 0 : of(all);
  }

  Plan merge() {
    const auto kind = any({"to", "cdcs", "cdcs", "cap_tren"});
    Merge plan;
    for (auto n = 2 + below(3); n > 0; --n) plan.sources.push_back(pick(kind));
    if (below(2) == 0) plan.into = pick(kind);
    else plan.fresh = PlannedUnit{.name = name(), .parent = kind == "to" ? pick("cdcs") : root_};
    plan.as_teams = below(2) == 0;
    if (below(2) == 0) plan.chair = member();
    return plan;
  }
  Plan split() {
    Split plan{pick(any({"to", "cdcs"})), {}, below(2) == 0};
    for (auto n = 1 + below(3); n > 0; --n) plan.parts.push_back({{.name = name()}});
    for (const auto& child : storage::children(session_, plan.unit, today()))
      if (below(2) == 0) plan.parts.front().units.push_back(child.id);
    for (int n = 0; n < 8; ++n)
      if (const auto who = member(); who != 0) {
        const auto counted = *storage::membership_unit(session_, who, today());
        if (counted == plan.unit) plan.parts.back().persons.push_back(who);
      }
    return plan;
  }

  // dated: so many days from now it takes effect.
  bool decide(const Plan& plan) {
    const auto made = propose(session_, plan, {}, now_);
    if (made.operation == 0) return false;
    const auto wrong = trade_union::decide(session_, made.operation, {"88/QĐ-LĐLĐ", today(), language::day_of(now_ + (1 + below(4)) * day_ms)}, {}, now_);
    if (refused(wrong)) undo(session_, made.operation, {}, now_);
    return !refused(wrong);
  }
  bool undo_one() {
    const auto open = open_cases(session_);
    return !open.empty() && !refused(undo(session_, of(open).operation, {}, now_));
  }

  bool join() {
    const auto at = pick(any({"to", "cdcs"}));
    storage::add_membership(session_, person(), at, today());
    return true;
  }
  bool leave() {
    const auto who = member();
    if (who == 0) return false;
    storage::end_membership(session_, *storage::membership_at(session_, who, today()), language::day_of(now_ + below(6) * day_ms), "left");
    return true;
  }
  bool transfer() {
    const auto who = member();
    return who != 0 && storage::move_membership(session_, who, pick(any({"to", "cdcs"})), today(), "transfer");
  }
  bool open_poll() {
    const auto at = pick(any({"to", "cdcs"}));
    storage::open_poll(session_, {.unit = at, .question = "?", .options = {"a", "b"}, .opened_by = person(), .now = now_, .closes_at = {}, .day = today()}, {at});
    return true;
  }

  // Midnight: the day that is over is kept as it reads now, then what is due takes effect; it loses nobody but those of closed units.
  bool pass_day() {
    past_[today()] = picture(today());
    now_ += day_ms;
    Turn turn;
    for (auto before = active(today()); apply_due(session_, catalog_, now_, turn); before = active(today())) {
      ++applied;
      const auto last = session_.one("SELECT kind, state FROM unit_operation WHERE applied_at = ?1 ORDER BY applied_at DESC, effective_day DESC, decided_at DESC, id DESC", {now_},
                                     [](const storage::Row& r) { return r.string(0); });
      for (const auto& open : open_cases(session_))  // what is stuck would later be dated back: somebody looked at it and gave it up
        if (!open.stuck_day.empty()) undo(session_, open.operation, {}, now_);
      if (last != std::optional<std::string>("close")) REQUIRE(active(today()) == before);
    }
    return true;
  }

  // Each unit with its name, its place and its own counts.
  Lines picture(const std::string& day) {
    Lines lines;
    for (const auto& each : storage::counted_tree(session_, root_, day))
      lines.push_back(std::to_string(each.unit.parent) + "/" + std::to_string(each.unit.id) + " " + each.unit.name + " " + std::to_string(each.own.members) + " " +
                      std::to_string(each.own.women));
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  Session& session_;
  std::mt19937 random_;
  templates::Catalog catalog_;
  std::int64_t now_ = start + 8 * 3'600'000, root_ = 0;
  int named_ = 0, people_ = 0;
  std::map<std::string, Lines> past_;
};

void live(storage::Database& database, unsigned seed, int operations) {
  CAPTURE(seed);
  database.write([&](Session& session) {
    World world(session, seed);
    int done = 0;
    for (int tries = 0; done < operations && tries < 20 * operations; ++tries) {
      done += world.step();
      if (tries % 40 == 0) world.sums_agree();
    }
    world.sums_agree();
    world.past_is_unchanged();
    CHECK(done == operations);
    CHECK(world.applied > operations / 40);
  });
}

}  // namespace

TEST_CASE("a thousand random operations keep the tree's invariants", "[random]") { live(*storage::open_sqlite({":memory:", 1, 256}), chosen_seed(), 1'000); }

TEST_CASE("random operations keep the tree's invariants on PostgreSQL", "[random]") {
  if (tests::postgres_address().empty()) {
    WARN("NHIPCAU_TEST_PG is not set: PostgreSQL is not tested");
    return;
  }
  const tests::ScratchDatabase scratch;
  live(*storage::open_postgres({scratch.url(), 1, 1, true}), chosen_seed(), 1'000);
}
