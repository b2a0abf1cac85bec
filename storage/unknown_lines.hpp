// Lines that nothing fitted, counted by day and shape (language::shape_of), so that operators see what the grammar lacks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

void count_unknown_line(Session& session, const std::string& day, const std::string& shape);

struct UnknownLine { std::string shape; std::int64_t lines = 0; };
// The commonest shapes since that day.
std::vector<UnknownLine> unknown_lines(Session& session, const std::string& since, std::size_t most);

}  // namespace storage
