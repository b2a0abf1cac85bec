// Forms: what the whole line must consist of to be for the bot in a group where nobody called it (docs/intents.md section 4). Pure.
#pragma once

#include "bot/language/reading.hpp"

namespace language {

bool is_form(const Reading& reading, const Form& form);

}  // namespace language
