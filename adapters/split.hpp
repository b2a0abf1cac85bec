// Long texts into parts that fit a platform's limit, cut where a reader would pause.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapters {

// `text` in parts of at most `limit` code points (limit > 0), cut at the last paragraph end that fits, else line end, else sentence
// end, else word, else between graphemes. Only white space at the cuts is left out; no part is empty. Pure, linear in the text.
std::vector<std::string> split(std::string_view text, std::size_t limit);

// The first `limit` code points at most, never ending inside a grapheme; "…" as the last one where something was cut off.
std::string clip(std::string_view text, std::size_t limit);

// Number of Unicode code points.
std::size_t code_points(std::string_view text);

}  // namespace adapters
