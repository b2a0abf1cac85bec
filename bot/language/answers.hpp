// Is a line in a group an answer to what the bot asked there, and nothing else? Pure.
#pragma once

#include "bot/language/match.hpp"
#include "bot/language/reading.hpp"

namespace language {

// Each word belongs to what the candidate was found by, to a value such as a day, to the reason given, or is filler.
// "em có mặt ạ" is an answer, "có mặt ở kho rồi" and "chuyển sang bàn 3 ngồi" are not.
bool nothing_else(const Reading& reading, const Candidate& candidate, const Intent& intent);

}  // namespace language
