// What changes much is asked back before it is done (docs/intents.md §3): what exactly, then "đồng ý" or "thôi" of the same person in
// the same conversation, within 15 minutes. Several commands in one message are asked about together and done together.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "bot/union/scene.hpp"

namespace trade_union {

// Shows the text `preview` of templates/chat/vi (what will change, from which day; no question in it) with the question and its two
// buttons below, and waits. kind: a row of the table in confirming.cpp, which names what is done on yes; data: what that needs.
// A question that waited before is over, and its `dropped` is called.
void propose(Scene& scene, std::string kind, nlohmann::json data, std::string_view preview, const Fields& fields);

// One row of that table. yes runs long after the question: it checks rights and state again. no: clears up and says so; null: nothing
// to clear up.
struct Confirmed {
  void (*yes)(Scene&, const nlohmann::json& data);
  void (*no)(Scene&, const nlohmann::json& data) = nullptr;
};

// Does this person have such a question open in this conversation?
bool confirmation_waits(Scene& scene);

}  // namespace trade_union
