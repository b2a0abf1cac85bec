// From a shape that fits to an intent with its arguments, its needs and what the writer may not. Pure.
#pragma once

#include <optional>

#include "bot/language/match.hpp"

namespace language {

// Nothing if the line lacks what the intent cannot be without.
std::optional<Intent> build(const Reading& reading, const Rule& rule);

// What the writer may not do, and what is answered in private only.
void expect(Intent& intent, const Context& context, const Grammar& grammar);

}  // namespace language
