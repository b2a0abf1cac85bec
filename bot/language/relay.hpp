// What people write around the relay kit (bộ đăng lại). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/language/intent.hpp"

namespace language {

// Intents "relay_kit", "relay_posted" (+ "group": its name, if it has one), "relay_undo" {a document}, "relay_group" {text: name and link},
// "relay_code" {code}, "relay_admit" {guest, who: number of the list or name}, "relay_refuse" {guest}.

// The code of a unit as people write it ("abcd-efgh", "ABCD EFGH") → "ABCDEFGH"; "" if it is none.
std::string relay_code(std::string_view written);
// "đúng rồi", "không phải": the answer to "có phải anh/chị là …?".
std::optional<bool> relay_answer(std::string_view text);

// The full name somebody gives ("tôi là Nguyễn Thị Hoa" → "Nguyễn Thị Hoa"), NFC; nothing if the line is no name.
std::optional<std::string> relay_name(std::string_view text);

}  // namespace language
