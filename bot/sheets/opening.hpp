// What the readers of the formats have in common. Private to the room.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bot/sheets/reader.hpp"

namespace sheets {

std::unique_ptr<Reader> open_csv(const std::string& path, std::uint64_t size, const Limits& limits);
std::unique_ptr<Reader> open_xlsx(const std::string& path, std::uint64_t size, int sheet, const Limits& limits);
std::unique_ptr<Reader> open_ods(const std::string& path, std::uint64_t size, int sheet, const Limits& limits);

// At most `most` bytes of UTF-8, cut between two characters; control characters but tab and line end become blanks.
void tidy(std::string& text, std::size_t most);
void drop_empty_tail(std::vector<std::string>& cells);
bool valid_utf8(std::string_view text);
std::string shortest(double number);             // "987000456", "0.5"
std::string from_serial(double serial, bool from_1904);   // 36526 → "01/01/2000"; not a day: the number

}  // namespace sheets
