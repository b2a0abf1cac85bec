// What can be written to the bot, one phone screen at a time: what is one's own first.
#pragma once

#include <cstddef>

#include "bot/union/scene.hpp"

namespace trade_union {

// Screen `page`, counted from 0; "thêm" shows the next. In a group only what everybody may do.
void show_help(Scene& scene, std::size_t page);

}  // namespace trade_union
