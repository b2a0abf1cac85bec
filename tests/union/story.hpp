// The sample province and what its days bring: decisions proposed, taken, put in effect.
#pragma once

#include <algorithm>

#include "bot/language/text.hpp"
#include "bot/union/operations.hpp"
#include "storage/unit_counts.hpp"
#include "storage/units.hpp"
#include "tests/union/stranger.hpp"

namespace tests {

using storage::Session;
using namespace trade_union;

inline std::int64_t moment(const std::string& said) { return language::moment_of(said + "+07:00").value(); }

struct Story : Chat {
  using Chat::Chat;
  std::int64_t id(const std::string& code) { return read([&](Session& s) { return storage::unit_by_code(s, code).value(); }); }
  std::int64_t members(std::int64_t unit, const std::string& day) { return read([&](Session& s) { return storage::counted_below(s, unit, day).members; }); }
  std::int64_t members(const std::string& code, const std::string& day) { return members(id(code), day); }
  std::vector<std::string> unions(const std::string& day) {
    std::vector<std::string> names;
    for (const auto& each : read([&](Session& s) { return storage::list_units(s, {.kind = "cdcs"}, day); })) names.push_back(each.unit.name);
    return names;
  }
  bool listed(const std::string& name, const std::string& day) { const auto all = unions(day); return std::find(all.begin(), all.end(), name) != all.end(); }
  std::int64_t named(const std::string& name) { return read([&](Session& s) { return s.number("SELECT id FROM unit WHERE name = ?1", {name}); }); }

  // What comes due at that moment, in as many transactions as it takes.
  std::vector<std::string> comes(const std::string& when) {
    now = moment(when);
    std::vector<std::string> said;
    for (int n = 0; n < 6; ++n)
      for (const auto& message : read([&](Session& s) { return rules.due(s, now); }).out) said.push_back(message.text);
    return said;
  }
  std::int64_t decided(const Plan& plan, const std::string& effective, const std::string& doc = "90/QĐ-LĐLĐ") {
    return read([&](Session& s) {
      const auto proposed = propose(s, plan, {}, now);
      REQUIRE(proposed.operation != 0);
      const auto found = decide(s, proposed.operation, {doc, language::day_of(now), effective}, {}, now);
      INFO(sentences(catalog, found));
      REQUIRE_FALSE(refused(found));
      return proposed.operation;
    });
  }
  std::string said_against(const Plan& plan, const std::optional<Decision>& decision = std::nullopt) {
    return read([&](Session& s) { return sentences(catalog, check(s, plan, decision, language::day_of(now))); });
  }
  std::string state(std::int64_t operation) { return read([&](Session& s) { return operation_case(s, operation)->state; }); }
};

}  // namespace tests
