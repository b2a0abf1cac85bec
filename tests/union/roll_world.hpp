// A union with two tổ, and rows brought into its roll.
#pragma once

#include <nlohmann/json.hpp>

#include "bot/language/text.hpp"
#include "bot/union/roll_posts.hpp"
#include "bot/union/roll_tree.hpp"
#include "storage/memberships.hpp"
#include "storage/unit_facts.hpp"
#include "storage/units.hpp"
#include "tests/storage/stores.hpp"

namespace roll_world {

using namespace trade_union;

inline constexpr const char* today = "2026-11-23";
inline constexpr std::int64_t now = 1'795'395'600'000;

inline std::int64_t add_unit(storage::Session& session, const char* kind, const std::string& name, std::int64_t parent, const char* code = "") {
  return storage::add_unit(session, {code, kind, name, name, language::fold(name), language::sort_key(name), "2026-01-01", std::nullopt, parent});
}

struct World {
  explicit World(const std::string& store_name) : store(tests::make_store(store_name)), database(store->open()) {
    database->write([this](storage::Session& session) {
      root = add_unit(session, "tinh", "LĐLĐ tỉnh", 0);
      grassroots = add_unit(session, "cdcs", "CĐCS May Sơn Hà", root, "MSH");
      one = add_unit(session, "to", "Tổ 1", grassroots);
      two = add_unit(session, "to", "Tổ 2", grassroots);
    });
  }
  // Applied, and "created/updated/moved/unchanged/refused key,key".
  std::string apply(const std::vector<PersonRow>& rows, bool dry = false, const char* as_of = today) {
    const ApplyRoll how{as_of, now, dry};
    const auto job = [&](storage::Session& session) { return apply_people(session, rows, how); };
    return told(dry ? database->read(job) : database->write(job));
  }
  static std::string told(const SliceResult& result) {
    const auto& c = result.counts;
    auto text = std::to_string(c.created) + "/" + std::to_string(c.updated) + "/" + std::to_string(c.moved) + "/" + std::to_string(c.unchanged) + "/" + std::to_string(c.refused);
    for (const auto& each : result.findings) text += " " + each.what.finding.key;
    return text;
  }
  std::int64_t number(const char* sql) {
    return database->read([&](storage::Session& session) { return session.number(sql); });
  }
  std::int64_t counted(std::int64_t unit, const char* day = today) {
    return database->read([&](storage::Session& session) { return storage::counted(session, unit, day).members; });
  }
  std::unique_ptr<tests::Store> store;
  std::unique_ptr<storage::Database> database;
  std::int64_t root = 0, grassroots = 0, one = 0, two = 0;
};

struct Told { std::string code{}, name{}, phone{}, birth{}; };
inline PersonRow row(std::int64_t unit, const Told& told, bool alone = true) {
  static std::uint32_t number = 0;
  PersonRow made;
  made.row = ++number;
  made.unit = unit;
  made.fields = {told.code, told.name, told.phone, told.birth, "", std::nullopt};
  made.folded = language::fold(told.name);
  made.sort_key = language::person_sort_key(told.name);
  made.alone = alone;
  return made;
}

}  // namespace roll_world
