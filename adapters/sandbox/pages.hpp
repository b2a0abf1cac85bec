// The chat pages as HTML: who to be, and a phone with the chats of that person. Values in, pages out; no I/O.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/sandbox/stage.hpp"

namespace adapters::sandbox {

// A chat page's address: /chat/{platform}/{person} for the direct chat, /chat/{platform}/{person}/{group or post} for another.
struct Place { Chat* chat; const Person* person; };
std::optional<Place> find_place(Stage& stage, const std::string& path);

// The pages, their form posts and their files; nothing if the path is none of theirs.
std::optional<http::Response> page_answer(Stage& stage, const http::Request& request);

}  // namespace adapters::sandbox
