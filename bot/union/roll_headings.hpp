// Headings within a list: a row that stands over the rows of a tổ, a khối, a phòng. A row that may be a person is none. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/union/roll_columns.hpp"

namespace trade_union {

// The words of a row that says nothing but a heading ("Tổ 1", "I. Khối văn phòng", "Tổ sản xuất số 2: 14 người"), in one cell or merged
// over several, with a count beside it or a numeral before it; nothing: it is no heading, or not surely one.
struct Heading { std::string text; std::size_t column = 0; };
std::optional<Heading> heading_of(const Header& header, const Cells& row);
// What it names, without numeral and count: "Khối văn phòng", "Tổ sản xuất số 2".
std::string heading_name(std::string_view heading);

}  // namespace trade_union
