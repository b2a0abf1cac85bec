// Units (đơn vị công đoàn): the dated tree. `day` is always the day the tree is looked at; names are those of that day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Unit {
  std::int64_t id = 0;
  std::string kind, name, short_name, folded_name;
  std::int64_t parent = 0;    // 0: none at that day
  int depth = 0;              // below the root that was asked for
};

struct NewUnit {
  std::string external_code, kind, name, short_name, folded_name, sort_key;
  std::string from_day;
  std::optional<std::string> to_day;
  std::int64_t parent = 0;
};

std::int64_t add_unit(Session& session, const NewUnit& unit);
// Also one that does not exist yet or no more at that day.
std::optional<Unit> unit(Session& session, std::int64_t id, const std::string& day);
std::optional<std::int64_t> unit_by_code(Session& session, const std::string& external_code);

// The unit and all below it that exist at that day, in tree order (a parent before its children, siblings in Vietnamese order).
std::vector<Unit> subtree(Session& session, std::int64_t root, const std::string& day);
// The unit and all that ever stood below it, also by being joined to a unit there: for what was said and done in the past. No order.
std::vector<std::int64_t> ever_below(Session& session, std::int64_t root);
// Those of them that are no more at that day.
std::vector<std::int64_t> ended_below(Session& session, std::int64_t root, const std::string& day);
// The units that ended by being joined to this one.
std::vector<std::int64_t> joined_to(Session& session, std::int64_t unit);
std::vector<Unit> children(Session& session, std::int64_t unit, const std::string& day);
// The unit itself, then its parents up to the root.
std::vector<std::int64_t> lineage(Session& session, std::int64_t unit, const std::string& day);
// The unit without a parent; nothing in an empty database.
std::optional<std::int64_t> root_unit(Session& session, const std::string& day);

// ---- Life ----
struct Life { std::string from_day; std::optional<std::string> to_day; std::int64_t merged_into = 0; std::string end_reason; };
std::optional<Life> life(Session& session, std::int64_t unit);      // nothing: there is no such unit
bool exists(Session& session, std::int64_t unit, const std::string& day);
// Who answers for what was the unit's: itself while it lives, else what it was joined to, and so on; the unit itself if it was closed.
std::int64_t successor(Session& session, std::int64_t unit, const std::string& day);

// ---- Edges ----
struct Edge { std::int64_t unit = 0, parent = 0; std::string from_day; std::optional<std::string> to_day; };
std::vector<Edge> edges(Session& session, std::int64_t unit);       // of the unit to its parents, oldest first
// The last day on which something came to stand under the unit or it came to stand elsewhere.
std::optional<std::string> last_edge_day(Session& session, std::int64_t unit);
// Days from `day` on at which the tree changes; the first is `day`.
std::vector<std::string> tree_days(Session& session, const std::string& day);

}  // namespace storage
