// Asking back: what a line may have meant, at most three numbered choices, and the answer to that. A guess changes nothing by itself.
#pragma once

#include <optional>
#include <vector>

#include "bot/language/intent.hpp"
#include "bot/union/scene.hpp"

namespace trade_union {

// Asks whether it is this, or which of these; the answer is awaited for some minutes. In a group nothing is awaited.
void ask_meaning(Scene& scene, const std::vector<language::Intent>& meanings);

// Asks by the text `name`, which numbers them from 1, which of these is meant; a number goes on with that one, then with the rest of the
// message. Only in a direct chat.
void ask_choice(Scene& scene, const std::vector<language::Intent>& choices, std::string_view name, const Fields& fields);

// Asks in a group to say this in the direct chat: the kind of act at most, for the line may hold what is nobody else's business.
void ask_private(Scene& scene);

// What an answer to such a question says was meant, what comes after it and what was proposed before it (Scene::rest, Scene::proposed);
// nothing if none is pending or the line is no answer. `dropped`: it says none of them. `still_open`: the line is neither a number nor a
// command, and the question for one of so many still waits. A short yes or no where a confirmation waits is that answer, whoever writes
// it; a line that takes the command back ("à nhầm, …") is a no, and the command that comes with it goes on.
struct Answered {
  std::optional<language::Intent> meant{};
  bool dropped = false;
  nlohmann::json rest = nlohmann::json::array(), proposed = nlohmann::json::array();
  std::size_t still_open = 0;
};
Answered answered(Scene& scene, const language::Intent& said);

}  // namespace trade_union
