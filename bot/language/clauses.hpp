// Several commands in one message: cut at line ends, joints and commas where each side is a command of its own. Pure.
#pragma once

#include <optional>
#include <vector>

#include "bot/language/hear.hpp"

namespace language {

// Several lines of a group or a direct chat, each judged alone; those that are for nobody are dropped.
std::vector<Intent> read_lines(std::string_view text, const Context& context);

// The clauses of one line, each a command of its own; empty unless there are several. `whole`: what the line is read as in one piece.
std::vector<Intent> read_clauses(std::string_view text, const Context& context, const Reading& heard, const Read& whole);

}  // namespace language
