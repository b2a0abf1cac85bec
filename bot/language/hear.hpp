// One line heard: words, call and courtesy off, values found; and read: short answer, form or the best shape. Pure.
#pragma once

#include "bot/language/match.hpp"

namespace language {

constexpr std::size_t kReadLetters = 2'000;

Reading hear(std::string_view text, const Context& context, const nlohmann::json& implied = nlohmann::json::object());

// The meaning of one line as a whole, without what the writer may not.
// `loosely`: a second try without marks where nothing fits.
struct Read { Intent intent; int score = 0; std::vector<std::pair<std::size_t, std::size_t>> spans; };
Read read_one(Reading& reading, bool loosely = true);

bool silent(const Intent& intent);   // "ignore", or "unclear" without a candidate

}  // namespace language
