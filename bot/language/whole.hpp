// Lines that are one thing as a whole: a greeting, thanks, "đồng ý", "+4 cả nhà", an invite code, figures asked for. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/language/reading.hpp"

namespace language {

std::vector<Kind> whole_kinds(const Reading& reading);
std::optional<int> heads_of(const Line& line);               // "+1": 1, "+4 cả nhà em": 4; nothing for any other line
std::optional<std::string> invite_of(const Line& line);      // "7KQM-XR4T-9HPW" in any case, with or without blanks and signs
std::optional<std::string> relay_code_of(const Line& line);  // "mã abcd-efgh", "ABCD-EFGH"; codes.hpp
std::optional<std::size_t> colon_text_at(const Line& line);  // the word behind the colon that begins a text; not that of "14:30"
// The words of the line from `at` on are all arguments of figures: metrics, tổ, periods, documents …
bool only_stats_args(const Reading& reading, std::size_t at);
// "úi chà cảm ơn bot": the words are all of these lists, and at least one of the first.
bool made_of(const Line& line, const Phrases& must, const Phrases& may);

}  // namespace language
