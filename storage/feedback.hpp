// Feedback (phản ánh, kiến nghị) as it came in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace storage {

struct Feedback {
  std::int64_t id = 0, number = 0;
  std::optional<std::int64_t> person, unit;    // person: none for an anonymous one
  std::string kind, category, text, state;
  std::int64_t created_at = 0;
};
// Gives it the next PA number.
Feedback add_feedback(Session& session, Feedback feedback);
// Handled by one of these units, newest first.
std::vector<Feedback> feedback_of(Session& session, const std::vector<std::int64_t>& units, std::int64_t limit);
std::int64_t count_feedback(Session& session, const std::vector<std::int64_t>& units, const std::string& state);

}  // namespace storage
