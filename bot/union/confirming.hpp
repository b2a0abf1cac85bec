// What changes much is asked back before it is done (docs/intents.md §3): what exactly, then "đồng ý" or "thôi" of the same person in
// the same conversation, within 15 minutes. Several commands in one message are asked about together and done together.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "bot/union/scene.hpp"

namespace trade_union {

// Proposes one change. preview: a text of templates/chat/vi that says what exactly changes, from which day; no question in it. kind: a
// row of the table in confirming.cpp, which names what is done on yes; data: what that needs.
// At the end of the turn all that was proposed is shown in one message, with the question and its two buttons; an older question is over.
void propose(Scene& scene, std::string kind, nlohmann::json data, std::string_view preview, const Fields& fields);
// That message; once, at the end of a turn.
void ask_to_confirm(Scene& scene);

// One row of that table. yes runs long after the question: it checks rights and state again. no: clears up and says that nothing was
// done; null: there is nothing to clear up.
struct Confirmed {
  void (*yes)(Scene&, const nlohmann::json& data);
  void (*no)(Scene&, const nlohmann::json& data) = nullptr;
};

// Does this person have such a question open in this conversation?
bool confirmation_waits(Scene& scene);

// The usual hint to an unclear line, and what of such a question still waits.
void say_unclear(Scene& scene);

}  // namespace trade_union
