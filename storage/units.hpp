// Units (đơn vị công đoàn): the dated tree. `day` is always the day the tree is looked at.
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
void set_labour(Session& session, std::int64_t unit, const std::string& as_of, std::int64_t off_roll);
std::optional<Unit> unit(Session& session, std::int64_t id, const std::string& day);

// The unit and all below it that exist at that day, in tree order (a parent before its children, siblings in Vietnamese order).
std::vector<Unit> subtree(Session& session, std::int64_t root, const std::string& day);
// The unit itself, then its parents up to the root.
std::vector<std::int64_t> lineage(Session& session, std::int64_t unit, const std::string& day);
// The unit without a parent; nothing in an empty database.
std::optional<std::int64_t> root_unit(Session& session, const std::string& day);

}  // namespace storage
