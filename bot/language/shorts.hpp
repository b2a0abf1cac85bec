// Short answers (docs/intents.md section 5): whole lines whose meaning hangs on who says them and what was asked. Pure.
#pragma once

#include <optional>

#include "bot/language/reading.hpp"

namespace language {

std::optional<Intent> short_answer(const Reading& reading);

}  // namespace language
