// What the cells of a union office's lists say: days, phone numbers, names, genders, counts. Pure. What cannot be read with certainty is
// a problem, never a guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trade_union {

// A value, or why there is none: problem is a section of templates/chat/vi/roll_finding.mustache. Neither: the cell is empty.
template <class T>
struct Read {
  std::optional<T> value{};
  const char* problem = nullptr;
};

// 5/3/1990, 05.03.90, 5-3-1990, 1990-03-05, "ngày 5 tháng 3 năm 1990", a spreadsheet's day number (32937), always day before month; a time
// of day behind it is left away. Two figures of a year: the latest such year not after today. Problems: day_only_year, day_only_month,
// day_not_exist, day_unreadable.
Read<std::string> read_day(std::string_view cell, std::string_view today);
// The same or less exactly, as it is written: "1990-03" of 3/1990, "1990" of 1990 or 00/00/1990 (birth.hpp); not in the future nor before
// 1900: day_future, day_not_exist.
Read<std::string> read_birth_day(std::string_view cell, std::string_view today);

// E.164 of a Vietnamese number: blanks, dots, +84, 84, 0084, a zero lost in a spreadsheet, numbers of eleven figures as they became in 2018.
// Problems: phone_digits_lost (9,87E+08), phone_unreadable. several: the cell holds more than one; the first is taken.
struct Phone { std::string e164; bool several = false; };
Read<Phone> read_phone(std::string_view cell);

// NFC, blanks collapsed, one kind of apostrophe; ALL CAPITALS and all small become Title Case (H'Mông, A Tủa). Problems: name_digits, name_signs, name_long.
Read<std::string> read_person_name(std::string_view cell);
// NFC, trimmed, blanks collapsed, control characters gone.
std::string read_text(std::string_view cell);
// Equal for spellings of one name: small letters, the tone wherever it stands in the syllable (hoà, hòa), blanks collapsed.
std::string name_key(std::string_view name);

// Nam, Nữ, x … true: a woman. Problem: gender_unreadable.
Read<bool> read_woman(std::string_view cell);
// x, có, 1 … true; empty, không, 0: false. Problem: mark_unreadable.
Read<bool> read_mark(std::string_view cell);
// 1.234, 1,234, 1 234. Problem: count_unreadable.
Read<std::int64_t> read_count(std::string_view cell);

// tinh, cap_tren, cdcs, cdbp, to of what is written for a unit's level; "": unknown.
std::string_view read_unit_kind(std::string_view cell);
// chair, deputy, board … of a post as it is written; "": no post of a union.
std::string_view read_post(std::string_view cell);

}  // namespace trade_union
