// Which unit a list means: by code, by name in the usual spellings, by a path ("CĐCS May Sơn Hà > Tổ 3"), within a part of the tree. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bot/union/findings.hpp"
#include "bot/union/roll_columns.hpp"
#include "storage/roll.hpp"

namespace trade_union {

using RollUnit = storage::roll::Unit;

// What names of units are compared by: "Công đoàn cơ sở Công ty trách nhiệm hữu hạn May" and "CĐCS Công ty TNHH May" are the same.
std::string unit_key(std::string_view name);

class UnitIndex {
 public:
  explicit UnitIndex(std::vector<RollUnit> units);
  void add(RollUnit unit);                                       // id not in use
  const RollUnit* find(std::int64_t id) const;
  const RollUnit* by_code(std::string_view code) const;
  bool empty() const { return units_.empty(); }
  std::optional<std::int64_t> root() const;
  bool within(std::int64_t unit, std::int64_t above) const;      // itself or below; above 0: everything
  // All that may be meant, the whole name before a part of it; `within` itself only if it is called that. children: directly below only.
  std::vector<std::int64_t> named(std::string_view said, std::int64_t within = 0, bool children = false) const;
  // The one tổ of that name below a CĐCS or CĐBP; 0: none, or several.
  std::int64_t team_named(std::string_view said, std::int64_t above) const;
  // How an export names it so that named() finds it alone: its name, else its path.
  std::string reference(std::int64_t unit) const;
  // Depth first, each followed by what stands below it, siblings by id.
  std::vector<std::int64_t> in_tree_order(std::int64_t root) const;

 private:
  const std::vector<std::int64_t>& called(const std::string& key, bool whole) const;
  std::vector<std::int64_t> candidates(const std::vector<std::string>& path, std::int64_t above, bool whole) const;
  bool alone(const std::string& path) const;
  bool bears(std::int64_t unit, const std::string& key) const;   // as its name or its short name
  std::vector<std::int64_t> below_called(std::int64_t above, const std::string& key, bool whole) const;
  std::vector<RollUnit> units_;
  std::vector<std::vector<std::string>> keys_;                   // of each unit: its name, then how else it is called
  std::vector<std::string> short_keys_;
  std::unordered_map<std::int64_t, std::size_t> by_id_;
  std::unordered_map<std::string, std::int64_t> by_code_;
  std::unordered_map<std::string, std::vector<std::int64_t>> whole_, part_;   // by unit_key: the name; how else it is called
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> children_;
};

// A finding and the column it is about.
struct CellFinding { Finding finding; Column column = Column::name; };

// Where a row of people or posts says somebody belongs.
struct Where { std::string code, unit, grassroots, section, team; };
Where read_where(const Header& header, const Cells& row);
// unit: found; team: the tổ of that name is missing below `unit`, and the caller may make it; else why there is none.
struct Found { std::int64_t unit = 0; std::string team; std::optional<CellFinding> finding; };
// within: where names are looked for, and the unit of rows that name none; 0: everywhere.
Found find_unit(const UnitIndex& units, const Where& where, std::int64_t within);
// "tổ 3" → "Tổ 3", "Văn phòng" → "Tổ Văn phòng": what a tổ that is made is called.
std::string team_name(const std::string& said);

}  // namespace trade_union
