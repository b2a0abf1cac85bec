// Is what somebody wrote a person's name? Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trade_union {

// Two to six words of letters, not made of words people chat with ("tôi là", "dạ vâng ạ").
bool plausible_name(std::string_view name);
// The name a line gives ("tôi là Nguyễn Thị Hoa"), NFC; nothing if it gives none.
std::optional<std::string> name_in(std::string_view line);

}  // namespace trade_union
