// People of a list: one row read, and a slice of rows brought into the roll. A row is somebody by code, else by phone, else by name, birth
// day and unit; several hits are a problem, never a guess. What the list leaves empty takes nothing away.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/union/roll_units.hpp"
#include "bot/union/roll_values.hpp"

namespace trade_union {

struct PersonRow {
  std::uint32_t row = 0;                       // of the file
  std::int64_t unit = 0;
  storage::roll::PersonFields fields;          // "": the list does not say
  std::string folded, sort_key, from_day;      // from_day "": the import's day
  bool alone = true;                           // no other row so far has this name in this unit
  bool twin = false;                           // one so far has this name and birth day in another unit
};

// Reads the cells; findings say which are wrong (refused) or curious. unit, sort_key, alone are not filled in.
struct ReadPerson { PersonRow row; std::vector<CellFinding> findings; };
ReadPerson read_person(const Header& header, const Cells& cells, std::uint32_t row, const std::string& today);

struct RollCounts {
  std::int64_t created = 0, updated = 0, moved = 0, unchanged = 0, refused = 0, warned = 0;
  RollCounts& operator+=(const RollCounts& other);
};
nlohmann::json to_json(const RollCounts& counts);
RollCounts counts_from(const nlohmann::json& json);

struct RowFinding { std::uint32_t row = 0; CellFinding what; };
// What became of a slice. counted_there: matched people who were counted in their row's unit before. moved_from: units people left.
struct SliceResult {
  RollCounts counts;
  std::vector<RowFinding> findings;
  std::int64_t counted_there = 0;
  std::vector<std::int64_t> moved_from;
  std::vector<std::int64_t> units;             // of a slice of units: the ids of its rows, 0: refused
};
nlohmann::json to_json(const SliceResult& result);
SliceResult result_from(const nlohmann::json& json);

struct ApplyRoll {
  std::string as_of;                           // the day from which changes hold
  std::int64_t now = 0;                        // UTC ms
  bool dry = false;                            // looks everything up, writes nothing
};
// In one transaction. A bad row changes nothing and stops no other.
SliceResult apply_people(storage::Session& session, const std::vector<PersonRow>& rows, const ApplyRoll& how);

nlohmann::json to_json(const PersonRow& row);
PersonRow person_from(const nlohmann::json& json);

}  // namespace trade_union
