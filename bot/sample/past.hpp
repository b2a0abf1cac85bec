// What the sample province was before July 2025 and what it has decided: units that ended, facts about those that are there, the cases of
// November 2026.
#pragma once

#include <cstdint>
#include <string>

#include "storage/database.hpp"

namespace sample {

inline constexpr const char* old_day = "2013-01-01";  // since when the oldest units are there
inline constexpr const char* from_day = "2025-07-01"; // since when the rest is as it is now

// Field of work, flags and territory of the units, and what ended in June and July 2025. After the tree was written.
void add_past(storage::Session& session);

// GH-03: Hoa Ban and Tâm Đức are joined, 88/QĐ-LĐLĐ of 15/11/2026, in effect on 01/12/2026; and HTX Vận tải Mường Lặn ends on 30/11/2026.
void add_cases(storage::Session& session);

}  // namespace sample
