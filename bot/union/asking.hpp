// Asking back: what a line may have meant, at most three numbered choices, and the answer to that. A guess changes nothing by itself.
#pragma once

#include <optional>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/union/scene.hpp"

namespace trade_union {

// Asks whether it is this, or which of these; the answer is awaited for some minutes. In a group nothing is awaited.
void ask_meaning(Scene& scene, const std::vector<language::Intent>& meanings);

// What an answer to such a question says was meant; nothing if none is pending or the line is no answer. `dropped`: it says none of them.
struct Answered { std::optional<language::Intent> meant; bool dropped = false; };
Answered answered(Scene& scene, const language::Intent& said);

}  // namespace trade_union
