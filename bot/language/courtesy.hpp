// What a line says to be polite or to call the bot, taken off its ends. Pure.
#pragma once

#include "bot/language/words.hpp"

namespace language {

// Takes the call (@bot, @Trợ lý Công đoàn, bot ơi, "bot" as the first word of the line or of a clause) off; true if there was one.
bool take_call(Line& line);

// Takes courtesy words off both ends as long as something is left, and judges the marks anew.
void take_courtesy(Line& line);

}  // namespace language
