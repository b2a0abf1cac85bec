// The names of units and people, for whoever reads what people write.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Names { std::vector<std::string> units, people; };

// Units of that day but tổ and sections, which have numbers and no names of their own; at most so many people, the newest first.
Names names_of(Session& session, const std::string& day, std::int64_t most_people);

// What changes when a name comes, goes or is spelt otherwise (but for one of the same length).
struct NamesMark {
  std::int64_t units = 0, unit_letters = 0, people = 0, people_letters = 0;
  bool operator==(const NamesMark&) const = default;
};
NamesMark names_mark(Session& session, const std::string& day);

// Units of exactly this folded name that exist at that day.
std::vector<std::int64_t> units_named(Session& session, const std::string& folded_name, const std::string& day);

}  // namespace storage
